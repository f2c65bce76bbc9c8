import { expect, test } from 'vitest';
import { LineSplitter } from '#main/importers/bytes/lineSplitter.ts';

function split(text: string, chunkLength: number): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((bytes, start, end, lineNumber) => {
    lines.push(`${lineNumber}:${bytes.toString('utf8', start, end)}`);
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkLength) splitter.push(bytes.subarray(at, at + chunkLength));
  splitter.finish();
  return lines;
}

const chunkLengths = [1, 2, 3, 5, 1000];

test.each(chunkLengths)('cuts LF, CRLF and CR alike, in pieces of %i bytes', (length) => {
  const expected = ['1:ab', '2:', '3:ö', '4:d'];
  for (const end of ['\n', '\r\n', '\r']) {
    expect(split(['ab', '', 'ö', 'd'].join(end), length)).toEqual(expected);
    expect(split(['ab', '', 'ö', 'd', ''].join(end), length)).toEqual(expected);
  }
});

test.each(chunkLengths)('drops a byte order mark, in pieces of %i bytes', (length) => {
  expect(split('\uFEFFa\nb', length)).toEqual(['1:a', '2:b']);
});

test('takes a lone line without an end', () => {
  expect(split('abc', 2)).toEqual(['1:abc']);
  expect(split('', 2)).toEqual([]);
});

test('holds a line that is longer than its first buffer', () => {
  const long = 'x'.repeat(5_000_000);
  const lines = split(`${long}\nb\n`, 1 << 20);
  expect(lines.map((line) => line.length)).toEqual([long.length + 2, 3]);
});
