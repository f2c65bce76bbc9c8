import { TracewiseError } from '#shared/model/errors.ts';
import type { TableRole } from '#shared/model/dataset.ts';
import { nextTurn } from '../context.ts';
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
async function recogniseFormat(
  head: FileHead,
  signal: AbortSignal,
  role: TableRole,
  headerLine?: number,
): Promise<TableFormat | undefined> {
  const takers = await takersOf(head, signal, role, headerLine);
  return takers.at(0)?.format;
}

export interface Taker {
  format: TableFormat;
  recognition: Recognition;
}

/** Bytes of a line that only matrices have: of long tables and tables of words none is tried, which takes its time. */
const widest = 1 << 17;
const linesToJudge = 5;

/**
 * The formats that a head could be, the surest first. Others get the thread between two, since one takes some
 * milliseconds where a line has tens of thousands of cells.
 * @throws TracewiseError `cancelled`
 */
export async function takersOf(
  head: FileHead,
  signal: AbortSignal,
  role?: TableRole,
  headerLine?: number,
): Promise<Taker[]> {
  const isWide = head.lines.slice(0, linesToJudge).some(({ length }) => length > widest);
  const able = formats
    .filter((format) => role === undefined || format.roles.includes(role))
    .filter((format) => !isWide || format.roles.includes('features'));
  const takers: Taker[] = [];
  for (const format of able) {
    const recognition = recogniseAt(format, head, headerLine);
    if (recognition !== undefined) takers.push({ format, recognition });
    await nextTurn(signal);
  }
  return takers.sort((a, b) => b.recognition.confidence - a.recognition.confidence);
}

/**
 * The reader for a table: the one named; under `auto` the one recognised, else the plain one, which then says
 * what is wrong with the file.
 * @throws TracewiseError `invalid-setting` for an unknown name, or a format that does not bring this role; `cancelled`
 */
export async function chooseFormat(
  name: string,
  role: TableRole,
  head: FileHead,
  signal: AbortSignal,
  headerLine?: number,
): Promise<TableFormat> {
  const able = formats.filter((format) => format.roles.includes(role));
  if (name === automatic) {
    return (await recogniseFormat(head, signal, role, headerLine)) ?? able[able.length - 1];
  }
  const named = able.find((format) => format.name === name);
  const offered = able.filter((format) => format !== geneSets);
  if (named !== undefined) return named;
  throw new TracewiseError('invalid-setting', `there is no format "${name}" for a ${role} table`, {
    found: name,
    expected: [automatic, ...offered.map((format) => format.name)].join(', '),
  });
}
