import { binary } from './built/binary.ts';

/** What the kernels offer, pointers being byte addresses; shapes and strides as told in ./assembly. */
export interface Kernels {
  gemm(
    m: number,
    n: number,
    k: number,
    alpha: number,
    left: number,
    leftRowStride: number,
    leftColumnStride: number,
    right: number,
    rightRowStride: number,
    rightColumnStride: number,
    target: number,
    targetStride: number,
    accumulate: boolean,
    work: number,
  ): void;
  syrk(
    n: number,
    k: number,
    source: number,
    rowStride: number,
    columnStride: number,
    target: number,
    targetStride: number,
    accumulate: boolean,
    work: number,
  ): void;
  gemmSingle(
    m: number,
    n: number,
    k: number,
    left: number,
    leftStride: number,
    right: number,
    rightStride: number,
    target: number,
    targetStride: number,
    work: number,
  ): void;
  centredResiduals(
    measured: number,
    observed: number,
    fitted: number,
    target: number,
    rows: number,
    tasks: number,
  ): number;
  dot(left: number, right: number, length: number): number;
  dotSingle(left: number, right: number, length: number): number;
  addScaled(target: number, factor: number, source: number, length: number): void;
}

/** The part of WebAssembly's interface used here; this folder's environment declares none of it. */
interface WebAssemblyHost {
  WebAssembly: {
    Memory: new (limits: { initial: number; maximum: number; shared: true }) => KernelMemory;
    Module: new (bytes: Uint8Array) => object;
    Instance: new (module: object, imports: object) => { exports: unknown };
  };
}

export interface KernelMemory {
  readonly buffer: SharedArrayBuffer;
  grow: (pages: number) => number;
}

/** 4 GiB of addresses: what 32-bit pointers reach. Memory is taken as it is needed. */
const maximumPages = 65_536;

const { WebAssembly } = globalThis as unknown as WebAssemblyHost;

/** Shared, so that growing it leaves the arrays over it as they are. */
export const kernelMemory = new WebAssembly.Memory({ initial: 1, maximum: maximumPages, shared: true });

export const kernels = new WebAssembly.Instance(new WebAssembly.Module(binary), {
  env: { memory: kernelMemory },
}).exports as Kernels;
