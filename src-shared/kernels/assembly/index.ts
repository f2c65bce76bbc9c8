export { centredResiduals } from './residuals';
export { gemm, syrk } from './gemm';
export { gemmSingle } from './gemmSingle';
export { symmetricEigen, symmetricEigenBytes } from './symmetricEigen';
export { addScaled, dot, dotSingle } from './vectors';
