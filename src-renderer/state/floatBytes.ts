import { TracewiseError } from '#shared/model/errors.ts';

const bytesPerFloat = 4;

/** 32-bit floats, little-endian, from base64. @throws TracewiseError when there are not `count` of them */
export function decodeFloats(base64: string, count: number): Float32Array {
  const text = atob(base64);
  const found = text.length / bytesPerFloat;
  if (found !== count)
    throw new TracewiseError('internal', `weights: found ${found} numbers, expected ${count}`);
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: count }, (_, index) => view.getFloat32(index * bytesPerFloat, true));
}
