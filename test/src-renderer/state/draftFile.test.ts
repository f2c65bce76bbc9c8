import { describe, expect, it } from 'vitest';
import { DraftFile } from '#renderer/state/draftFile.svelte.ts';
import type { InspectedFile, MethodArguments } from '#shared/contract/methods.ts';
import { importTable } from '#shared/contract/methods.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { clientByHand } from '../client/clientByHand.ts';
import { hostFileWith, inspectedWith } from '../../support/imports.ts';

async function fileOf(inspected: Partial<InspectedFile>): Promise<DraftFile> {
  const file = new DraftFile(hostFileWith(inspected.fileName ?? 'expression.tsv'));
  await file.inspect(clientByHand({ 'import/inspect': () => inspectedWith(inspected) }));
  return file;
}

describe('the table of a draft file', () => {
  it('is as recognised when nothing was corrected', async () => {
    const file = await fileOf({ fileName: 'expr.tsv' });
    expect(file.table()).toEqual({ fileId: 'id of expr.tsv', role: 'expression', format: 'plain-matrix' });
  });

  it('says what was corrected, in words that the contract takes', async () => {
    const file = await fileOf({ suggestedRole: 'features', suggestedMetric: 'IC50' });
    file.role = 'response';
    file.metric = ' activity area ';
    file.orientation = 'samples-in-columns';
    file.duplicates = 'median';
    file.replicates = 'median';
    expect(importTable.parse(file.table())).toEqual({
      fileId: 'id of expression.tsv',
      role: 'response',
      format: 'auto',
      metric: 'activity area',
      orientation: 'samples-in-columns',
      duplicates: 'median',
    });
  });

  it('says how replicates become one, and no orientation, where rows are measurements', async () => {
    const file = await fileOf({ suggestedRole: 'response', metrics: ['AUC'] });
    file.orientation = 'samples-in-columns';
    file.replicates = 'median';
    expect(file.isLong).toBe(true);
    expect(file.table()).toEqual({
      fileId: 'id of expression.tsv',
      role: 'response',
      format: 'plain-matrix',
      replicates: 'median',
    });
  });

  it('lets the role find the reader when it is not the one that the reader suggested', async () => {
    const file = await fileOf({ format: 'plain-matrix', suggestedRole: 'mutation' });
    file.role = 'drugs';
    expect(file.table().format).toBe('auto');
    file.reading = { format: 'plain-table' };
    expect(file.table().format).toBe('plain-table');
  });

  it('leaves out what does not go with the role', async () => {
    const file = await fileOf({ suggestedRole: 'response', suggestedMetric: 'IC50' });
    file.orientation = 'samples-in-columns';
    file.duplicates = 'mean';
    file.replicates = 'median';
    file.role = 'lookup';
    expect(file.table()).toEqual({ fileId: 'id of expression.tsv', role: 'lookup', format: 'auto' });
  });

  it('takes all metrics that the file names, or those that were left', async () => {
    const file = await fileOf({ suggestedRole: 'response', metrics: ['EC50', 'IC50', 'Amax'] });
    expect(file.table()).not.toHaveProperty('metrics');
    file.takeMetric('EC50', false);
    expect(file.table().metrics).toEqual(['IC50', 'Amax']);
    file.takeMetric('EC50', true);
    expect(file.table()).not.toHaveProperty('metrics');
    expect(file.table()).not.toHaveProperty('metric');
  });

  it('names the sheet that was looked at', async () => {
    const file = await fileOf({ sheets: ['Notes', 'Data'], sheet: 'Data' });
    expect(file.table().sheet).toBe('Data');
  });

  it('brings the filters of mutations for files of mutations alone', async () => {
    const matrix = await fileOf({ suggestedRole: 'mutation' });
    expect(matrix.table()).not.toHaveProperty('mutationFilter');
    const maf = await fileOf({ suggestedRole: 'mutation', format: 'maf' });
    maf.mutationFilter = { ...maf.mutationFilter, dropSilent: false };
    expect(importTable.parse(maf.table()).mutationFilter).toEqual({
      dropSilent: false,
      leastAllelicFraction: 0.1,
      dropCommon: true,
      dropNeutral: true,
      listedAreWildType: true,
    });
  });
});

describe('a draft file that is read again', () => {
  it('follows what recognition makes of it now, but keeps what the user said', async () => {
    const file = await fileOf({ fileName: 'book.xlsx', suggestedRole: 'expression', sheets: ['A', 'B'] });
    file.metric = 'mine';
    const asked: MethodArguments<'import/inspect'>[] = [];
    const client = clientByHand({
      'import/inspect': (args) => {
        asked.push(args);
        return inspectedWith({ suggestedRole: 'response', suggestedMetric: 'AUC', sheet: 'B' });
      },
    });
    await file.reread(client, { sheet: 'B', headerLine: 11 });
    expect(asked).toEqual([{ fileId: 'id of book.xlsx', sheet: 'B', headerLine: 11 }]);
    expect(file.table()).toMatchObject({ role: 'response', metric: 'mine', sheet: 'B', headerLine: 11 });
  });

  it('keeps what was recognised before when it cannot be read that way', async () => {
    const file = await fileOf({ format: 'gct' });
    const failure = new TracewiseError('invalid-input', 'this is no RES file');
    const refusing = clientByHand({ 'import/inspect': () => Promise.reject(failure) });
    await file.reread(refusing, { format: 'res' });
    expect(file.rereadFailure).toBe(failure);
    expect(file.inspected?.format).toBe('gct');
    expect(file.isRereading).toBe(false);
  });

  it('takes the answer to the last question', async () => {
    const file = await fileOf({});
    const answers: (() => void)[] = [];
    const client = clientByHand({
      'import/inspect': ({ headerLine }) =>
        new Promise((resolve) => {
          answers.push(() => resolve(inspectedWith({ headerLine })));
        }),
    });
    const first = file.reread(client, { headerLine: 2 });
    const second = file.reread(client, { headerLine: 3 });
    answers[1]();
    await second;
    answers[0]();
    await first;
    expect(file.inspected?.headerLine).toBe(3);
  });
});
