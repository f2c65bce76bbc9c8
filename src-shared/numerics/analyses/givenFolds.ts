import { TracewiseError } from '../../model/errors.ts';
import type { EvaluationSettings } from '../../model/settings.ts';
import type { Panel } from './panel.ts';

/** Why a task has no part in given folds; `undefined` when it has, or when none are given. */
export function whyWithoutFolds(
  { givenFolds, responses: { rows } }: Panel,
  task: number,
): string | undefined {
  if (givenFolds === undefined) return undefined;
  const own = givenFolds.subarray(task * rows, (task + 1) * rows);
  return own.some((fold) => fold > 0) ? undefined : 'the table of folds gives it none';
}

/**
 * Given folds as an evaluation uses them: 0 where nothing is observed.
 * @throws TracewiseError `invalid-setting` for an observed entry without a fold, for a fold above the number of folds,
 *   and where whole samples are held out but a sample's folds differ
 */
export function givenOuterFolds(
  { responses, sampleNames, taskNames }: Panel,
  given: Uint8Array,
  { scheme, outerFolds }: Pick<EvaluationSettings, 'scheme' | 'outerFolds'>,
): Uint8Array {
  const { rows, values } = responses;
  const named = (entry: number): string =>
    `the response of ${sampleNames[entry % rows]} to ${taskNames[Math.floor(entry / rows)]}`;
  const foldOfSample = new Uint8Array(rows);
  return Uint8Array.from(values, (value, entry) => {
    if (Number.isNaN(value)) return 0;
    const fold = given[entry];
    if (fold === 0 || fold > outerFolds) {
      const found = fold === 0 ? 'no fold' : `fold ${fold}`;
      throw unfit(`${named(entry)} is observed`, found, `a fold from 1 to ${outerFolds}`);
    }
    const sample = entry % rows;
    const known = foldOfSample[sample];
    if (scheme !== 'transductive' && known !== 0 && known !== fold) {
      throw unfit(
        `${named(entry)} is in another fold than the sample's others`,
        `fold ${fold}`,
        `fold ${known}`,
      );
    }
    foldOfSample[sample] = fold;
    return fold;
  });
}

function unfit(message: string, found: string, expected: string): TracewiseError {
  return new TracewiseError('invalid-setting', `the table of folds does not fit: ${message}`, {
    found,
    expected,
    remedy: 'Give a table of folds of this data set, metric and setting.',
  });
}
