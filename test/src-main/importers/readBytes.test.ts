import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readBytes } from '#main/importers/bytes/readBytes.ts';
import { readingContext, sourceOf } from '../../support/files.ts';
import { temporaryFolder } from '../../support/folders.ts';

const megabyte = 1 << 20;

/** Text that does not compress to nothing. */
const content = Buffer.from(randomBytes(2 * megabyte).toString('base64'));

/** Until the test ends every read from this byte on fails. A spy would itself look after the promises that it gave. */
async function failFrom(path: string, position: number): Promise<void> {
  const handle = await open(path);
  const files = Object.getPrototypeOf(handle) as object;
  await handle.close();
  const read = Reflect.get(files, 'read') as (...args: unknown[]) => unknown;
  onTestFinished(() => {
    Reflect.set(files, 'read', read);
  });
  Reflect.set(files, 'read', function (this: unknown, ...args: unknown[]) {
    if (Number(args[3]) < position) return Reflect.apply(read, this, args);
    return Promise.reject(Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' }));
  });
}

describe.each([
  ['plain', (bytes: Buffer) => bytes],
  ['gzip', (bytes: Buffer) => gzipSync(bytes)],
])('a %s file', (_, pack) => {
  test('comes in pieces that are what it holds', async () => {
    const source = sourceOf(temporaryFolder(), 'x.tsv', pack(content));
    const { facts, chunks } = await readBytes(source, readingContext());
    const pieces: Buffer[] = [];
    for await (const chunk of chunks) pieces.push(Buffer.from(chunk));
    expect(pieces.length).toBeGreaterThan(1);
    expect(Buffer.concat(pieces).equals(content)).toBe(true);
    expect(facts.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('on a disk that fails while a piece is worked on ends in an error of the disk', async () => {
    const source = sourceOf(temporaryFolder(), 'x.tsv', pack(content));
    await failFrom(source.path, megabyte);
    const { chunks } = await readBytes(source, readingContext());
    const reading = (async () => {
      for await (const chunk of chunks) {
        expect(chunk.length).toBeGreaterThan(0);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    await expect(reading).rejects.toMatchObject({ kind: 'disk' });
  });
});
