import { TracewiseError } from '#shared/model/errors.ts';
import type { ReadContext, Source } from './context.ts';
import { nameColumnOf } from './dataset/annotations.ts';
import { readPlainTable } from './formats/plainTable.ts';
import { sampleKeys } from './tables/descriptionKeys.ts';
import { isWord } from './tables/words.ts';

/**
 * What one column of a table of samples says of each, by the sample's name as it is written there.
 * @throws TracewiseError `invalid-input` when there is no column of names or none of this header, and for a sample
 *   that has two values
 */
export async function readSampleColumn(
  source: Source,
  column: string,
  context: ReadContext,
): Promise<Map<string, string>> {
  const table = await readPlainTable(source, context);
  const names = nameColumnOf(table, source.name, sampleKeys);
  const place = table.header.indexOf(column);
  if (place === -1) {
    throw new TracewiseError('invalid-input', 'the table has no such column', {
      place: { file: source.name, line: 1 },
      found: table.header.join(', '),
      expected: `a column named ${column}`,
    });
  }
  const values = new Map<string, string>();
  for (const { line, cells } of table.rows) {
    if (!isWord(cells[place])) continue;
    const known = values.get(cells[names]);
    if (known !== undefined && known !== cells[place]) {
      throw new TracewiseError('invalid-input', `${cells[names]} has two values of ${column}`, {
        place: { file: source.name, line, column: place + 1 },
        found: cells[place],
        expected: `${known}, as before`,
      });
    }
    values.set(cells[names], cells[place]);
  }
  return values;
}
