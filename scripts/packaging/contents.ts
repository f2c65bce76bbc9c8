import { listPackage, statFile } from '@electron/asar';

export interface PackedFile {
  /** Within the app's folder, with `/`. */
  path: string;
  byteCount: number;
  isUnpacked: boolean;
}

/** Every file of an archive, and of the folder of unpacked files beside it. */
export function listArchive(archive: string): PackedFile[] {
  return listPackage(archive, { isPack: false }).flatMap((entry) => {
    const path = entry.replaceAll('\\', '/').replace(/^\//, '');
    const stat = statFile(archive, path, false);
    return 'size' in stat
      ? [{ path, byteCount: stat.size, isUnpacked: 'unpacked' in stat && stat.unpacked }]
      : [];
  });
}

/** All that a packaged app may hold. A file that matches none of these fails the check. */
const allowed = [
  /^package\.json$/,
  /^LICENSE$/,
  /^THIRD-PARTY-NOTICES\.md$/,
  /^out\/main\/[\w-]+\.js$/,
  /^out\/(main|renderer)\/licences\.md$/,
  /^out\/preload\/preload\.cjs$/,
  /^out\/renderer\/(index|crashed)\.html$/,
  /^out\/renderer\/assets\/[\w.-]+\.(js|css|ttf|woff2|svg|png)$/,
  /^resources\/example\/(README\.md|[\w]+\.tsv(\.gz)?)$/,
  /^resources\/genes\/(README\.md|human_genes\.tsv\.gz)$/,
  /^resources\/gene-sets\/(README\.md|manifest\.json|go_\w+\.gmt\.gz)$/,
  /^node_modules\/better-sqlite3\/(LICENSE|package\.json|lib\/[\w/-]+\.js)$/,
];

/** What must be there for the app to start and to keep its promises. */
const needed = [
  'package.json',
  'LICENSE',
  'THIRD-PARTY-NOTICES.md',
  'out/main/index.js',
  'out/main/backendThread.js',
  'out/main/solver.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
  'out/renderer/crashed.html',
  'resources/example/expression.tsv.gz',
  'resources/genes/human_genes.tsv.gz',
  'resources/gene-sets/go_bp.gmt.gz',
  'node_modules/better-sqlite3/lib/index.js',
];

/** Names for what must not be packed, for a message that helps. */
const unwanted: [RegExp, string][] = [
  [/\.map$/, 'a source map'],
  [/\.(test|spec)\.|(^|\/)tests?\//, 'a test'],
  [/\.tsx?$|\.svelte$/, 'a source'],
  [/node_modules\/.*\.(md|markdown)$/i, 'documentation of a dependency'],
  [/\.node$/, 'a binary of another system'],
];

/**
 * What is wrong with the files of a packaged app.
 * @param binaries of the native module that this system and processor need, and no others
 */
export function findProblems(files: readonly PackedFile[], binaries: readonly string[]): string[] {
  const native = binaries.map((name) => `node_modules/better-sqlite3/prebuilds/${name}.node`);
  const paths = new Set(files.map(({ path }) => path));
  const missing = [...needed, ...native].filter((path) => !paths.has(path));
  const foreign = files.filter(
    ({ path }) => !native.includes(path) && !allowed.some((pattern) => pattern.test(path)),
  );
  const misplaced = files.filter(({ path, isUnpacked }) => isUnpacked !== path.endsWith('.node'));
  return [
    ...missing.map((path) => `${path} is missing`),
    ...foreign.map(({ path }) => `${path} is ${whatIs(path)}`),
    ...misplaced.map(({ path, isUnpacked }) =>
      isUnpacked ? `${path} lies beside the archive` : `${path} must lie beside the archive`,
    ),
  ];
}

function whatIs(path: string): string {
  return unwanted.find(([pattern]) => pattern.test(path))?.[1] ?? 'on no list of what is packed';
}
