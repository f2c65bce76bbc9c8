import type { ReadContext, Source } from '../context.ts';
import { roughCells } from '../scan/cells.ts';
import { delimiterName, findDelimiter } from '../scan/delimiter.ts';
import type { FileHead, ReadOptions, Recognition, TableFormat } from './format.ts';
import { lineNumberOf } from './headAt.ts';
import { headerCells } from './headerCells.ts';
import type { MatrixLayout } from './matrixLayout.ts';
import { readMatrix } from './readMatrix.ts';
import type { MatrixKind } from './readMatrix.ts';

/** DepMap's matrices: genes as `TSPAN6 (7105)` along one side, models along the other, flags of sequencing beside them. */
export const depmap: TableFormat = {
  name: 'depmap',
  roles: ['expression', 'copy-number', 'mutation', 'features', 'response'],
  recognise,
  read: (source: Source, options: ReadOptions, context: ReadContext) =>
    readMatrix(kind, source, options, context),
};

const kind: MatrixKind = {
  what: 'a DepMap matrix',
  expected: 'genes such as TSPAN6 (7105) along one side',
  recognise,
  // Genes of one symbol under several numbers are made one; a model that stands twice is not.
  rules: (head) =>
    recognise(head)?.orientation === 'samples-in-columns'
      ? { rows: 'median', columns: 'refuse' }
      : { rows: 'refuse', columns: 'median' },
  notices: ({ leftOut, rowCount }) =>
    leftOut === 0
      ? []
      : [
          `${leftOut} of ${leftOut + rowCount} rows ${leftOut === 1 ? 'was' : 'were'} left out: not the default entry of the model.`,
        ],
};

const gene = /^(\S+) \((\d+|nan|unknown|ENS[GT]\d+(\.\d+)?)\)$/i;
/** What is said of a model before its genes. */
const mostColumnsBefore = 1000;
const cellsToJudge = 100;
const rowsToJudge = 20;
const defaultEntry = 'isdefaultentryformodel';
const modelHeaders = ['modelid', 'depmap_id'];

function recognise(head: FileHead): Recognition | undefined {
  const [header, first] = head.lines;
  if (head.lines.length < 2) return undefined;
  const delimiter = findDelimiter(header, first);
  if (delimiter === undefined) return undefined;
  const cells = roughCells(header, delimiter, mostColumnsBefore + cellsToJudge);
  const firstGene = cells.findIndex((cell) => gene.test(cell));
  const columns = firstGene === -1 ? [] : cells.slice(firstGene, firstGene + cellsToJudge);
  const common = { delimiter, confidence: 1, headerLine: lineNumberOf(head, 0) };
  if (firstGene > 0 && areGenes(columns)) {
    return {
      ...common,
      label: `DepMap matrix, ${delimiterName(delimiter)}-separated`,
      orientation: 'samples-in-rows',
      layout: (file) => modelsInRows(head, delimiter, firstGene, file),
    };
  }
  const rows = head.lines.slice(1, 1 + rowsToJudge).map((line) => roughCells(line, delimiter, 1)[0]);
  if (!areGenes(rows)) return undefined;
  return {
    ...common,
    label: `DepMap matrix with genes in rows, ${delimiterName(delimiter)}-separated`,
    orientation: 'samples-in-columns',
    layout: (file) => genesInRows(head, delimiter, file),
  };
}

function areGenes(names: readonly string[]): boolean {
  return names.length > 0 && names.filter((name) => gene.test(name)).length >= 0.9 * names.length;
}

function modelsInRows(head: FileHead, delimiter: number, firstGene: number, file: string): MatrixLayout {
  const { cells, trailing } = headerCells(head, 0, delimiter, file);
  const rowHeader = cells.slice(0, firstGene);
  const words = rowHeader.map((cell) => cell.toLowerCase());
  const model = Math.max(
    0,
    words.findIndex((word) => modelHeaders.includes(word)),
  );
  const flag = words.indexOf(defaultEntry);
  return {
    rowHeader,
    columnNames: cells.slice(firstGene).map(symbolOf),
    firstColumn: firstGene,
    firstRowLine: lineNumberOf(head, 0) + 1,
    trailing,
    rowName: (fields) => (flag === -1 || isYes(fields[flag] ?? '') ? fields[model] : undefined),
  };
}

function genesInRows(head: FileHead, delimiter: number, file: string): MatrixLayout {
  const { cells, trailing } = headerCells(head, 0, delimiter, file);
  return {
    rowHeader: cells.slice(0, 1),
    columnNames: cells.slice(1),
    firstColumn: 1,
    firstRowLine: lineNumberOf(head, 0) + 1,
    trailing,
    rowName: ([name]) => symbolOf(name),
  };
}

function symbolOf(name: string): string {
  return gene.exec(name)?.[1] ?? name;
}

function isYes(flag: string): boolean {
  return ['yes', 'true', '1', '1.0'].includes(flag.toLowerCase());
}
