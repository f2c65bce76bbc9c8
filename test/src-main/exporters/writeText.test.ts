import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeText } from '#main/exporters/writeText.ts';
import { rejectionOf } from '../../support/files.ts';
import { temporaryFolder } from '../../support/folders.ts';

const { signal } = new AbortController();

function* many(count: number): Generator<string> {
  for (let index = 0; index < count; index += 1) yield `line ${index}\n`;
}

test('writes all pieces and counts them', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'out.tsv');
  expect(await writeText(path, many(100_000), signal)).toBe(100_000);
  expect(readFileSync(path, 'utf8').endsWith('line 99999\n')).toBe(true);
  expect(readdirSync(folder)).toEqual(['out.tsv']);
});

test('leaves the destination as it was when the table cannot be made', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'out.tsv');
  writeFileSync(path, 'before');
  function* failing(): Generator<string> {
    yield 'half\n';
    throw new RangeError('invalid table');
  }
  await expect(writeText(path, failing(), signal)).rejects.toThrow('invalid table');
  expect(readFileSync(path, 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['out.tsv']);
});

test('leaves nothing when it is cancelled', async () => {
  const folder = temporaryFolder();
  const work = writeText(join(folder, 'out.tsv'), many(100_000), AbortSignal.abort());
  expect((await rejectionOf(work)).kind).toBe('cancelled');
  expect(readdirSync(folder)).toEqual([]);
});

test.runIf(existsSync('/dev/full'))('says that a full disk is full', async () => {
  const { kind, detail } = await rejectionOf(writeText('/dev/full', many(10), signal));
  expect(kind).toBe('disk');
  expect(detail.place).toEqual({ file: '/dev/full' });
  expect(detail.remedy).toContain('Free some space');
});

test('asks for a folder that is there', async () => {
  const { kind } = await rejectionOf(writeText(join(temporaryFolder(), 'none', 'out.tsv'), many(1), signal));
  expect(kind).toBe('invalid-setting');
});
