import type { ReadContext, Source } from '../context.ts';
import { roughCells } from '../scan/cells.ts';
import { featureName } from './featureNames.ts';
import type { FileHead, ReadOptions, Recognition, TableFormat } from './format.ts';
import { lineNumberOf } from './headAt.ts';
import { headerCells } from './headerCells.ts';
import type { MatrixLayout } from './matrixLayout.ts';
import { readMatrix } from './readMatrix.ts';
import type { MatrixKind } from './readMatrix.ts';

/** GenePattern's matrices of genes by samples with a call (present, marginal, absent) after each value. */
export const res: TableFormat = {
  name: 'res',
  roles: ['expression', 'features'],
  recognise,
  read: (source: Source, options: ReadOptions, context: ReadContext) =>
    readMatrix(kind, source, options, context),
};

const kind: MatrixKind = {
  what: 'a RES file',
  expected: 'a header Description, Accession, then every sample and an empty field',
  recognise,
  rules: { rows: 'median', columns: 'refuse' },
  notices: ({ head, rowCount }) => {
    const said = rowCountLine(head)?.count;
    if (said === undefined || said === rowCount) return [];
    return [`The third line says ${said} rows; the file holds ${rowCount}, and these were read.`];
  },
};

const tab = 0x09;
const namesBefore = 2;
/** Those names, a sample, its call and one more. */
const fewestCells = 5;

function recognise(head: FileHead): Recognition | undefined {
  const [header] = head.lines;
  if (head.lines.length < 2) return undefined;
  const [first, second] = roughCells(header, tab, namesBefore).map((cell) => cell.toLowerCase());
  if (first !== 'description' || second !== 'accession') return undefined;
  const cells = roughCells(header, tab);
  if (cells.length < fewestCells) return undefined;
  const between = cells.filter((_, index) => index > namesBefore && index % 2 === 1);
  if (between.some((cell) => cell !== '')) return undefined;
  return {
    label: 'RES, a value and a call for each sample',
    confidence: 1,
    delimiter: tab,
    headerLine: lineNumberOf(head, 0),
    role: 'expression',
    orientation: 'samples-in-columns',
    layout: (file) => layoutOf(head, file),
  };
}

function layoutOf(head: FileHead, file: string): MatrixLayout {
  const { cells } = headerCells(head, 0, tab, file);
  const headerLine = lineNumberOf(head, 0);
  return {
    rowHeader: cells.slice(0, namesBefore),
    columnNames: cells.filter((_, index) => index >= namesBefore && index % 2 === 0),
    firstColumn: namesBefore,
    // The line of sample descriptions may be blank, or missing together with the count.
    firstRowLine: (rowCountLine(head)?.line ?? headerLine) + 1,
    paired: true,
    rowName: ([description, accession]) => featureName(description, accession),
  };
}

/** The number that stands alone on one of the two lines below the header. */
function rowCountLine(head: FileHead): { line: number; count: number } | undefined {
  const below = head.lines.slice(1, 3).map((line) => roughCells(line.subarray(0, 1 << 16), tab));
  const index = below.findIndex(
    ([first, ...others]) => /^\d+$/.test(first) && others.every((cell) => cell === ''),
  );
  return index === -1 ? undefined : { line: lineNumberOf(head, index + 1), count: Number(below[index][0]) };
}
