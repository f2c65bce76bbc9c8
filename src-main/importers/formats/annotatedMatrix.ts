import type { ReadContext, Source } from '../context.ts';
import { roughCells } from '../scan/cells.ts';
import { delimiterName } from '../scan/delimiter.ts';
import { parseCell } from '../scan/numberRow.ts';
import { metricInName } from '../suggest.ts';
import { drugKeys, sampleKeys } from '../tables/descriptionKeys.ts';
import { headerKey } from '../tables/headers.ts';
import { featureName, symbolColumn } from './featureNames.ts';
import type { FileHead, ReadOptions, Recognition, TableFormat } from './format.ts';
import { lineNumberOf } from './headAt.ts';
import { findHeader } from './findHeader.ts';
import type { HeaderFound } from './findHeader.ts';
import { headerCells, plainWord } from './headerCells.ts';
import type { MatrixLayout } from './matrixLayout.ts';
import { linesAbove, readMatrix } from './readMatrix.ts';
import type { MatrixKind } from './readMatrix.ts';

/** Matrices whose rows begin with several columns about the gene or drug, such as CCLE's copy number by gene. */
export const annotatedMatrix: TableFormat = {
  name: 'annotated-matrix',
  roles: ['expression', 'copy-number', 'mutation', 'features', 'response'],
  recognise,
  read: (source: Source, options: ReadOptions, context: ReadContext) =>
    readMatrix(kind, source, options, context),
};

const kind: MatrixKind = {
  what: 'a matrix whose rows begin with annotations',
  expected: 'a header with two or more annotation columns, then at least two columns of numbers',
  recognise,
  // Rows of one gene are its probes or segments; two rows of one drug or sample are no such thing.
  rules: (head, _file, role) => {
    const areGenes = role !== 'response' && sidesOf(head)?.isOfSamples !== true;
    return { rows: areGenes ? 'median' : 'refuse', columns: 'refuse' };
  },
  notices: ({ headerLine }) => linesAbove(headerLine),
};

/** Columns of numbers that describe a gene, by their plain names. */
const annotation =
  /^(num)?chr(om(osome)?)?(loc|locstart|locend|num)?$|^(tx|gene|chr(om)?)?(start|end|stop)(pos(ition)?|bp)?$|^(band|cytoband|strand|length|genelength)$|^(entrez|ncbi|locus|eg)?(gene)?id$/;
const mostAnnotations = 25;
/** Without a known name among them, fewer columns of numbers could be a table that describes samples. */
const fewestColumns = 4;
const rowsToJudge = 8;
const cellsToJudge = 200;

interface Sides extends HeaderFound {
  /** Columns before the first value. */
  leading: number;
  /** Some of them are those of a gene. */
  known: boolean;
  /** The one that names the rows, where none holds symbols. */
  name: number;
  /** That one is called as columns of samples are. */
  isOfSamples: boolean;
}

function recognise(head: FileHead): Recognition | undefined {
  const sides = sidesOf(head);
  if (sides === undefined) return undefined;
  const { index, delimiter, leading } = sides;
  return {
    label: `matrix with ${leading} annotation columns, ${delimiterName(delimiter)}-separated`,
    confidence: 0.92,
    delimiter,
    headerLine: lineNumberOf(head, index),
    ...(sides.known ? { orientation: 'samples-in-columns' as const } : {}),
    layout: (file) => layoutOf(head, sides, file),
  };
}

function sidesOf(head: FileHead): Sides | undefined {
  const found = findHeader(head);
  if (found === undefined) return undefined;
  const { index, delimiter, header } = found;
  const words = header.slice(0, mostAnnotations + 1).map(plainWord);
  const rows = head.lines
    .slice(index + 1, index + 1 + rowsToJudge)
    .map((line) => roughCells(line, delimiter, cellsToJudge));
  if (rows.length === 0 || rows.some((row) => row.length < 2)) return undefined;
  const isText = (column: number) => {
    const values = rows.map((row) => parseCell(row[column] ?? ''));
    return values.filter((value) => value === undefined).length * 2 > values.length;
  };
  let leading = 1;
  while (leading < words.length && (annotation.test(words[leading]) || isText(leading))) leading += 1;
  const values = rows.flatMap((row) => row.slice(leading)).map(parseCell);
  const numbers = values.filter((value) => value !== undefined).length;
  const columnCount = header.length - leading;
  const known =
    symbolColumn(words.slice(0, leading)) !== -1 ||
    words.slice(1, leading).some((word) => annotation.test(word));
  const areNumbers = numbers >= (known ? 0.5 : 0.9) * values.length;
  const names = header.slice(leading, leading + cellsToJudge);
  const areMetrics = names.some((name) => metricInName(name) !== undefined);
  if (leading < 2 || leading > mostAnnotations || !areNumbers || areMetrics) return undefined;
  if (columnCount < (known ? 2 : fewestColumns)) return undefined;
  return { ...found, leading, known, ...nameIn(header.slice(0, leading), rows, isText) };
}

const samplesAre: ReadonlySet<string> = new Set(sampleKeys.filter((key) => key !== 'name'));
const drugsAre: ReadonlySet<string> = new Set(drugKeys.filter((key) => key !== 'name'));

/** The column that is called as names are, else the first; of numbered rows the first of words. */
function nameIn(
  header: readonly string[],
  rows: readonly string[][],
  isText: (column: number) => boolean,
): Pick<Sides, 'name' | 'isOfSamples'> {
  const keys = header.map(headerKey);
  const known = keys.findIndex((key) => samplesAre.has(key) || drugsAre.has(key));
  const words = areNumbered(rows) ? [...header.keys()].findIndex(isText) : 0;
  const name = Math.max(0, known === -1 ? words : known);
  return { name, isOfSamples: samplesAre.has(keys[name]) };
}

/** Whether rows begin with their numbers, from 0 or 1, as programs write them that keep an index. */
function areNumbered(rows: readonly string[][]): boolean {
  return [0, 1].some((first) => rows.every(([cell], index) => cell === String(first + index)));
}

function layoutOf(head: FileHead, { index, delimiter, leading, name }: Sides, file: string): MatrixLayout {
  const { cells, trailing } = headerCells(head, index, delimiter, file);
  const rowHeader = cells.slice(0, leading);
  const symbol = symbolColumn(rowHeader.map(plainWord));
  return {
    rowHeader,
    columnNames: cells.slice(leading),
    firstColumn: leading,
    firstRowLine: lineNumberOf(head, index) + 1,
    trailing,
    rowName: (fields) => (symbol > 0 ? featureName(fields[symbol], fields[name]) : fields[name]),
  };
}
