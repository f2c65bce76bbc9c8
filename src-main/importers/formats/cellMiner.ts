import type { TableRole } from '#shared/model/dataset.ts';
import type { ReadContext, Source } from '../context.ts';
import { roughCells } from '../scan/cells.ts';
import type { SideRules } from '../tables/settleDuplicates.ts';
import { CompoundNames } from './cellMinerCompounds.ts';
import { featureName, symbolColumn } from './featureNames.ts';
import type { FileHead, ReadOptions, ReadResult, Recognition, TableFormat } from './format.ts';
import { lineNumberOf } from './headAt.ts';
import { headerCells, plainWord } from './headerCells.ts';
import type { MatrixLayout } from './matrixLayout.ts';
import { linesAbove, readMatrix } from './readMatrix.ts';
import type { MatrixKind } from './readMatrix.ts';

/** CellMiner's tables of the NCI-60: molecular profiles by probe or gene, and drug activities. */
export const cellMiner: TableFormat = {
  name: 'cellminer',
  roles: ['expression', 'copy-number', 'mutation', 'features', 'response'],
  recognise: (head) => recognise(head),
  read,
};

const nci60 = /^(BR|CNS|CO|LE|ME|LC|OV|PR|RE):\S/;
const fewestLines = 5;
/** Some sixty cell lines, at most a few experiments each, and what stands before them. */
const mostColumns = 500;
const longestHeader = 1 << 16;
const mostLinesAbove = 60;
const delimiters = [0x09, 0x2c, 0x3b];

async function read(source: Source, options: ReadOptions, context: ReadContext): Promise<ReadResult> {
  const compounds = new CompoundNames();
  const result = await readMatrix(kindFor(options, compounds), source, options, context);
  const { table } = compounds;
  if (table === undefined) return result;
  return { ...result, contents: [...result.contents, { kind: 'words', role: 'drugs', table }] };
}

function kindFor({ role }: ReadOptions, compounds: CompoundNames): MatrixKind {
  return {
    what: 'a CellMiner table',
    expected: 'a header with cell lines such as BR:MCF7 and LC:A549/ATCC',
    recognise: (head) => recognise(head, compounds, role),
    rules: rulesFor,
    notices: ({ headerLine, leftOut }) => [
      ...linesAbove(headerLine),
      ...(leftOut === 0
        ? []
        : [`${leftOut} failed ${leftOut === 1 ? 'experiment was' : 'experiments were'} left out.`]),
    ],
  };
}

/** Probes of a gene differ by chance, so the median; of its variants any counts; experiments of a drug are averaged. */
function rulesFor(head: FileHead, file: string, role: TableRole): SideRules {
  const header = findCellLines(head);
  if (header !== undefined && isOfCompounds(header)) return { rows: 'mean', columns: 'refuse' };
  return { rows: isOfVariants(head, file, role) ? 'largest' : 'median', columns: 'refuse' };
}

function recognise(
  head: FileHead,
  compounds = new CompoundNames(),
  role?: TableRole,
): Recognition | undefined {
  const header = findCellLines(head);
  if (header === undefined) return undefined;
  const suggested = roleOf(head, header);
  return {
    label: isOfCompounds(header) ? 'CellMiner drug activities' : 'CellMiner profiles',
    confidence: 1,
    delimiter: header.delimiter,
    headerLine: lineNumberOf(head, header.index),
    orientation: 'samples-in-columns',
    ...(suggested === undefined ? {} : { role: suggested }),
    layout: (file) => layoutOf(head, header, { file, compounds, role: role ?? suggested }),
  };
}

/** The header line, and where in it the cell lines stand. */
interface CellLines {
  index: number;
  delimiter: number;
  first: number;
  last: number;
  /** What stands before them, as plain words. */
  words: string[];
}

function findCellLines(head: FileHead): CellLines | undefined {
  for (const [index, line] of head.lines.slice(0, mostLinesAbove).entries()) {
    if (line.length > longestHeader) continue;
    for (const delimiter of delimiters) {
      const cells = roughCells(line, delimiter, mostColumns);
      if (cells.filter((cell) => nci60.test(cell)).length < fewestLines) continue;
      const first = cells.findIndex((cell) => nci60.test(cell));
      const last = cells.findLastIndex((cell) => nci60.test(cell));
      // A plain matrix of these cell lines has one column before them.
      return first < 2
        ? undefined
        : { index, delimiter, first, last, words: cells.slice(0, first).map(plainWord) };
    }
  }
  return undefined;
}

function isOfCompounds({ words }: CellLines): boolean {
  return words.includes('nsc');
}

/** Exome tables write `-` where a cell line has no variant. */
function isOfVariants(head: FileHead, file: string, role: TableRole | undefined): boolean {
  return role === 'mutation' || /exome/i.test(`${file} ${bannerOf(head)}`);
}

function bannerOf(head: FileHead): string {
  const header = findCellLines(head);
  return head.lines
    .slice(0, header?.index)
    .map((line) => line.toString('latin1'))
    .join(' ');
}

function roleOf(head: FileHead, header: CellLines): TableRole | undefined {
  if (isOfCompounds(header)) return 'response';
  const banner = bannerOf(head);
  if (/exome/i.test(banner)) return 'mutation';
  if (/copy number|aCGH/i.test(banner)) return 'copy-number';
  return banner.includes('RNA:') ? 'expression' : undefined;
}

function layoutOf(
  head: FileHead,
  { index, delimiter, first, last, words }: CellLines,
  { file, compounds, role }: { file: string; compounds: CompoundNames; role: TableRole | undefined },
): MatrixLayout {
  const { cells, trailing } = headerCells(head, index, delimiter, file);
  const isCompounds = words.includes('nsc');
  if (isCompounds) compounds.open(words);
  const symbol = symbolColumn(words);
  return {
    rowHeader: cells.slice(0, first).map((cell) => cell.replace(/ [a-z]$/, '')),
    columnNames: cells.slice(first, last + 1),
    firstColumn: first,
    firstRowLine: lineNumberOf(head, index) + 1,
    trailing: trailing + cells.length - last - 1,
    dashIsZero: !isCompounds && isOfVariants(head, file, role),
    rowName: (fields, line) =>
      isCompounds ? compounds.nameOf(fields, line) : featureName(fields[symbol], fields[0]),
  };
}
