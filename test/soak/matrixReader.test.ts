import { expect, test } from 'vitest';
import { LineSplitter } from '#main/importers/bytes/lineSplitter.ts';
import { plainMatrix } from '#main/importers/formats/plainMatrix.ts';
import { parseCell, scanNumberRow } from '#main/importers/scan/numberRow.ts';
import { randomInteger, randomStream } from '#shared/numerics/random/stream.ts';
import { readingContext, sourceOf } from '../support/files.ts';
import { temporaryFolder } from '../support/folders.ts';
import { writeRandomMatrix } from '../support/naiveMatrix.ts';
import { matrixValues, onlyMatrix, readOptions } from '../support/reading.ts';

const seed = Number(process.env['SOAK_SEED'] ?? 1);

test('20,000 random matrices are read as a naive reader reads them', { timeout: 600_000 }, async () => {
  const stream = randomStream(seed, 'soak of matrices');
  const folder = temporaryFolder();
  for (let round = 0; round < 20_000; round += 1) {
    const written = writeRandomMatrix(stream);
    const source = sourceOf(folder, 'm.tsv', written.text);
    const values = matrixValues(onlyMatrix(await plainMatrix.read(source, readOptions(), readingContext())));
    expect(values, JSON.stringify(written.text)).toEqual(written.values);
  }
});

test('2,000,000 random cells are read as Number reads them', { timeout: 600_000 }, () => {
  const stream = randomStream(seed, 'soak of cells');
  const letters = '0123456789.-+eE NAna/x';
  const target = new Float64Array(1);
  for (let round = 0; round < 2_000_000; round += 1) {
    const length = randomInteger(stream, 24);
    const text = Array.from({ length }, () => letters[randomInteger(stream, letters.length)]).join('');
    const bytes = Buffer.from(`${text}\n`);
    const count = scanNumberRow(bytes, 0, bytes.length - 1, 9, target, 0, 1);
    const naive = parseCell(text.trim());
    if (naive === undefined) expect(count, text).toBe(-1);
    else if (!Object.is(target[0], naive)) expect(target[0], text).toBe(naive);
  }
});

test('lines do not depend on how the file is cut', { timeout: 600_000 }, () => {
  const stream = randomStream(seed, 'soak of lines');
  for (let round = 0; round < 20_000; round += 1) {
    const text = writeRandomMatrix(stream).text;
    expect(linesOf(text, () => 1 + randomInteger(stream, 9))).toEqual(linesOf(text, () => text.length * 4));
  }
});

function linesOf(text: string, nextLength: () => number): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((bytes, start, end) => lines.push(bytes.toString('utf8', start, end)));
  const bytes = Buffer.from(text);
  let at = 0;
  while (at < bytes.length) {
    const length = nextLength();
    splitter.push(bytes.subarray(at, at + length));
    at += length;
  }
  splitter.finish();
  return lines;
}
