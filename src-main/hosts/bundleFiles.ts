import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const contentTypes: Partial<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

export interface BundleFile {
  content: Uint8Array<ArrayBuffer>;
  contentType: string;
}

/**
 * The file inside a folder that an address's path means. Every part must be a plain file name, once decoded: no `..`,
 * no hidden file, no separator, drive, stream or control character, on whichever system; so the result cannot leave
 * the folder. Links inside the folder are the builder's.
 * @param pathname of the URL, still percent-encoded
 * @returns undefined for what is not such a path
 */
export function resolveBundlePath(pathname: string, root: string): string | undefined {
  const parts = pathname === '/' ? ['index.html'] : pathname.slice(1).split('/').map(decodePart);
  const sound =
    pathname.startsWith('/') && parts.every((part) => part !== undefined && plainFileName.test(part));
  return sound ? join(root, ...parts.filter((part) => part !== undefined)) : undefined;
}

/** Letters, digits, `_`, `-` and inner dots: all that the build gives its files. */
const plainFileName = /^[\w-]+(\.[\w-]+)*$/;

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** Reads a file of the page's bundle. @returns undefined when there is no such file, or none that may be served */
export async function readBundleFile(pathname: string, root: string): Promise<BundleFile | undefined> {
  const path = resolveBundlePath(pathname, root);
  const contentType = path === undefined ? undefined : contentTypes[extname(path)];
  if (path === undefined || contentType === undefined) return undefined;
  try {
    return { content: await readFile(path), contentType };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(String(error.code))
  );
}
