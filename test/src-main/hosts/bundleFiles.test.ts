import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveBundlePath } from '#main/hosts/bundleFiles.ts';

const root = join('/', 'app', 'renderer');

describe('an address means', () => {
  it.each([
    ['/', ['index.html']],
    ['/index.html', ['index.html']],
    ['/assets/inter-latin-wght-normal-Dx4kXJAl.woff2', ['assets', 'inter-latin-wght-normal-Dx4kXJAl.woff2']],
    ['/assets/index-%61.js', ['assets', 'index-a.js']],
  ])('a file of the bundle: %s', (pathname, parts) => {
    expect(resolveBundlePath(pathname, root)).toBe(join(root, ...parts));
  });

  it.each([
    '',
    'index.html',
    '/..',
    '/../main/index.js',
    '/assets/../../main/index.js',
    '/%2e%2e/main/index.js',
    '/%2E%2E%2Fmain',
    '/..%2fmain',
    '/..%5cmain',
    '/..\\main',
    '/assets\\..\\..\\main',
    '/%252e%252e/main',
    '//etc/passwd',
    '/assets//index.js',
    '/assets/',
    '/C:/windows/win.ini',
    '/C%3A%5Cwindows',
    '/index.html::$DATA',
    '/index.html%00.js',
    '/index.html.',
    '/index.html%20',
    '/.git',
    '/assets/.hidden',
    '/%E0%A4%A',
    '/\u2025/main',
    '/．．/main',
  ])('nothing: %j', (pathname) => {
    expect(resolveBundlePath(pathname, root)).toBeUndefined();
  });
});
