import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { parseRows } from '../support/table.ts';
import { expect, test } from './host.ts';
import { addPanelProject, compareCheapModels, openRoom, panelFolder, saved, tracewise } from './projects.ts';

const drugs = readFileSync(join(panelFolder, 'response.tsv'), 'utf8').split('\n')[0].trim().split('\t');
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function saveButton(figure: Locator, kind: 'SVG' | 'PNG' | 'PDF' | 'Data'): Locator {
  return figure.getByRole('button', { name: kind === 'Data' ? /^Save data of/ : new RegExp(`as ${kind}:`) });
}

/** What a stand-alone SVG is, by the page's own parser. */
function examine(app: Page, svg: string) {
  return app.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    const attributes = [...parsed.querySelectorAll('*')].flatMap((element) => [...element.attributes]);
    return {
      root: parsed.documentElement.localName,
      isBroken: parsed.querySelector('parsererror') !== null,
      references: attributes
        .filter(({ name, value }) => /href$|^src$/.test(name) && !value.startsWith('#'))
        .map(({ value }) => value),
      fromPage: attributes.filter(({ value }) => value.includes('var(')).map(({ value }) => value),
      hasMarks: parsed.querySelector('circle, path, rect') !== null,
      font: parsed.documentElement.outerHTML.includes('font-family'),
    };
  }, svg);
}

async function checkFigure(app: Page, figure: Locator, rowCount: number): Promise<void> {
  const svg = await saved(app, saveButton(figure, 'SVG'));
  expect(svg.name).toMatch(/\.svg$/);
  expect(await examine(app, svg.content.toString('utf8'))).toEqual({
    root: 'svg',
    isBroken: false,
    references: [],
    fromPage: [],
    hasMarks: true,
    font: true,
  });
  expect(svg.content.toString('utf8')).not.toMatch(/@import|url\((?!["']?(#|data:))/);
  const png = await saved(app, saveButton(figure, 'PNG'));
  expect(png.name).toMatch(/\.png$/);
  expect(png.content.subarray(0, 8)).toEqual(pngSignature);
  expect(png.content.readUInt32BE(16)).toBeGreaterThan(1000);
  const pdf = await saved(app, saveButton(figure, 'PDF'));
  expect(pdf.name).toMatch(/\.pdf$/);
  expect(pdf.content.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  const data = await saved(app, saveButton(figure, 'Data'));
  expect(data.name).toMatch(/\.tsv$/);
  expect(parseRows(data.content.toString('utf8'))).toHaveLength(rowCount);
}

test('every figure of a comparison saves its drawing and its numbers', async ({ app, host }) => {
  const project = await addPanelProject(host.libraryFolder);
  await compareCheapModels(project, 'cheap');
  await app.reload();
  await openRoom(app, 'Compare');

  await app.getByLabel('Model', { exact: true }).selectOption('Ridge');
  await app.getByLabel('Against', { exact: true }).selectOption('Drug mean');
  const facts = app.getByRole('region', { name: 'Ridge against Drug mean' });
  const rows = parseRows(await tracewise('export', project, 'comparison', '--of', 'cheap'));
  const row = rows.find(({ model_a, model_b }) => model_a === 'ridge' && model_b === 'drug-mean');
  await expect(facts).toContainText(`${row?.['wins']} wins`);
  await expect(facts).toContainText(`P = ${Number(row?.['p_value']).toPrecision(2)}`);

  const scatter = app.getByRole('figure', { name: /^Per-drug MSE/ });
  await checkFigure(app, scatter, drugs.length);
  await checkFigure(app, app.getByRole('figure', { name: /reduction/i }), drugs.length);
  const curves = app.getByRole('figure', { name: /^Inner error against lambda/ });
  expect((await saved(app, saveButton(curves, 'SVG'))).content.toString('utf8')).toContain('<path');

  await scatter.getByRole('button', { name: new RegExp(`^${drugs[0]}:`) }).click();
  const dialog = app.getByRole('dialog', { name: `${drugs[0]}: observed against predicted` });
  const panels = dialog.getByRole('figure', { name: /observed against predicted/ });
  await expect(panels).toHaveCount(3);
  const observed = parseRows(readFileSync(join(panelFolder, 'response.tsv'), 'utf8'));
  const entries = observed.filter((sample) => sample[drugs[0]] !== 'NA').length;
  await checkFigure(app, panels.first(), entries);
  await dialog.getByRole('button', { name: 'Next drug' }).click();
  await expect(app.getByRole('dialog', { name: /: observed against predicted/ })).not.toHaveAccessibleName(
    `${drugs[0]}: observed against predicted`,
  );
});
