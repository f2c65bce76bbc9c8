import { expect, test } from 'vitest';
import { LineSplitter } from '#main/importers/bytes/lineSplitter.ts';
import { QuotedLines } from '#main/importers/bytes/quotedLines.ts';
import { plainTable } from '#main/importers/formats/plainTable.ts';
import { rejectionOf } from '../../support/files.ts';
import { readWith } from '../../support/reading.ts';

function linesOf(text: string, chunkLength = text.length): string[] {
  const lines: string[] = [];
  const quoted = new QuotedLines((bytes, start, end, line) => {
    lines.push(`${line}:${bytes.toString('utf8', start, end)}`);
  });
  const splitter = new LineSplitter((...line) => quoted.take(...line));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkLength) splitter.push(bytes.subarray(at, at + chunkLength));
  splitter.finish();
  quoted.finish();
  return lines;
}

test.each([1, 2, 3, 1000])('joins the lines of a quoted cell, in pieces of %i bytes', (length) => {
  const text = 'name\tnote\na\t"one\n\ntwo ""quoted""\nthree"\tx\nb\t5" pipe\nc\t"d"\n';
  expect(linesOf(text, length)).toEqual([
    '1:name\tnote',
    '2:a\t"one\n\ntwo ""quoted""\nthree"\tx',
    '6:b\t5" pipe',
    '7:c\t"d"',
  ]);
  expect(linesOf(text.replaceAll('\n', '\r\n'), length)).toEqual(linesOf(text, length));
});

test('passes lines on one by one after a quote that nothing closes', () => {
  expect(linesOf('a\n"b\nc\nd\n')).toEqual(['1:a', '2:"b', '3:c', '4:d']);
  const long = Array.from({ length: 30_000 }, (_, row) => `row ${row}`);
  const lines = linesOf(['"open', ...long, '"x"'].join('\n'));
  expect(lines).toHaveLength(long.length + 2);
  expect(lines.at(-1)).toBe('30002:"x"');
});

test('a quote after a comma opens nothing between tabs', () => {
  expect(linesOf('a\t5,"6\nb"\t"c"\n')).toEqual(['1:a\t5,"6', '2:b"\t"c"']);
  expect(linesOf('a,5,"6\nb","c"\n')).toEqual(['1:a,5,"6\nb","c"']);
});

test('a table of words may have line ends within quotes, and errors name the right line', async () => {
  const text = 'sample\ttissue\nL1\t"lung, \nupper lobe"\nL2\tskin\n';
  const { contents } = await readWith(plainTable, text, { role: 'samples' });
  const [content] = contents;
  if (content.kind !== 'words') throw new TypeError('expected words');
  expect(content.table.rows).toMatchObject([
    { line: 2, cells: ['L1', 'lung, upper lobe'] },
    { line: 4, cells: ['L2', 'skin'] },
  ]);
  const ragged = await rejectionOf(readWith(plainTable, `${text}L3\n`, { role: 'samples' }));
  expect(ragged.detail.place?.line).toBe(5);
  const open = await rejectionOf(readWith(plainTable, `${text}"L3\tskin\n`, { role: 'samples' }));
  expect(open.detail.place?.line).toBe(5);
});
