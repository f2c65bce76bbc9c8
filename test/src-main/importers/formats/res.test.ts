import { describe, expect, test } from 'vitest';
import { res } from '#main/importers/formats/res.ts';
import { rejectionOf } from '../../../support/files.ts';
import { importFixture } from '../../../support/fixtures.ts';
import { matrixValues, onlyMatrix, readWith } from '../../../support/reading.ts';

const calls = importFixture('res', 'calls.res').toString();

describe('res', () => {
  test('reads the values and not the calls, under a header one field short', async () => {
    const result = await readWith(res, calls);
    const table = onlyMatrix(result);
    expect(table.columnNames).toEqual(['A549_LUNG', 'SKMEL5_SKIN', 'MCF7_BREAST']);
    expect(table.rowNames).toEqual(['EGFR', 'KRAS', '7157_at']);
    expect(matrixValues(table)).toEqual([
      [7.25, 0.5, 5.125],
      [11, 4, 9],
      [-6e-4, 2, 3],
    ]);
    expect(result.notices).toEqual([]);
    expect(result.duplicates).toMatchObject([{ kind: 'feature', rule: 'median', count: 1 }]);
  });

  test.each([
    ['blank', calls.replace(/\r\n\t+\r\n/, '\r\n\r\n')],
    ['filled', calls.replace(/\r\n\t+\r\n/, '\r\nlung\t\tskin\t\tbreast\r\n')],
    ['missing', calls.replace(/\r\n\t+\r\n/, '\r\n')],
    ['there, with a header as long as the rows', calls.replace('MCF7_BREAST', 'MCF7_BREAST\t')],
  ])('reads it when the line of sample descriptions is %s', async (_, text) => {
    expect(matrixValues(onlyMatrix(await readWith(res, text)))[0]).toEqual([7.25, 0.5, 5.125]);
  });

  test('tells when the count of rows is wrong, and reads on', async () => {
    const { notices } = await readWith(res, calls.replace('\n4\r', '\n18988\r'));
    expect(notices).toEqual(['The third line says 18988 rows; the file holds 4, and these were read.']);
  });

  test.each([
    ['a short row', 'TP53\t7157_at\t1\tP\t2\tP', 8, '6 fields', '8 fields'],
    ['a long row', 'TP53\t7157_at\t1\tP\t2\tP\t3\tP\t4\tP', 8, '10 fields', '8 fields'],
    ['a call where a value belongs', 'TP53\t7157_at\t1\tP\tA\t2\t3\tP', 8, '"A"', 'a number'],
  ])('refuses %s by its place', async (_, row, line, found, expected) => {
    const { detail } = await rejectionOf(readWith(res, `${calls}${row}\r\n`, {}, 'e.res'));
    expect(detail.place).toMatchObject({ file: 'e.res', line });
    expect(detail.found).toBe(found);
    expect(detail.expected).toContain(expected);
  });

  test('says in which column a call stands for a value', async () => {
    const { detail } = await rejectionOf(readWith(res, `${calls}TP53\tx\t1\tP\tA\t2\t3\tP\r\n`));
    expect(detail.place?.column).toBe(5);
  });
});
