import { once } from 'node:events';
import { crc32, createInflateRaw } from 'node:zlib';

/** Signatures and places in zip archives are those of PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16. */
const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
const stored = 0;
const deflated = 8;

interface Entry {
  name: string;
  method: number;
  checksum: number;
  packed: number;
  unpacked: number;
  offset: number;
}

/** What is wrong with an archive, to follow "with". */
export class ZipError extends Error {}

/** @throws ZipError for an archive that is damaged */
export function zipEntries(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== endOfDirectory) {
    throw new ZipError('no list of its parts at the end');
  }
  const count = bytes.readUInt16LE(end + 10);
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== directoryEntry) {
      throw new ZipError('a list of parts cut short');
    }
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      checksum: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * How many bytes an archive unpacks to, by unpacking it: what it says of itself is not believed. Stops past `limit`.
 * @throws ZipError for a part that is damaged or packed in another way than deflated
 */
export async function unpackedSize(bytes: Buffer, entries: readonly Entry[], limit: number): Promise<number> {
  let total = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (total > limit) return total;
  total = 0;
  for (const entry of entries) {
    total += await entrySize(bytes, entry, limit - total);
    if (total > limit) return total;
  }
  return total;
}

async function entrySize(bytes: Buffer, entry: Entry, limit: number): Promise<number> {
  const { name, method, checksum, packed, offset } = entry;
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== localHeader) {
    throw new ZipError(`no part ${name} where one should be`);
  }
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const data = bytes.subarray(start, start + packed);
  if (data.length < packed) throw new ZipError(`the part ${name} cut short`);
  if (method !== stored && method !== deflated)
    throw new ZipError(`the part ${name} packed in an unknown way`);
  const found = method === stored ? { size: packed, sum: crc32(data) } : await inflated(data, name, limit);
  if (found.size <= limit && found.sum !== checksum) throw new ZipError(`damage in the part ${name}`);
  return found.size;
}

async function inflated(data: Buffer, name: string, limit: number): Promise<{ size: number; sum: number }> {
  const inflate = createInflateRaw();
  let size = 0;
  let sum = 0;
  inflate.on('data', (chunk: Buffer) => {
    size += chunk.length;
    sum = crc32(chunk, sum);
    if (size > limit) inflate.destroy();
  });
  inflate.end(data);
  try {
    await once(inflate, 'close');
  } catch (error) {
    throw new ZipError(`damage in the part ${name}`, { cause: error });
  }
  return { size, sum };
}
