import { naming, procedures } from '../../src-main/workers/procedures.ts';
import { serveProcedures } from '../../src-main/workers/serveProcedures.ts';
import { arithmetic } from './arithmeticProcedure.ts';
import { arithmeticScreen } from './arithmeticScreen.ts';

serveProcedures({
  ...procedures,
  evaluate: naming(arithmetic, (evaluation) => ({ kind: 'evaluate', evaluation })),
  screen: naming(arithmeticScreen, (screening) => ({ kind: 'screen', screening })),
});
