import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { typed } from '../../../support/commandLine.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { textOf } from '../../../support/importing.ts';
import type { Rows } from '../../../support/importing.ts';

const numbers = (names: readonly string[]): Rows =>
  names.map((name, index) => [name, index, 10 - index ** 2]);

/** Tables of a panel whose names differ from file to file, and a place for its project. */
function panel() {
  const folder = temporaryFolder();
  const write = (name: string, header: readonly string[], names: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, textOf([['sample', ...header], ...numbers(names)]));
    return path;
  };
  return {
    project: join(folder, 'p.tracewise'),
    expression: write('expression.tsv', ['EGFR', '2-Sep'], ['A549_LUNG', 'LE:HL-60(TB)', 'KMH2', 'MCF7']),
    mutation: write('mutation.tsv', ['PARK2', 'TP53'], ['A549', 'HL-60', 'KM-H2', 'MCF7']),
    response: write('auc.tsv', ['Drug A', 'Drug B'], ['A549', 'HL-60', 'KMH-2', 'KM-H2', 'MCF7']),
    ic50: write('ic50.tsv', ['Drug A', 'Drug B'], ['A549', 'HL-60', 'KM-H2', 'MCF7']),
  };
}

interface Answer {
  dataset: { hash: string; sampleCount: number; metrics: { name: string }[] };
  report: { names: { file: string; kind: string; ambiguous: unknown[]; chosen: unknown[] }[] };
}

async function answerTo(...args: string[]): Promise<Answer> {
  const { code, output, errors } = await typed(...args, '--json');
  expect(code, errors).toBe(0);
  return JSON.parse(output) as Answer;
}

describe('import', () => {
  test('sums up how the names went together', async () => {
    const { project, expression, response } = panel();
    const tables = ['--expression', expression, '--response', response];
    const { code, output, errors } = await typed('import', project, '--dataset', 'x', ...tables);
    expect(code).toBe(0);
    expect(output).toContain('3 samples, matched by name');
    expect(output).toContain(
      `${expression}, sample names: 1 as written, 1 normalised, 1 by alias: A549_LUNG = A549, LE:HL-60(TB) = HL-60`,
    );
    expect(output).toContain(`${expression}, gene names: 1 as written, 1 mended: 2-Sep = SEPTIN2`);
    expect(errors).toContain(
      `${expression}: 1 name is ambiguous and left out; decide with --choose WRITTEN=NAME: KMH2 (KMH-2 or KM-H2?)`,
    );
    expect(errors).toContain('a date was mended: 2-Sep is SEPTIN2');
  });

  test('says that a sheet of a text file plays no part', async () => {
    const { project, expression, response } = panel();
    const tables = ['--expression', expression, '--response', response, '--sheet', 'expression=Data'];
    const { code, errors } = await typed('import', project, '--dataset', 'x', ...tables);
    expect(code).toBe(0);
    expect(errors).toContain(`${expression}: It is no workbook: the sheet "Data" plays no part.`);
    expect(errors).not.toContain(`${response}: It is no workbook`);
  });

  test('takes choices, remembers them, and gives the whole report as JSON', async () => {
    const { project, expression, response } = panel();
    const tables = ['--expression', expression, '--response', response];
    const chosen = await answerTo(
      ...['import', project, '--dataset', 'x', ...tables],
      ...['--choose', 'KMH2=KM-H2', '--choose', 'MCF7=', '--choose', 'gene:EGFR=ERBB1'],
    );
    expect(chosen.dataset.sampleCount).toBe(3);
    expect(chosen.report.names[0]).toMatchObject({ ambiguous: [], kind: 'sample' });
    expect(chosen.report.names.at(-1)?.chosen).toEqual([{ written: 'EGFR', as: 'ERBB1' }]);
    const later = await answerTo('import', project, '--dataset', 'y', ...tables);
    expect(later.dataset.hash).toBe(chosen.dataset.hash);
  });

  test('matches names as written alone, and takes present symbols, when asked to', async () => {
    const { project, mutation, response } = panel();
    const tables = ['--mutation', mutation, '--response', response];
    const rules = ['--sample-names', 'exact', '--gene-names', 'current'];
    const { output } = await typed('import', project, '--dataset', 'x', ...tables, ...rules);
    expect(output).toContain('4 samples');
    expect(output).toContain(`${mutation}, gene names: 1 as written, 1 by alias: PARK2 = PRKN`);
  });

  test('brings further blocks and metrics into a data set with --add', async () => {
    const { project, expression, mutation, response, ic50 } = panel();
    const features = ['--expression', expression, '--choose', 'KMH2=KM-H2'];
    const responses = ['--response', response, '--response', ic50, '--metric', 'AUC', '--metric', 'IC50'];
    const all = await answerTo(
      ...['import', `${project}-all`, '--dataset', 'x', ...features, '--mutation', mutation, ...responses],
    );
    await answerTo(
      'import',
      project,
      '--dataset',
      'x',
      ...features,
      '--response',
      response,
      '--metric',
      'AUC',
    );
    await answerTo('import', project, '--dataset', 'x', '--add', '--mutation', mutation);
    const add = ['import', project, '--dataset', 'x', '--add', '--response', ic50, '--metric', 'IC50'];
    const added = await answerTo(...add);
    expect(added.dataset.hash).toBe(all.dataset.hash);
    const again = await typed(...add);
    expect(again.code).toBe(2);
    expect(again.errors).toContain('has the metric "IC50" already');
    expect((await answerTo(...add, '--replace')).dataset.hash).toBe(all.dataset.hash);
  });

  test('adds to nothing that is not there', async () => {
    const { project, expression, mutation, response } = panel();
    const none = await typed('import', project, '--dataset', 'x', '--add', '--mutation', mutation);
    expect(none.code).toBe(2);
    expect(none.errors).toContain('there is no such project file');
    expect(existsSync(project)).toBe(false);
    await answerTo('import', project, '--dataset', 'x', '--expression', expression, '--response', response);
    const other = await typed('import', project, '--dataset', 'y', '--add', '--mutation', mutation);
    expect(other.code).toBe(2);
    expect(other.errors).toContain('there is no data set "y" in this project');
  });

  test('says that a file of one metric cannot be picked from', async () => {
    const { project, expression, response } = panel();
    const { code, errors } = await typed(
      ...['import', project, '--dataset', 'x', '--expression', expression],
      ...['--response', response, '--metric', 'AUC', '--metric', 'IC50'],
    );
    expect(code).toBe(2);
    expect(errors).toContain('does not name its metrics');
    expect(errors).toContain('found AUC, IC50');
    expect(existsSync(project)).toBe(false);
  });

  test('takes a format for all matrices or for those of one role', async () => {
    const { project, expression, response } = panel();
    const tables = ['import', project, '--dataset', 'x', '--expression', expression, '--response', response];
    const unknown = await typed(...tables, '--format', 'response=gct9');
    expect(unknown.code).toBe(2);
    expect(unknown.errors).toContain('there is no format "gct9" for a response table');
    await answerTo(...tables, '--format', 'plain-matrix');
  });
});

describe('usage errors name the option, what was found and what was expected, with exit code 2:', () => {
  test.each<[string[], string[]]>([
    [['import', 'p.tracewise'], ['--dataset is missing']],
    [['import', 'p.tracewise', '--dataset', 'x'], ['--response is missing']],
    [
      ['import', 'p.tracewise', '--dataset', 'x', '--response', 'r.tsv'],
      ['no features', '--expression'],
    ],
    [
      ['import', 'p.tracewise', '--dataset', 'x', '--missing', 'zero', '--response', 'r', '--features', 'f'],
      ['found zero', 'drop or mean'],
    ],
    [
      [
        'import',
        'p.tracewise',
        '--dataset',
        'x',
        '--response',
        'a.tsv',
        '--response',
        'b.tsv',
        '--metric',
        'm',
      ],
      ['--metric: found 1 for 2 of --response', 'one for each, in the same order'],
    ],
    [
      ['import', 'p.tracewise', '--dataset', 'x', '--add', '--lookup', 'l.tsv'],
      ['no table is given to add', '--expression'],
    ],
    [
      ['import', 'p', '--dataset', 'x', '--response', 'r', '--features', 'f', '--choose', 'A'],
      ['--choose: found A', 'WRITTEN=NAME'],
    ],
    [
      ['import', 'p', '--dataset', 'x', '--response', 'r', '--features', 'f', '--replicates', 'first'],
      ['--replicates: found first', 'mean or median'],
    ],
    [
      [
        'import',
        'p',
        '--dataset',
        'x',
        '--response',
        'r',
        '--mutation',
        'm',
        '--least-allelic-fraction',
        '2',
      ],
      ['--least-allelic-fraction: found 2', 'at most 1'],
    ],
    [
      [
        ...['import', 'p', '--dataset', 'x', '--response', 'r', '--features', 'f'],
        ...['--format', 'response=a', '--format', 'response=b'],
      ],
      ['--format is given twice for response'],
    ],
    [
      ['import', 'p.tracewise', '--dataset', 'x', '--response', 'a.tsv', '--response', 'b.tsv'],
      ['--metric: found 0 for 2 of --response'],
    ],
  ])('%j', async (args, words) => {
    const { code, output, errors } = await typed(...args);
    expect(code).toBe(2);
    for (const word of words) expect(errors).toContain(word);
    expect(output).toBe('');
  });
});

describe('gene sets beside the tables', () => {
  afterEach(() => vi.unstubAllEnvs());

  /** A home of its own, and gene sets in a file. */
  function setsAtHome(content = 'FIRST\t\tEGFR\tTP53\nSECOND\t\tKRAS\n') {
    const home = temporaryFolder();
    vi.stubEnv('HOME', home);
    vi.stubEnv('USERPROFILE', home);
    const path = join(temporaryFolder(), 'pathways.gmt');
    writeFileSync(path, content);
    return path;
  }

  const keptIn = async (project: string, name: string) => {
    const { errors } = await typed('enrich', project, '--model', 'none', '--name', 'x', '--sets', name);
    return !errors.includes('--sets: found');
  };

  test('are kept for enrichment, and the same again is no conflict', async () => {
    const { project, expression, response } = panel();
    const sets = setsAtHome();
    const tables = ['--expression', expression, '--response', response, '--sets', sets];
    const { code, output, errors } = await typed('import', project, '--dataset', 'x', ...tables);
    expect(code, errors).toBe(0);
    expect(output).toContain('gene sets "pathways": 2 sets of 3 genes, kept for all projects');
    expect(await keptIn(project, 'pathways')).toBe(true);
    const again = await typed('import', project, '--dataset', 'y', ...tables, '--json');
    expect(again.code, again.errors).toBe(0);
    expect(JSON.parse(again.output)).toMatchObject({ sets: [{ name: 'pathways', setCount: 2 }] });
  });

  test.each([
    ['a file that holds none', 'a,b,c\n', []],
    ['tables that are refused', undefined, ['--metric', 'x', '--missing', 'drop', '--min-variance', '1e9']],
  ])('leave nothing behind with %s', async (_, content, further) => {
    const { project, expression, response } = panel();
    const sets = setsAtHome(content);
    const tables = ['--expression', expression, '--response', response, '--sets', sets];
    const { code } = await typed('import', project, '--dataset', 'x', ...tables, ...further);
    expect(code).toBe(3);
    expect(existsSync(project)).toBe(false);
    const { project: other } = panel();
    await answerTo('import', other, '--dataset', 'x', '--expression', expression, '--response', response);
    expect(await keptIn(other, 'pathways')).toBe(false);
  });

  /** Sets that are kept, and others in the file that they came from. */
  async function othersOfTheName() {
    const { project, expression, response } = panel();
    const sets = setsAtHome();
    const tables = ['--expression', expression, '--response', response, '--sets', sets];
    await answerTo('import', project, '--dataset', 'x', ...tables);
    writeFileSync(sets, 'THIRD\t\tBRAF\n');
    return { project, sets, tables };
  }

  test('do not take the place of others of their name unasked', async () => {
    const { project, tables } = await othersOfTheName();
    const refused = await typed('import', project, '--dataset', 'x', ...tables);
    expect(refused.code).toBe(2);
    expect(refused.errors).toContain('already gene sets "pathways"');
    const replaced = await typed('import', project, '--dataset', 'x', ...tables, '--replace');
    expect(replaced.code, replaced.errors).toBe(0);
    expect(replaced.output).toContain('gene sets "pathways": 1 sets');
  });

  test('of a refused import do not take the place of those that are kept', async () => {
    const { project, sets, tables } = await othersOfTheName();
    const refusing = ['--replace', '--min-variance', '1e9'];
    expect((await typed('import', project, '--dataset', 'x', ...tables, ...refusing)).code).toBe(3);
    writeFileSync(sets, 'FIRST\t\tEGFR\tTP53\nSECOND\t\tKRAS\n');
    expect((await typed('import', project, '--dataset', 'y', ...tables)).code, 'the same again').toBe(0);
  });

  test('of one name are given once', async () => {
    const { project, expression, response } = panel();
    const sets = setsAtHome();
    const tables = ['--expression', expression, '--response', response, '--sets', sets, '--sets', sets];
    const { code, errors } = await typed('import', project, '--dataset', 'x', ...tables);
    expect(code).toBe(2);
    expect(errors).toContain('found two files of gene sets "pathways"');
    expect(existsSync(project)).toBe(false);
  });
});
