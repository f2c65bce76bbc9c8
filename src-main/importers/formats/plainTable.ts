import type { ReadContext, Source } from '../context.ts';
import { describedBy } from '../dataset/annotations.ts';
import { roughCells } from '../scan/cells.ts';
import { delimiterName } from '../scan/delimiter.ts';
import { parseCell } from '../scan/numberRow.ts';
import * as keys from '../tables/descriptionKeys.ts';
import { headerKey, idOf } from '../tables/headers.ts';
import type { TextTable } from '../tables/textTable.ts';
import type { FileHead, ReadOptions, ReadResult, Recognition, TableContent, TableFormat } from './format.ts';
import { delimiterOf, readRows, topLines } from './readRows.ts';

/** Rows of words under a header: what describes drugs or samples, or what others are joined to. */
export const plainTable: TableFormat = {
  name: 'plain-table',
  roles: ['drugs', 'samples', 'lookup'],
  recognise,
  read,
};

const tab = 0x09;
const describing: ReadonlySet<string> = new Set(Object.values(keys).flat());
/** So many headers of descriptions or ids are no accident. */
const telling = 2;
const rowsToJudge = 20;

function recognise(head: FileHead): Recognition | undefined {
  const { lines } = head;
  if (lines.length < 2) return undefined;
  const [first, ...rows] = lines.slice(0, rowsToJudge + 1);
  const isWide = topLines(head) === undefined;
  const delimiter = delimiterOf(first, isWide ? rows.slice(0, 1) : rows) ?? tab;
  const label = `table of words, ${delimiterName(delimiter)}-separated`;
  if (isWide) return { label, confidence: 0.4, delimiter };
  const header = roughCells(first, delimiter);
  const cells = rows.map((row) => roughCells(row, delimiter));
  const isWords = (column: number) =>
    cells.some((row) => column < row.length && parseCell(row[column]) === undefined);
  const known = header.filter(
    (name, column) => idOf(name) !== undefined || (describing.has(headerKey(name)) && isWords(column)),
  );
  const role = roleOf(header);
  return {
    label,
    confidence: known.length >= telling ? 1 : 0.4,
    delimiter,
    ...(role === undefined ? {} : { role }),
  };
}

/** A table that begins with ids of something is there to be joined to. */
function roleOf(header: readonly string[]): Recognition['role'] {
  const first = headerKey(header[0]);
  const isNamed = [...keys.sampleKeys, ...keys.drugKeys].includes(first);
  return idOf(header[0]) !== undefined && !isNamed ? 'lookup' : describedBy(header);
}

/** A table of words as it stands, whatever it describes. @throws TracewiseError `invalid-input` */
export async function readPlainTable(source: Source, context: ReadContext): Promise<TextTable> {
  const { table } = await readTable(source, undefined, context);
  return table;
}

async function read(
  source: Source,
  { role, headerLine }: ReadOptions,
  context: ReadContext,
): Promise<ReadResult> {
  const { table, byteCount, sha256, recodedCount } = await readTable(source, headerLine, context);
  const described = role === 'drugs' || role === 'lookup' ? role : 'samples';
  const contents: TableContent[] = [{ kind: 'words', role: described, table }];
  const recoded =
    recodedCount === 1 ? '1 line is not UTF-8 and was' : `${recodedCount} lines are not UTF-8 and were`;
  const notices = recodedCount === 0 ? [] : [`${recoded} read as Windows-1252.`];
  return { contents, duplicates: [], notices, byteCount, sha256 };
}

async function readTable(source: Source, headerLine: number | undefined, context: ReadContext) {
  const table: TextTable = { header: [], rows: [] };
  const facts = await readRows(source, { headerLine, lenient: true }, context, ({ header }) => {
    table.header = header;
    const columns = [...header.keys()];
    return { columns, onCells: (cells, line) => table.rows.push({ line, cells }) };
  });
  return { table, ...facts };
}
