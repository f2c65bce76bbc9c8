export { addScaled, dot, dotSingle } from './vectors';
export { centredResiduals } from './residuals';
export { gemm, syrk } from './gemm';
export { gemmSingle } from './gemmSingle';
