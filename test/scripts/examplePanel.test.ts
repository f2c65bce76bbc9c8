import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makeExamplePanel } from '../../scripts/examplePanel/panel.ts';

const folder = fileURLToPath(new URL('../../resources/example/', import.meta.url));
const panel = makeExamplePanel();

function committed(name: string): string {
  const plain = `${folder}${name}`;
  return existsSync(plain)
    ? readFileSync(plain, 'utf8')
    : gunzipSync(readFileSync(`${plain}.gz`)).toString('utf8');
}

function cellsOf(name: string): string[][] {
  return panel[name]
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

test.each(Object.keys(panel))('the generator makes %s as it lies in resources', (name) => {
  expect(committed(name) === panel[name]).toBe(true);
});

test('the files together are small', () => {
  const bytes = readdirSync(folder).map((name) => statSync(`${folder}${name}`).size);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_500_000);
});

test('the panel has the shape that its README tells', () => {
  const [header, ...rows] = cellsOf('response.tsv');
  expect(rows).toHaveLength(120);
  expect(header).toHaveLength(31);
  expect(cellsOf('expression.tsv')[0]).toHaveLength(701);
  expect(cellsOf('copy_number.tsv')[0]).toHaveLength(501);
  expect(cellsOf('mutation.tsv')[0]).toHaveLength(301);
  const missing = rows.flat().filter((cell) => cell === 'NA').length;
  expect(missing / (120 * 30)).toBeCloseTo(0.113, 2);
});

test('its responses are never negative, and its mutations 0 or 1 and never constant', () => {
  const responses = cellsOf('response.tsv')
    .slice(1)
    .flatMap((cells) => cells.slice(1));
  expect(responses.every((cell) => cell === 'NA' || Number(cell) >= 0)).toBe(true);
  const [header, ...rows] = cellsOf('mutation.tsv');
  header.slice(1).forEach((gene, index) => {
    expect(new Set(rows.map((cells) => cells[index + 1])), gene).toEqual(new Set(['0', '1']));
  });
});
