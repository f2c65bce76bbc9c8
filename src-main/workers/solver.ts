import { procedures } from './procedures.ts';
import { serveProcedures } from './serveProcedures.ts';

serveProcedures(procedures);
