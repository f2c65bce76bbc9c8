export { columnDots, subtractColumns } from './columns';
export { solveShifted } from './conjugateGradients';
export { gemm, syrk } from './gemm';
export { gemmSingle } from './gemmSingle';
export { centredResiduals } from './residuals';
export { boundsExceeding, chosenDotsSingle, scanSingle, unitColumns } from './scan';
export { symmetricEigen, symmetricEigenBytes } from './symmetricEigen';
export { appendToUpper, factorUpper, removeFromUpper, solveUpper } from './triangular';
export { addScaled, dot, dotSingle } from './vectors';
