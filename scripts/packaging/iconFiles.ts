/** Pictures by the pixels of a side, as PNG. */
export type Pictures = ReadonlyMap<number, Buffer>;

/** Windows' ICO: a directory of 16 bytes a picture, then the pictures as PNG, which Windows reads since Vista. */
export function icoOf(pictures: Pictures): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.size);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.size, 4);
  let entry = 6;
  let offset = header.length;
  for (const [size, png] of pictures) {
    // A byte holds a side; 0 means 256.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    entry += 16;
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.values()]);
}

/** Apple's names of the places for a PNG, by pixels of a side; a size may serve plain and on a screen of double density. */
const icnsTypes: readonly [type: string, size: number][] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** macOS' ICNS: a type and a length before every picture, and before them all. */
export function icnsOf(pictures: Pictures): Buffer {
  const parts = icnsTypes.flatMap(([type, size]) => {
    const png = pictures.get(size);
    return png === undefined ? [] : [chunk(type, png)];
  });
  return chunk('icns', Buffer.concat(parts));
}

function chunk(type: string, content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([header, content]);
}
