import { describe, expect, it } from 'vitest';
import { findProblems } from '../../scripts/packaging/contents.ts';
import type { PackedFile } from '../../scripts/packaging/contents.ts';
import { icnsOf, icoOf } from '../../scripts/packaging/iconFiles.ts';

const native = 'node_modules/better-sqlite3/prebuilds/linux-x64.node';

function packed(path: string, isUnpacked = path.endsWith('.node')): PackedFile {
  return { path, byteCount: 1, isUnpacked };
}

const sound = [
  'package.json',
  'LICENSE',
  'THIRD-PARTY-NOTICES.md',
  'out/main/index.js',
  'out/main/backendThread.js',
  'out/main/solver.js',
  'out/main/schemas-DH2JnNpf.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
  'out/renderer/crashed.html',
  'out/renderer/assets/index-c7q-7w-W.css',
  'resources/example/expression.tsv.gz',
  'resources/genes/human_genes.tsv.gz',
  'resources/gene-sets/go_bp.gmt.gz',
  'node_modules/better-sqlite3/lib/index.js',
  native,
].map((path) => packed(path));

describe('what is packed', () => {
  it('is fine when it is what the app needs, with the binary of this system beside the archive', () => {
    expect(findProblems(sound, ['linux-x64'])).toEqual([]);
  });

  it.each([
    ['out/main/index.js.map', 'a source map'],
    ['test/store/open.test.ts', 'a test'],
    ['src-main/store/open.ts', 'a source'],
    ['node_modules/better-sqlite3/README.md', 'documentation of a dependency'],
    ['node_modules/better-sqlite3/prebuilds/win32-x64.node', 'a binary of another system'],
    ['notes.txt', 'on no list of what is packed'],
  ])('%s is told as %s', (path, what) => {
    expect(findProblems([...sound, packed(path)], ['linux-x64'])).toEqual([`${path} is ${what}`]);
  });

  it('lacks what the app needs to start', () => {
    const without = sound.filter(({ path }) => path !== 'out/main/solver.js' && path !== native);
    expect(findProblems(without, ['linux-x64'])).toEqual([
      'out/main/solver.js is missing',
      `${native} is missing`,
    ]);
  });

  it('lies where it can be read: binaries beside the archive, all else in it', () => {
    const moved = sound.map(({ path }) => packed(path, path === 'package.json'));
    expect(findProblems(moved, ['linux-x64'])).toEqual([
      'package.json lies beside the archive',
      `${native} must lie beside the archive`,
    ]);
  });
});

describe('icons', () => {
  const pictures = new Map([
    [32, Buffer.from('small')],
    [256, Buffer.from('a larger one')],
  ]);

  it('stand in an ICO where its directory says', () => {
    const ico = icoOf(pictures);
    expect(ico.readUInt16LE(2)).toBe(1);
    expect(ico.readUInt16LE(4)).toBe(2);
    const read = [6, 22].map((entry) => {
      const offset = ico.readUInt32LE(entry + 12);
      const length = ico.readUInt32LE(entry + 8);
      return [ico.readUInt8(entry) || 256, ico.subarray(offset, offset + length).toString()];
    });
    expect(read).toEqual([
      [32, 'small'],
      [256, 'a larger one'],
    ]);
  });

  it('stand in an ICNS under Apple’s names, one for a plain screen and one for a dense one', () => {
    const icns = icnsOf(pictures);
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const types: string[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
      types.push(icns.toString('latin1', at, at + 4));
    expect(types).toEqual(['ic11', 'ic13', 'ic08']);
  });
});
