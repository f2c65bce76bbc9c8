export { gemm, syrk } from './gemm';
export { gemmSingle } from './gemmSingle';
export { addScaled, dot, dotSingle } from './vectors';
