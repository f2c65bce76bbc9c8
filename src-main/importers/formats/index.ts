import { TracewiseError } from '#shared/model/errors.ts';
import type { TableRole } from '#shared/model/dataset.ts';
import { annotatedMatrix } from './annotatedMatrix.ts';
import { cellMiner } from './cellMiner.ts';
import { depmap } from './depmap.ts';
import type { FileHead, Recognition, TableFormat } from './format.ts';
import { gct } from './gct.ts';
import { recogniseAt } from './headAt.ts';
import { geneSets } from './geneSets.ts';
import { longFormats } from './long/index.ts';
import { maf } from './maf.ts';
import { plainMatrix } from './plainMatrix.ts';
import { plainTable } from './plainTable.ts';
import { res } from './res.ts';

/**
 * Every format that can be read. A further one is added here and nowhere else: the plain ones stand last, since of
 * equally sure ones the first reads a file.
 */
export const formats: readonly TableFormat[] = [
  gct,
  res,
  cellMiner,
  depmap,
  annotatedMatrix,
  maf,
  ...longFormats,
  geneSets,
  plainTable,
  plainMatrix,
];

export const automatic = 'auto';

/** The format that is surest of the head; of equally sure ones the first. */
export function recogniseFormat(head: FileHead, role?: TableRole, headerLine?: number): Taker | undefined {
  return takersOf(head, role, headerLine)[0];
}

export interface Taker {
  format: TableFormat;
  recognition: Recognition;
}

/** Bytes of a line that only matrices have: of long tables and tables of words none is tried, which takes its time. */
const widest = 1 << 17;
const linesToJudge = 5;

/** The formats that a head could be, the surest first. */
export function takersOf(head: FileHead, role?: TableRole, headerLine?: number): Taker[] {
  const isWide = head.lines.slice(0, linesToJudge).some(({ length }) => length > widest);
  const takers = formats
    .filter((format) => role === undefined || format.roles.includes(role))
    .filter((format) => !isWide || format.roles.includes('features'))
    .map((format) => ({ format, recognition: recogniseAt(format, head, headerLine) }))
    .filter((taker): taker is Taker => taker.recognition !== undefined);
  return takers.sort((a, b) => b.recognition.confidence - a.recognition.confidence);
}

/**
 * The reader for a table: the one named; under `auto` the one recognised, else the plain one, which then says
 * what is wrong with the file.
 * @throws TracewiseError `invalid-setting` for an unknown name, or a format that does not bring this role
 */
export function chooseFormat(
  name: string,
  role: TableRole,
  head: FileHead,
  headerLine?: number,
): TableFormat {
  const able = formats.filter((format) => format.roles.includes(role));
  if (name === automatic) return recogniseFormat(head, role, headerLine)?.format ?? able[able.length - 1];
  const named = able.find((format) => format.name === name);
  const offered = able.filter((format) => format !== geneSets);
  if (named !== undefined) return named;
  throw new TracewiseError('invalid-setting', `there is no format "${name}" for a ${role} table`, {
    found: name,
    expected: [automatic, ...offered.map((format) => format.name)].join(', '),
  });
}
