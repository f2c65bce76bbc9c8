import { join } from 'node:path';
import { expect, test } from 'vitest';
import { typed } from '../../../support/commandLine.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { writePanel } from '../../../support/tables.ts';

test('evaluate takes some drugs alone, and says of others that they are not there', async () => {
  const own = temporaryFolder();
  const file = join(own, 'p.tracewise');
  const { expression, response } = writePanel(own);
  await typed('import', file, '--dataset', 'panel', '--expression', expression, '--response', response);
  const evaluate = [
    'evaluate',
    file,
    '--dataset',
    'panel',
    '--models',
    'drug-mean',
    '--setting',
    'inductive',
  ];
  const some = await typed(...evaluate, '--name', 'some', '--drugs', 'drug-3,drug-1', '--json');
  expect(some.code, some.errors).toBe(0);
  expect(JSON.parse(some.output)).toMatchObject({
    settings: { drugs: ['drug-3', 'drug-1'] },
    scores: [{ drugs: [{ drug: 'drug-1' }, { drug: 'drug-3' }] }],
  });
  const all = await typed(...evaluate, '--name', 'all', '--json');
  const answer: unknown = JSON.parse(all.output);
  expect(answer).not.toHaveProperty('settings.drugs');
  expect(answer).toMatchObject({ scores: [{ drugs: [{}, {}, {}, {}] }] });
  const unknown = await typed(...evaluate, '--name', 'none', '--drugs', 'Erlotinib');
  expect(unknown.code).toBe(2);
  expect(unknown.errors).toContain('the data set has no drug of this name (found Erlotinib)');
});
