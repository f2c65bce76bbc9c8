export { centredResiduals } from './residuals';
export { cholesky, divideByTransposed, solveLower, solveLowerTransposed } from './cholesky';
export { gemm, syrk } from './gemm';
export { gemmSingle } from './gemmSingle';
export { symmetricEigen, symmetricEigenBytes } from './symmetricEigen';
export { addScaled, dot, dotSingle } from './vectors';
