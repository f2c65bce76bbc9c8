import { serveProcedures } from '../../src-main/workers/serveProcedures.ts';
import { arithmetic } from './arithmeticProcedure.ts';

serveProcedures({ evaluate: arithmetic });
