import { describe, expect, it } from 'vitest';
import { DraftFile } from '#renderer/state/draftFile.svelte.ts';
import { filesProblem, rolesProblem } from '#renderer/state/importProblems.ts';
import type { InspectedFile } from '#shared/contract/methods.ts';
import { datasetWith } from '../../support/screens.ts';
import { hostFileWith, inspectedWith } from '../../support/imports.ts';

function fileOf(fileName: string, inspected: Partial<InspectedFile>): DraftFile {
  const file = new DraftFile(hostFileWith(fileName));
  file.inspected = inspectedWith({ fileName, ...inspected });
  return file;
}

const expression = () => fileOf('expression.gct', {});
const response = (suggestedMetric = 'IC50') =>
  fileOf('response.tsv', { suggestedRole: 'response', suggestedMetric });

describe('the problems of files', () => {
  it('are told until every file has been looked at and could be read', () => {
    expect(filesProblem([], false)).toContain('at least two files');
    expect(filesProblem([], true)).toContain('at least one file');
    const pending = new DraftFile(hostFileWith('a.tsv'));
    expect(filesProblem([pending], false)).toBe('Still looking at the files.');
    pending.failure = new Error('broken');
    expect(filesProblem([pending], false)).toBe('Remove the files that could not be read.');
    expect(filesProblem([expression()], false)).toBeUndefined();
  });
});

describe('the problems of roles', () => {
  it('are none for features and a response', () => {
    expect(rolesProblem([expression(), response()], undefined)).toBeUndefined();
  });

  it('want a response and features for a new data set', () => {
    expect(rolesProblem([expression()], undefined)).toContain('drug response');
    expect(rolesProblem([response()], undefined)).toContain('features');
  });

  it('want one of them for a data set that is there, and no metric twice', () => {
    const panel = datasetWith('panel', ['IC50']);
    expect(rolesProblem([expression()], panel)).toBeUndefined();
    expect(rolesProblem([fileOf('drugs.tsv', { suggestedRole: 'drugs' })], panel)).toContain('features');
    expect(rolesProblem([response()], panel)).toBe('“panel” has a metric “IC50” already.');
    expect(rolesProblem([response('AUC')], panel)).toBeUndefined();
  });

  it('want every metric named, and each once, whether the file names it or the user', () => {
    const ccle = fileOf('ccle.csv', { suggestedRole: 'response', metrics: ['EC50', 'IC50'] });
    expect(rolesProblem([expression(), response('')], undefined)).toContain('Name the metric');
    expect(rolesProblem([expression(), response(), ccle], undefined)).toContain('the same metric');
    ccle.takeMetric('IC50', false);
    expect(rolesProblem([expression(), response(), ccle], undefined)).toBeUndefined();
    ccle.takeMetric('EC50', false);
    expect(rolesProblem([expression(), ccle], undefined)).toBe('Choose at least one metric of ccle.csv.');
  });

  it('want names for ids', () => {
    const curves = fileOf('curves.txt', {
      suggestedRole: 'response',
      metrics: ['AUC'],
      idColumns: ['experiment_id', 'master_cpd_id'],
    });
    expect(rolesProblem([expression(), curves], undefined)).toContain('curves.txt holds ids');
    const compounds = fileOf('per_compound.txt', { suggestedRole: 'lookup' });
    expect(rolesProblem([expression(), curves, compounds], undefined)).toBeUndefined();
  });

  it('want a name for a block, and a file that can be read as it was said', () => {
    const block = fileOf('methylation.tsv', { suggestedRole: 'features' });
    expect(rolesProblem([block, response()], undefined)).toBeUndefined();
    block.block = ' ';
    expect(rolesProblem([block, response()], undefined)).toContain('Name the block');
    block.rereadFailure = new Error('no');
    expect(rolesProblem([block, response()], undefined)).toBe('methylation.tsv cannot be read this way.');
  });
});
