import { expect, test } from 'vitest';
import { readDrugs, readSamples } from '#main/importers/dataset/annotations.ts';
import { longFormat } from '#main/importers/formats/long/longFormat.ts';
import { ccleDrugs } from '#main/importers/formats/long/specs.ts';
import { metricFromName } from '#shared/model/dataset.ts';
import { rejectionOf } from '../../../support/files.ts';
import {
  fixture,
  fixtureText,
  lookupOf,
  matricesOf,
  readFixture,
  recognised,
  wordsOf,
} from '../../../support/importFixture.ts';
import { readWith } from '../../../support/reading.ts';

const format = longFormat(ccleDrugs);
const file = 'ccle-drugs/responses.csv';

test("CCLE's drug file is known by its header, with its four metrics", async () => {
  expect(await recognised(fixture(file))).toMatchObject({
    format: 'ccle-drugs',
    role: 'response',
    label: 'CCLE drug responses, comma-separated',
    metrics: ['EC50', 'IC50', 'Amax', 'activity area'],
  });
});

test('one file gives four matrices of samples and drugs, whose directions their names tell', async () => {
  const matrices = matricesOf(await readFixture(format, file));
  expect(matrices.map(({ metric }) => metric)).toEqual(['EC50', 'IC50', 'Amax', 'activity area']);
  expect(matrices.map(({ metric = '' }) => metricFromName(metric).higherIsSensitive)).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(matrices[0].rows).toEqual(['AAA1_LUNG', 'BBB2_SOFT_TISSUE']);
  expect(matrices[0].columns).toEqual(['Alphanib', 'Betacin']);
  expect(matrices.map(({ values }) => values)).toEqual([
    [
      [0.25, NaN],
      [1.9, NaN],
    ],
    [
      [0.25, 8],
      [2.1, NaN],
    ],
    [
      [-97.5, -0.5],
      [-84, NaN],
    ],
    [
      [3.48, 0],
      [-6e-4, NaN],
    ],
  ]);
});

test('it tells the targets of drugs, and of samples their other names and the tissue that their names end with', async () => {
  const result = await readFixture(format, file);
  expect(wordsOf(result, 'drugs')).toEqual([
    ['drug', 'target'],
    ['Alphanib', 'EGFR'],
    ['Betacin', 'TOP1'],
  ]);
  expect(wordsOf(result, 'samples')).toEqual([
    ['sample', 'tissue', 'aliases'],
    ['AAA1_LUNG', 'lung', 'AAA-1'],
    ['BBB2_SOFT_TISSUE', 'soft_tissue', 'BBB 2'],
  ]);
});

test('what it tells is understood as the description of drugs and samples', async () => {
  const { contents, ...rest } = await readFixture(format, file);
  const [drugs, samples] = contents
    .slice(4)
    .map((content) => lookupOf(file, { ...rest, contents: [content] }));
  expect(readDrugs(drugs.table, file).get('Alphanib')).toMatchObject({ target: 'EGFR' });
  expect(readSamples(samples.table, file).get('AAA1_LUNG')).toEqual({
    name: 'AAA1_LUNG',
    tissue: 'lung',
    aliases: ['AAA-1'],
  });
});

test('the metrics asked for are read alone', async () => {
  const matrices = matricesOf(await readFixture(format, file, { metrics: ['Amax', 'EC50'] }));
  expect(matrices.map(({ metric }) => metric)).toEqual(['EC50', 'Amax']);
});

test('a metric that the file does not have is refused with those that it has', async () => {
  const { kind, detail } = await rejectionOf(readFixture(format, file, { metrics: ['AUC', 'IC50'] }));
  expect(kind).toBe('invalid-setting');
  expect(detail).toMatchObject({ found: 'AUC', expected: 'EC50, IC50, Amax, activity area' });
});

test.each([
  ['text in a number', ['-97.5,3.48', 'strong,3.48'], 2, 12, '"strong"'],
  ['a dose list without its quotes', ['".0080,.025,.080,.25,.80,2.53,8"', '.0080,.025'], 3, 14, '14 fields'],
  ['a quote that is not closed', [',"3.2,4.8,.11,.30,.63,.094,.79,.43"', ',"3.2,4.8'], 2, 7, '"3.2,4.8'],
])('%s is refused by place', async (_, [good, bad], line, column, found) => {
  const text = fixtureText(file).replace(good, bad);
  const { kind, detail } = await rejectionOf(readWith(format, text, { role: 'response' }, 'bad.csv'));
  expect(kind).toBe('invalid-input');
  expect(detail.place).toEqual({ file: 'bad.csv', line, column });
  expect(detail.found).toContain(found);
  expect(detail.remedy).toBeDefined();
});

test('a header alone is refused', async () => {
  const [header] = fixtureText(file).split('\r\n');
  const { detail } = await rejectionOf(readWith(format, `${header}\r\n`, { role: 'response' }));
  expect(detail.found).toBe('the end of the file');
});
