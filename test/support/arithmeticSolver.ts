import { procedures } from '../../src-main/workers/procedures.ts';
import { serveProcedures } from '../../src-main/workers/serveProcedures.ts';
import { arithmetic } from './arithmeticProcedure.ts';

serveProcedures({ ...procedures, evaluate: arithmetic });
