import { randomInteger } from '../../src-shared/numerics/random/stream.ts';
import type { RandomStream } from '../../src-shared/numerics/random/stream.ts';

const pageSize = 16384;
const sectorSize = 512;
const headerSize = 100;

type Damage = (bytes: Buffer, random: RandomStream) => Buffer;

/** Ways in which a disk, a transfer or another program damages a file. */
export const damages: Readonly<Record<string, Damage>> = {
  'pages overwritten': (bytes, random) => overwritten(bytes, random, pageSize, 1 + randomInteger(random, 4)),
  'sectors overwritten': (bytes, random) =>
    overwritten(bytes, random, sectorSize, 1 + randomInteger(random, 6)),
  'pages zeroed': (bytes, random) => {
    const start = randomInteger(random, Math.ceil(bytes.length / pageSize)) * pageSize;
    const end = start + pageSize * (1 + randomInteger(random, 3));
    return bytes.fill(0, start, Math.min(end, bytes.length));
  },
  'bytes flipped': (bytes, random) => {
    for (let count = 1 + randomInteger(random, 8); count > 0; count -= 1) {
      bytes[randomInteger(random, bytes.length)] ^= 1 << randomInteger(random, 8);
    }
    return bytes;
  },
  cut: (bytes, random) => bytes.subarray(0, randomInteger(random, bytes.length)),
  'header destroyed': (bytes, random) => filled(bytes, random, 0, headerSize),
  'first page destroyed': (bytes, random) => filled(bytes, random, 0, pageSize),
  'a byte of the header changed': (bytes, random) => {
    bytes[randomInteger(random, headerSize)] = randomInteger(random, 256);
    return bytes;
  },
  'pages swapped': (bytes, random) => {
    const pages = Math.floor(bytes.length / pageSize);
    const [a, b] = [randomInteger(random, pages), randomInteger(random, pages)];
    const first = Buffer.from(bytes.subarray(a * pageSize, (a + 1) * pageSize));
    bytes.copy(bytes, a * pageSize, b * pageSize, (b + 1) * pageSize);
    first.copy(bytes, b * pageSize);
    return bytes;
  },
  'zero length': () => Buffer.alloc(0),
  'not a database at all': (bytes, random) => filled(bytes, random, 0, bytes.length),
};

function overwritten(bytes: Buffer, random: RandomStream, unit: number, count: number): Buffer {
  for (let done = 0; done < count; done += 1) {
    const start = randomInteger(random, Math.ceil(bytes.length / unit)) * unit;
    filled(bytes, random, start, Math.min(bytes.length, start + unit));
  }
  return bytes;
}

function filled(bytes: Buffer, random: RandomStream, start: number, end: number): Buffer {
  for (let at = start; at < end; at += 1) bytes[at] = randomInteger(random, 256);
  return bytes;
}
