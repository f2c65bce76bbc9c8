import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerBundleRequest } from '#main/hosts/electron/protocol.ts';

let folder: string;
let root: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tracewise-test-'));
  root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), 'page');
  writeFileSync(join(root, 'assets', 'app.js'), 'script');
  writeFileSync(join(root, 'notes.md'), 'no type');
  writeFileSync(join(folder, 'secret.json'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true }));

const ask = (url: string, method = 'GET') => answerBundleRequest({ url, method }, root);

it.each([
  ['app://bundle/', 'page', 'text/html; charset=utf-8'],
  ['app://bundle/index.html#/project', 'page', 'text/html; charset=utf-8'],
  ['app://bundle/index.html?a=/../x', 'page', 'text/html; charset=utf-8'],
  ['app://bundle/assets/app.js', 'script', 'text/javascript; charset=utf-8'],
])('%s is a file of the bundle, with its type and the policy', async (url, text, type) => {
  const response = await ask(url);
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(text);
  expect(response.headers.get('content-type')).toBe(type);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

it.each([
  'app://bundle/../secret.json',
  'app://bundle/%2e%2e/secret.json',
  'app://bundle/..%2fsecret.json',
  'app://bundle/..%5csecret.json',
  'app://bundle/..\\secret.json',
  'app://bundle/assets/..\\..\\..\\secret.json',
  'app://bundle//secret.json',
  'app://bundle/notes.md',
  'app://bundle/assets',
  'app://bundle/missing.js',
  'app://other/index.html',
  'app://user@bundle/index.html',
  'https://bundle/index.html',
])('%s is not there', async (url) => {
  const response = await ask(url);
  expect(response.status).toBe(404);
  expect(await response.text()).not.toContain('secret');
});

it('is read only', async () => {
  expect((await ask('app://bundle/', 'POST')).status).toBe(404);
});
