import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomNormal, randomStream } from '#shared/numerics/random/stream.ts';
import { typed } from '../../../support/commandLine.ts';

const folder = mkdtempSync(join(tmpdir(), 'tracewise-groups-'));
const file = join(folder, 'p.tracewise');
const samples = join(folder, 'samples.tsv');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** line-40 is line-1 again, and drug-2 is drug-1; lines have a patient each two, the last four none. */
beforeAll(async () => {
  const stream = randomStream(11, 'groups');
  const write = (name: string, columns: string[], values: readonly (number | string)[][]): string => {
    const path = join(folder, name);
    const rows = values.map((row, index) => [`line-${index + 1}`, ...row]);
    writeFileSync(path, [['sample', ...columns], ...rows].map((row) => `${row.join('\t')}\n`).join(''));
    return path;
  };
  const normals = (count: number) => Array.from({ length: count }, () => randomNormal(stream));
  const features = Array.from({ length: 40 }, () => normals(60));
  features[39] = features[0].map((value) => value + 0.01 * randomNormal(stream));
  const responses = Array.from({ length: 40 }, () => normals(12));
  for (const row of responses) row[1] = row[0] + 0.01 * randomNormal(stream);
  const genes = Array.from({ length: 60 }, (_, index) => `GENE${index}`);
  const expression = write('expression.tsv', genes, features);
  const drugs = Array.from({ length: 12 }, (_, index) => `drug-${index + 1}`);
  const response = write('response.tsv', drugs, responses);
  const patients = responses.map((_, index) => [
    index < 36 ? `p${index >> 1}` : 'NA',
    index % 2 ? 'lung' : 'skin',
  ]);
  write('samples.tsv', ['patient', 'tissue'], patients);
  const tables = ['--expression', expression, '--response', response, '--samples', samples];
  const imported = await typed('import', file, '--dataset', 'panel', ...tables);
  expect(imported.code, imported.errors).toBe(0);
});

function evaluate(name: string, setting: string, ...more: string[]) {
  const options = ['--models', 'additive-mean', '--name', name, '--threads', '1', ...more];
  return typed('evaluate', file, '--dataset', 'panel', '--setting', setting, ...options);
}

describe('evaluate --group-by', { timeout: 300_000 }, () => {
  test('near-identical keeps together what is named as held out apart without it', async () => {
    const apart = await evaluate('apart', 'transductive');
    expect(apart.code, apart.errors).toBe(0);
    expect(apart.output).toContain('nearly identical pairs were held out apart');
    expect(apart.output).toMatch(
      /drugs: drug-1 and drug-2 \(response, r = 1\.000\), apart for \d+ of 40 samples/,
    );
    expect(apart.output).toMatch(
      /samples: line-1 and line-40 \(expression, r = \S+\), apart for \d+ of 12 drugs/,
    );
    expect(apart.output).toContain('Evaluate with --group-by near-identical to keep them together.');
    const together = await evaluate('together', 'transductive', '--group-by', 'near-identical', '--json');
    expect(together.code, together.errors).toBe(0);
    expect(JSON.parse(together.output)).toMatchObject({
      parted: [],
      settings: {
        groups: { by: 'near-identical', samples: [['line-1', 'line-40']], drugs: [['drug-1', 'drug-2']] },
      },
    });
  });

  test('takes a column of a table of samples, or the tissue', async () => {
    const byPatient = ['--group-by', 'patient', '--samples', samples];
    const patients = await evaluate('patients', 'inductive', ...byPatient, '--json');
    expect(patients.code, patients.errors).toBe(0);
    const { settings } = JSON.parse(patients.output) as { settings: { groups: { samples: string[][] } } };
    expect(settings.groups.samples).toHaveLength(18);
    expect(settings.groups.samples[1]).toEqual(['line-3', 'line-4']);
    const tissues = await evaluate(
      'tissues',
      'inductive',
      '--group-by',
      'tissue',
      '--outer',
      '2',
      '--inner',
      '2',
    );
    expect(tissues.errors).toContain('1 groups of samples for 2 folds');
  });

  test('says which columns there are, and what goes with what', async () => {
    const wrong = await evaluate('wrong', 'inductive', '--group-by', 'donor', '--samples', samples);
    expect(wrong.code).toBe(3);
    expect(wrong.errors).toContain('(found sample, patient, tissue, expected a column named donor)');
    expect(await evaluate('bare', 'inductive', '--group-by', 'donor')).toMatchObject({ code: 2 });
    expect(await evaluate('lone', 'inductive', '--samples', samples)).toMatchObject({ code: 2 });
  });
});
