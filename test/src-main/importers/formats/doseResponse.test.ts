import { describe, expect, test } from 'vitest';
import { doseFormats } from '#main/importers/formats/long/doses.ts';
import { rejectionOf, sourceOf } from '../../../support/files.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import {
  fixture,
  fixtureText,
  matricesOf,
  readFixture,
  recognised,
  wordsOf,
} from '../../../support/importFixture.ts';
import { readOptions, readWith } from '../../../support/reading.ts';

const [doseResponse, ccleDoses] = doseFormats;
const metrics = ['activity area', 'AUC', 'EC50', 'IC50', 'Amax'];

describe('a table of doses and viabilities', () => {
  const file = 'dose-response/viabilities.csv';

  test('is known by its header, with the metrics that will be computed', async () => {
    expect(await recognised(fixture(file))).toMatchObject({
      format: 'dose-response',
      role: 'response',
      metrics,
    });
  });

  test.each(['\u00b5', '\u03bc'])('is known by doses in %sM', async (micro) => {
    const text = `sample,drug,Dose (${micro}M),viability\nA,x,1,.9\nA,x,2,.5\n`;
    const source = sourceOf(temporaryFolder(), 'doses.csv', text);
    expect((await recognised(source)).format).toBe('dose-response');
    expect(matricesOf(await readWith(doseResponse, text, { role: 'response' }))[3].values).toEqual([[2]]);
  });

  test('gives the EC50, IC50 and Amax that its curves were made of, doses in micromoles', async () => {
    const result = await readFixture(doseResponse, file);
    const [area, auc, ec50, ic50, amax] = matricesOf(result);
    expect(matricesOf(result).map(({ metric }) => metric)).toEqual(metrics);
    expect(area.rows).toEqual(['AA1', 'BB2']);
    expect(area.columns).toEqual(['alphanib']);
    expect(ec50.values[0][0]).toBeCloseTo(0.1, 4);
    expect(ec50.values[1][0]).toBeCloseTo(1, 3);
    expect(ic50.values[0][0]).toBeCloseTo(0.1, 4);
    expect(ic50.values[1][0]).toBeCloseTo((0.5 / 0.3) ** (1 / 1.2), 3);
    expect(amax.values[0][0]).toBeCloseTo(-100 / (1 + 0.01 ** 1.2), 2);
    expect(auc.values[0][0]).toBeLessThan(auc.values[1][0]);
    expect(area.values[0][0]).toBeGreaterThan(area.values[1][0]);
  });

  test('says what it made of controls, replicates and fits', async () => {
    const { notices } = await readFixture(doseResponse, file);
    expect(notices).toEqual([
      'Left out 2 responses at dose 0: controls without the drug.',
      'Several responses at one dose count by their mean, at 16 doses.',
      expect.stringContaining('A logistic curve fits 2 of 2 pairs of sample and drug (median R² 1.00)'),
    ]);
  });

  test('is read by its viabilities, not by their deviations and counts beside', async () => {
    const [header, ...rows] = fixtureText(file).trim().split('\n');
    const columns = [`viability_sd;Viability N;${header}`, ...rows.map((row) => `0.1;3;${row}`)];
    const beside = await readWith(doseResponse, columns.join('\n'), { role: 'response' });
    expect(matricesOf(beside)).toEqual(matricesOf(await readFixture(doseResponse, file)));
  });

  test('gives the metrics asked for alone', async () => {
    const result = await readFixture(doseResponse, file, { metrics: ['IC50'] });
    expect(matricesOf(result).map(({ metric }) => metric)).toEqual(['IC50']);
  });

  test('as fractions of inhibition is the same as percentages of viability', async () => {
    const [header, ...rows] = fixtureText(file).trim().split('\n');
    const inhibitions = rows.map((row) => {
      const cells = row.split(';');
      return [...cells.slice(0, 3), 1 - Number(cells[3]) / 100].join(';');
    });
    const text = [header.replace('viability (%)', 'inhibition'), ...inhibitions].join('\n');
    const result = await readWith(doseResponse, text, { role: 'response' });
    expect(result.notices).toContain('Inhibition is understood as a fraction by its values.');
    const expected = matricesOf(await readFixture(doseResponse, file));
    matricesOf(result).forEach(({ values }, index) => {
      expect(values[0][0]).toBeCloseTo(expected[index].values[0][0], 6);
      expect(values[1][0]).toBeCloseTo(expected[index].values[1][0], 6);
    });
  });

  test('with text in a dose is refused by place', async () => {
    const text = 'sample,drug,dose,viability\nA,x,1,90\nA,x,high,50\n';
    const { detail } = await rejectionOf(readWith(doseResponse, text, { role: 'response' }, 'bad.csv'));
    expect(detail.place).toEqual({ file: 'bad.csv', line: 3, column: 3 });
    expect(detail.found).toBe('"high"');
  });

  test('with a logarithm for a dose is refused by place, and not taken for a control', async () => {
    const text = 'sample,drug,dose,viability\nA,x,1,90\nA,x,-0.5,50\n';
    const { detail } = await rejectionOf(readWith(doseResponse, text, { role: 'response' }, 'bad.csv'));
    expect(detail.place).toEqual({ file: 'bad.csv', line: 3, column: 3 });
    expect(detail.remedy).toContain('logarithms');
  });

  test('of controls alone is refused', async () => {
    const text = 'sample,drug,dose,viability\nA,x,0,90\n';
    const { detail } = await rejectionOf(readWith(doseResponse, text, { role: 'response' }, 'bad.csv'));
    expect(detail.found).toContain('1 response at dose 0');
  });

  test('stops fitting when it is cancelled', async () => {
    const rows = Array.from({ length: 500 }, (_, row) => `s${row},x,1,90\n`).join('');
    const source = sourceOf(temporaryFolder(), 'many.csv', `sample,drug,dose,viability\n${rows}`);
    const controller = new AbortController();
    const progress = (share: number) => {
      if (share > 0.5) controller.abort();
    };
    const reading = doseResponse.read(source, readOptions(), { signal: controller.signal, progress });
    expect((await rejectionOf(reading)).kind).toBe('cancelled');
  });
});

describe("CCLE's lists of doses", () => {
  const file = 'ccle-drugs/responses.csv';

  test('are read when asked for, with the samples and drugs of the file', async () => {
    expect((await recognised(fixture(file))).format).toBe('ccle-drugs');
    const result = await readFixture(ccleDoses, file);
    const [area, auc, ec50, ic50, amax] = matricesOf(result);
    expect(area.values[0][0]).toBeCloseTo(3.48, 10);
    expect(area.values[0][1]).toBeCloseTo(0.05, 10);
    expect(area.values[1][1]).toBeNaN();
    expect(auc.values[0][1]).toBeCloseTo(1, 1);
    expect(ec50.values[0][0]).toBeCloseTo(0.25, 1);
    expect(ec50.values[0][1]).toBeNaN();
    expect(ic50.values[0][1]).toBe(8);
    expect(amax.values[0][0]).toBeCloseTo(-97, 0);
    expect(wordsOf(result, 'drugs')?.[1]).toEqual(['Alphanib', 'EGFR']);
  });

  test('of another length than the doses are refused by place', async () => {
    const text = fixtureText(file).replace('"-1,-2,-6,-20', '"-1,-6,-20');
    const { detail } = await rejectionOf(readWith(ccleDoses, text, { role: 'response' }, 'bad.csv'));
    expect(detail.place).toEqual({ file: 'bad.csv', line: 2, column: 6 });
    expect(detail).toMatchObject({ found: '7 responses', expected: '8, one for each dose' });
  });
});
