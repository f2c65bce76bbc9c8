import { binary } from './built/binary.ts';

/** What the kernels offer, pointers being byte addresses; shapes and strides as told in ./assembly. */
export interface Kernels {
  packingBytes(): number;
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
  centredResiduals(
    measured: number,
    observed: number,
    fitted: number,
    target: number,
    rows: number,
    tasks: number,
  ): number;
  cholesky(n: number, matrix: number, stride: number, packing: number): number;
  divideByTransposed(
    m: number,
    n: number,
    factor: number,
    factorStride: number,
    target: number,
    targetStride: number,
    packing: number,
  ): void;
  invertLower(
    n: number,
    factor: number,
    factorStride: number,
    target: number,
    targetStride: number,
    packing: number,
  ): void;
  symmetricEigen(
    n: number,
    source: number,
    sourceStride: number,
    limit: number,
    atLeast: number,
    beyond: number,
    values: number,
    vectors: number,
    work: number,
    packing: number,
  ): number;
  symmetricEigenBytes(n: number): number;
  dot(left: number, right: number, length: number): number;
  addScaled(target: number, factor: number, source: number, length: number): void;
  unitColumns(
    source: number,
    rows: number,
    count: number,
    target: number,
    targetStride: number,
    norms: number,
  ): void;
  scanSingle(
    columns: number,
    columnCount: number,
    stride: number,
    rights: number,
    rightCount: number,
    targets: number,
  ): void;
  chosenDotsSingle(
    columns: number,
    stride: number,
    chosen: number,
    count: number,
    right: number,
    target: number,
  ): void;
  boundsExceeding(
    first: number,
    second: number,
    limits: number,
    count: number,
    a: number,
    b: number,
    slack: number,
    threshold: number,
    target: number,
  ): number;
  scanNumbers(
    source: number,
    end: number,
    endsLine: boolean,
    delimiter: number,
    target: number,
    capacity: number,
    powers: number,
    stopped: number,
  ): number;
  takeStep(
    current: number,
    image: number,
    residual: number,
    lastImage: number,
    imageStep: number,
    residualStep: number,
    length: number,
  ): void;
  sweepGram(
    count: number,
    weights: number,
    correlations: number,
    squares: number,
    gram: number,
    capacity: number,
    threshold: number,
    ridge: number,
    onlyNonzero: boolean,
  ): number;
  columnDots(columns: number, stride: number, count: number, right: number, target: number): void;
  addChosenColumns(
    target: number,
    columns: number,
    stride: number,
    chosen: number,
    factors: number,
    count: number,
  ): void;
  standardiseRows(
    source: number,
    sourceRows: number,
    columns: number,
    rows: number,
    rowCount: number,
    ownCount: number,
    constantShare: number,
    target: number,
    means: number,
    deviations: number,
  ): void;
  addChosenRows(
    target: number,
    source: number,
    sourceRows: number,
    rows: number,
    rowCount: number,
    chosen: number,
    factors: number,
    means: number,
    count: number,
  ): void;
  subtractColumns(target: number, columns: number, stride: number, weights: number, count: number): void;
  solveUpper(factor: number, size: number, stride: number, right: number): void;
  appendToUpper(
    factor: number,
    size: number,
    stride: number,
    products: number,
    diagonal: number,
    leastPivot: number,
  ): number;
  removeFromUpper(factor: number, size: number, stride: number, index: number, carried: number): void;
  gatherUpper(
    source: number,
    sourceStride: number,
    places: number,
    size: number,
    added: number,
    target: number,
    stride: number,
  ): void;
  factorUpper(source: number, size: number, stride: number, pivotShare: number): number;
  solveShifted(
    factor: number,
    size: number,
    stride: number,
    shift: number,
    residual: number,
    solution: number,
    limit: number,
    iterationLimit: number,
    work: number,
  ): number;
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
