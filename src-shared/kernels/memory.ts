import { kernelMemory } from './instance.ts';

const pageBytes = 65_536;

/** Blocks start at multiples of this many bytes: a cache line. */
const alignment = 64;

/** The least count of pages by which the memory grows: 4 MiB. */
const leastGrowth = 64;

interface Block {
  address: number;
  bytes: number;
}

/** Free blocks by address, no two of them touching. Address 0 stays unused. */
const free: Block[] = [{ address: alignment, bytes: pageBytes - alignment }];

/** All buffers that arrays lie in: growing makes a new, longer one over the same bytes, and so may V8 at any time. */
const buffers = new WeakSet<object>();

/**
 * Arrays that the kernels reach without a copy, all given back together. Long-lived work owns one of these and releases
 * it in a `finally`; a released array must not be used again.
 */
export class Workspace {
  readonly #blocks: Block[] = [];

  /** Of zeros. @throws RangeError when 4 GiB do not suffice */
  float64(length: number): Float64Array {
    return this.float64Unset(length).fill(0);
  }

  /** Of zeros. @throws RangeError when 4 GiB do not suffice */
  float32(length: number): Float32Array {
    return this.float32Unset(length).fill(0);
  }

  /** Of whatever was there. @throws RangeError when 4 GiB do not suffice */
  float32Unset(length: number): Float32Array {
    const address = this.#take(4 * length);
    return new Float32Array(ownBuffer(), address, length);
  }

  /** Of zeros. @throws RangeError when 4 GiB do not suffice */
  int32(length: number): Int32Array {
    const address = this.#take(4 * length);
    return new Int32Array(ownBuffer(), address, length).fill(0);
  }

  /** Of whatever was there. @throws RangeError when 4 GiB do not suffice */
  bytesUnset(length: number): Uint8Array {
    const address = this.#take(length);
    return new Uint8Array(ownBuffer(), address, length);
  }

  /** Of whatever was there. @throws RangeError when 4 GiB do not suffice */
  float64Unset(length: number): Float64Array {
    const address = this.#take(8 * length);
    return new Float64Array(ownBuffer(), address, length);
  }

  /** A copy of values. */
  copyOf(values: Float64Array): Float64Array {
    const copy = this.float64Unset(values.length);
    copy.set(values);
    return copy;
  }

  release(): void {
    for (const block of this.#blocks.splice(0)) giveBack(block);
  }

  #take(bytes: number): number {
    const block = take(Math.max(alignment, Math.ceil(bytes / alignment) * alignment));
    this.#blocks.push(block);
    return block.address;
  }
}

function ownBuffer(): SharedArrayBuffer {
  const { buffer } = kernelMemory;
  buffers.add(buffer);
  return buffer;
}

/** The byte address of an array in the kernels' memory; `undefined` for any other. */
export function addressOf({ buffer, byteOffset }: Float64Array | Float32Array): number | undefined {
  return buffers.has(buffer) ? byteOffset : undefined;
}

/** As `addressOf`, of an array that must be there. @throws RangeError when it is not */
export function residentAddress(values: Float64Array | Float32Array): number {
  const address = addressOf(values);
  if (address === undefined) throw new RangeError("invalid array: not in the kernels' memory");
  return address;
}

/** The first free block that is large enough. */
function take(bytes: number): Block {
  let index = free.findIndex((block) => block.bytes >= bytes);
  if (index < 0) {
    grow(bytes);
    index = free.length - 1;
  }
  const block = free[index];
  if (block.bytes === bytes) free.splice(index, 1);
  else free[index] = { address: block.address + bytes, bytes: block.bytes - bytes };
  return { address: block.address, bytes };
}

function grow(bytes: number): void {
  const end = kernelMemory.buffer.byteLength;
  const pages = Math.max(leastGrowth, Math.ceil(bytes / pageBytes));
  kernelMemory.grow(pages);
  giveBack({ address: end, bytes: pages * pageBytes });
}

/** Puts a block among the free ones, joined with those it touches. */
function giveBack({ address, bytes }: Block): void {
  const above = free.findIndex((block) => block.address > address);
  const index = above < 0 ? free.length : above;
  const next = free.slice(index, index + 1).filter((block) => block.address === address + bytes);
  const previous = free.slice(Math.max(0, index - 1), index).filter((block) => endOf(block) === address);
  const joined = [...previous, { address, bytes }, ...next];
  const merged = { address: joined[0].address, bytes: joined.reduce((sum, block) => sum + block.bytes, 0) };
  free.splice(index - previous.length, previous.length + next.length, merged);
}

function endOf({ address, bytes }: Block): number {
  return address + bytes;
}
