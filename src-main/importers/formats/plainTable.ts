import { TracewiseError } from '#shared/model/errors.ts';
import type { ReadContext, Source } from '../context.ts';
import { splitCells } from '../scan/cells.ts';
import { delimiterName, findDelimiter } from '../scan/delimiter.ts';
import type { TextTable } from '../tables/textTable.ts';
import type { FileHead, ReadOptions, ReadResult, Recognition, TableContent, TableFormat } from './format.ts';
import { headerOnly, readLines } from './readLines.ts';

/** Rows of words under a header: what describes drugs or samples. */
export const plainTable: TableFormat = {
  name: 'plain-table',
  roles: ['drugs', 'samples', 'lookup'],
  recognise,
  read,
};

const tab = 0x09;

function recognise({ lines }: FileHead): Recognition | undefined {
  if (lines.length < 2) return undefined;
  const delimiter = findDelimiter(lines[0], lines[1]) ?? tab;
  return { label: `table of words, ${delimiterName(delimiter)}-separated`, confidence: 0.4, delimiter };
}

async function read(source: Source, { role }: ReadOptions, context: ReadContext): Promise<ReadResult> {
  const file = source.name;
  let header: { bytes: Buffer; line: number } | undefined;
  let delimiter = tab;
  let table: TextTable | undefined;
  const facts = await readLines(source, context, (bytes, start, end, line) => {
    const place = { file, line, column: 1 };
    if (header === undefined) {
      header = { bytes: Buffer.from(bytes.subarray(start, end)), line };
      return;
    }
    if (table === undefined) {
      delimiter = findDelimiter(header.bytes, bytes.subarray(start, end)) ?? tab;
      const headerPlace = { ...place, line: header.line };
      table = {
        header: splitCells(header.bytes, 0, header.bytes.length, delimiter, headerPlace),
        rows: [],
      };
    }
    const cells = splitCells(bytes, start, end, delimiter, place);
    refuseRagged(cells.length, table.header.length, file, line);
    table.rows.push({ line, cells });
  });
  if (table === undefined) throw headerOnly(file);
  const described = role === 'drugs' || role === 'lookup' ? role : 'samples';
  const contents: TableContent[] = [{ kind: 'words', role: described, table }];
  return { contents, duplicates: [], notices: [], ...facts };
}

function refuseRagged(found: number, expected: number, file: string, line: number): void {
  if (found === expected) return;
  throw new TracewiseError('invalid-input', 'the row has another number of fields than the header says', {
    place: { file, line, column: Math.min(found, expected) + 1 },
    found: `${found} fields`,
    expected: `${expected} fields`,
    remedy: 'Look for a missing field or an extra delimiter; put quotes around text that holds the delimiter',
  });
}
