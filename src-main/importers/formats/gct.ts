import { TracewiseError } from '#shared/model/errors.ts';
import type { ReadContext, Source } from '../context.ts';
import { roughCell, roughCells, shorten } from '../scan/cells.ts';
import { findDelimiter } from '../scan/delimiter.ts';
import { featureName, symbolColumn } from './featureNames.ts';
import type { FileHead, ReadOptions, Recognition, TableFormat } from './format.ts';
import { lineNumberOf } from './headAt.ts';
import { headerCells, plainWord } from './headerCells.ts';
import type { MatrixLayout } from './matrixLayout.ts';
import { readMatrix } from './readMatrix.ts';
import type { MatrixKind } from './readMatrix.ts';

/** GenePattern's matrices of genes by samples, versions 1.2 and 1.3. */
export const gct: TableFormat = {
  name: 'gct',
  roles: ['expression', 'copy-number', 'mutation', 'features', 'response'],
  recognise,
  read: (source: Source, options: ReadOptions, context: ReadContext) =>
    readMatrix(kind, source, options, context),
};

const kind: MatrixKind = {
  what: 'a GCT file',
  expected: '#1.2 or #1.3 on the first line, counts on the second and the header on the third',
  recognise,
  rules: { rows: 'median', columns: 'refuse' },
  notices: ({ head, rowCount, columnCount }) => {
    const [rows, columns] = countsOf(head);
    if (rows === rowCount && columns === columnCount) return [];
    return [
      `The second line says ${rows} rows and ${columns} samples; the file holds ${rowCount} and ${columnCount}, and these were read.`,
    ];
  },
};

const tab = 0x09;

function recognise(head: FileHead): Recognition | undefined {
  const [first, , header, row] = head.lines;
  if (head.lines.length < 3) return undefined;
  const version = /^#1\.[23](?=\W|$)/.exec(roughCell(first, 0, Math.min(first.length, 8)))?.[0];
  if (version === undefined) return undefined;
  const delimiter = findDelimiter(header, row) ?? tab;
  return {
    label: `GCT ${version.slice(1)}`,
    confidence: 1,
    delimiter,
    headerLine: lineNumberOf(head, 2),
    orientation: 'samples-in-columns',
    layout: (file) => layoutOf(head, version, delimiter, file),
  };
}

function layoutOf(head: FileHead, version: string, delimiter: number, file: string): MatrixLayout {
  const { cells, trailing } = headerCells(head, 2, delimiter, file);
  const [, , rowMetadata = 0, columnMetadata = 0] = version === '#1.3' ? countsOf(head) : [0, 0, 1, 0];
  const areCounts = [rowMetadata, columnMetadata].every((count) => Number.isInteger(count) && count >= 0);
  if (!areCounts || rowMetadata + 1 >= cells.length) throw wrongMetadata(head, file, cells.length);
  const rowHeader = cells.slice(0, 1 + rowMetadata);
  const symbol =
    version === '#1.3' ? symbolColumn(rowHeader.map(plainWord)) : describesGenes(head, delimiter) ? 1 : -1;
  return {
    rowHeader,
    columnNames: cells.slice(rowHeader.length),
    firstColumn: rowHeader.length,
    firstRowLine: lineNumberOf(head, 2) + 1 + columnMetadata,
    trailing,
    rowName: (fields) => featureName(fields[symbol], fields[0]),
  };
}

/** A description that so many rows share on average is a class of genes, as `protein_coding`, and no symbol. */
const rowsPerClass = 10;

function describesGenes(head: FileHead, delimiter: number): boolean {
  const said = head.lines.slice(3).map((line) => roughCells(line, delimiter, 2)[1] ?? '');
  return new Set(said).size * rowsPerClass > said.length;
}

/** Rows, samples and, in 1.3, columns and rows of metadata, as the second line says. */
function countsOf(head: FileHead): number[] {
  const counts = roughCells(head.lines[1], tab).filter((cell) => cell !== '');
  return (counts.length === 1 ? counts[0].split(/[\s,;]+/) : counts).map(Number);
}

/** Without them nobody knows which columns and rows are metadata. */
function wrongMetadata(head: FileHead, file: string, cellCount: number): TracewiseError {
  return new TracewiseError('invalid-input', 'the counts of metadata do not fit the table', {
    place: { file, line: lineNumberOf(head, 1) },
    found: `"${shorten(roughCells(head.lines[1], tab).join(' '))}" above a header of ${cellCount} fields`,
    expected: 'the counts of rows, of samples, and of columns and rows of metadata',
    remedy: 'Correct the second line, or save the file as GCT 1.2',
  });
}
