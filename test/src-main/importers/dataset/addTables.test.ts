import { describe, expect, test } from 'vitest';
import type { Dataset } from '#shared/model/dataset.ts';
import { rejectionOf } from '../../../support/files.ts';
import { build } from '../../../support/importing.ts';
import type { TypedTable } from '../../../support/importing.ts';

const expression: TypedTable = {
  name: 'expression.tsv',
  role: 'expression',
  rows: [
    ['sample', 'EGFR', 'KRAS'],
    ['L1', 1, 2],
    ['L2', 4, 5],
    ['L3', 7, 8],
  ],
};
const auc: TypedTable = {
  name: 'auc.tsv',
  role: 'response',
  rows: [
    ['sample', 'Drug A', 'Drug B'],
    ['L3', 0.3, 'NA'],
    ['L1', 0.1, 10],
    ['L2', 0.2, 20],
  ],
};
const mutation: TypedTable = {
  name: 'mutation.tsv',
  role: 'mutation',
  rows: [
    ['sample', 'TP53', 'BRAF'],
    ['L-2', 0, 1],
    ['L1', 1, 1],
    ['L3', 1, 0],
  ],
};
const ic50: TypedTable = {
  name: 'ic50.tsv',
  role: 'response',
  rows: [
    ['sample', 'Drug B', 'Drug C'],
    ['L1', 1, 2],
    ['L2', 3, 4],
    ['L3', 5, 6],
  ],
};

async function first(...tables: readonly TypedTable[]): Promise<Dataset> {
  return (await build(tables)).dataset;
}

/** All but where it came from. */
function content(dataset: Dataset): Dataset {
  return { ...dataset, provenance: [] };
}

test('a block and a metric that are added give the same as all at once', async () => {
  const all = await first(expression, mutation, auc, ic50);
  const withBlock = await build(
    [mutation],
    {},
    { addedTo: { dataset: await first(expression, auc), replace: false } },
  );
  const { dataset } = await build([ic50], {}, { addedTo: { dataset: withBlock.dataset, replace: false } });
  expect(content(dataset)).toEqual(content(all));
  expect(dataset.provenance.map(({ name }) => name).sort()).toEqual(
    all.provenance.map(({ name }) => name).sort(),
  );
});

test('samples that a new block lacks go, and are told', async () => {
  const base = await first(expression, auc);
  const short = { ...mutation, rows: mutation.rows.slice(0, 3) };
  const { dataset, report } = await build([short], {}, { addedTo: { dataset: base, replace: false } });
  expect(dataset.samples.map(({ name }) => name)).toEqual(['L1', 'L2']);
  expect([...dataset.featureValues]).toEqual([1, 4, 2, 5, 1, 0, 1, 1]);
  expect([...dataset.responses[0].values]).toEqual([0.1, 0.2, 10, 20]);
  expect(report.unmatchedSamples).toContainEqual({ file: 'the data set "panel"', samples: ['L3'] });
  expect(report.warnings[0]).toBe("1 of the data set's 3 samples is not in the new blocks and goes: L3.");
});

test('a new metric has no value for samples that it lacks, and brings its drugs', async () => {
  const base = await first(expression, auc);
  const short = { ...ic50, rows: [...ic50.rows.slice(0, 3), ['X', 7, 8]] };
  const { dataset, report } = await build([short], {}, { addedTo: { dataset: base, replace: false } });
  expect(dataset.samples.map(({ name }) => name)).toEqual(['L3', 'L1', 'L2']);
  expect(dataset.drugs.map(({ name }) => name)).toEqual(['Drug A', 'Drug B', 'Drug C']);
  expect([...dataset.responses[0].values]).toEqual([0.3, 0.1, 0.2, NaN, 10, 20, NaN, NaN, NaN]);
  expect([...dataset.responses[1].values]).toEqual([NaN, NaN, NaN, NaN, 1, 3, NaN, 2, 4]);
  expect(report.unmatchedSamples).toEqual([{ file: 'ic50.tsv', samples: ['X'] }]);
});

test('descriptions that are added go beside those that are there', async () => {
  const base = await first(expression, auc);
  base.drugs[0].target = 'EGFR';
  const drugs: TypedTable = {
    name: 'drugs.tsv',
    role: 'drugs',
    rows: [
      ['drug', 'target', 'moa'],
      ['Drug A', '', 'kinase inhibitor'],
      ['Drug B', 'MET', ''],
    ],
  };
  const { dataset, report } = await build([drugs], {}, { addedTo: { dataset: base, replace: false } });
  expect(dataset.drugs).toEqual([
    { name: 'Drug A', target: 'EGFR', mechanism: 'kinase inhibitor' },
    { name: 'Drug B', target: 'MET' },
  ]);
  expect(report.warnings.join(' ')).not.toContain('without a response');
});

describe('a block or metric that is there already', () => {
  test.each([
    ['block "expression"', expression],
    ['metric "AUC"', auc],
  ])('is refused: %s', async (words, table) => {
    const addedTo = { dataset: await first(expression, auc), replace: false };
    const { kind, message } = await rejectionOf(build([table], {}, { addedTo }));
    expect(kind).toBe('conflict');
    expect(message).toContain(words);
  });

  test('is replaced where it stands when asked to, with drugs that it alone had', async () => {
    const base = await first(expression, mutation, auc, ic50);
    const newer: TypedTable = {
      ...auc,
      rows: [
        ['sample', 'Drug B'],
        ['L1', 9],
        ['L2', 8],
        ['L3', 7],
      ].map((cells) => [...cells, cells[0] === 'sample' ? 'Drug D' : 1]),
    };
    const changed = { ...expression, rows: expression.rows.map((cells) => [cells[0], cells[2], cells[1]]) };
    const addedTo = { dataset: base, replace: true };
    const { dataset, report } = await build([newer, changed], {}, { addedTo });
    expect(dataset.features.map(({ gene }) => gene)).toEqual(['KRAS', 'EGFR', 'TP53', 'BRAF']);
    expect(dataset.drugs.map(({ name }) => name)).toEqual(['Drug B', 'Drug C', 'Drug D']);
    expect(dataset.responses.map(({ metric }) => metric.name)).toEqual(['AUC', 'IC50']);
    expect([...dataset.responses[0].values]).toEqual([7, 9, 8, NaN, NaN, NaN, 1, 1, 1]);
    expect([...dataset.responses[1].values]).toEqual([5, 1, 3, 6, 2, 4, NaN, NaN, NaN]);
    expect(report.warnings.slice(0, 2)).toEqual([
      'The block "expression" that the data set had is replaced.',
      'The metric "AUC" that the data set had is replaced.',
    ]);
    expect(dataset.provenance.filter(({ role }) => role === 'expression')).toHaveLength(1);
  });
});

test('tables without a sample of the data set are refused', async () => {
  const addedTo = { dataset: await first(expression, auc), replace: false };
  const strangers = {
    ...ic50,
    rows: ic50.rows.map(([name, ...values]) => [name === 'sample' ? name : `X${name}`, ...values]),
  };
  const { detail } = await rejectionOf(build([strangers], {}, { addedTo }));
  expect(detail.place).toEqual({ file: 'ic50.tsv' });
  expect(detail.expected).toContain('the data set "panel"');
});
