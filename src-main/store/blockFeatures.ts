import type Database from 'better-sqlite3';
import { evaluableBlocks, tissueBlock } from '#shared/model/blocks.ts';
import type { Feature } from '#shared/model/dataset.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { readColumns } from './matrices.ts';
import type { ColumnRun, StoredMatrix } from './matrices.ts';

interface WholeFeatures {
  matrixId: number;
  features: readonly Feature[];
  /** One per sample, or `undefined` when some have none. */
  tissues: readonly string[] | undefined;
}

/**
 * The features of some blocks, in the data set's order, and after them those of the tissues: a column of 0 and 1 per
 * tissue, by name.
 * @throws TracewiseError `invalid-setting` for a block that the data set has not
 */
export function readBlocks(
  database: Database.Database,
  { matrixId, features, tissues }: WholeFeatures,
  blocks: readonly string[],
): StoredMatrix {
  const own = [...new Set(features.map(({ block }) => block))];
  const known = evaluableBlocks(own, tissues !== undefined);
  const unknown = blocks.find((block) => !known.includes(block));
  if (unknown !== undefined) throw noBlock(unknown, known, own);
  const withTissues = tissues !== undefined && blocks.includes(tissueBlock) && !own.includes(tissueBlock);
  const levels = withTissues ? [...new Set(tissues)].sort() : [];
  const chosen = readColumns(database, matrixId, runsOf(features, new Set(blocks)), levels.length);
  const places = new Map(levels.map((tissue, place) => [tissue, chosen.columns - levels.length + place]));
  if (withTissues) {
    tissues.forEach((tissue, sample) => {
      chosen.values[(places.get(tissue) ?? NaN) * chosen.rows + sample] = 1;
    });
  }
  return chosen;
}

function runsOf(features: readonly Feature[], blocks: ReadonlySet<string>): ColumnRun[] {
  const runs: ColumnRun[] = [];
  features.forEach(({ block }, index) => {
    if (!blocks.has(block)) return;
    const last = runs.at(-1);
    if (last !== undefined && last.first + last.count === index) last.count += 1;
    else runs.push({ first: index, count: 1 });
  });
  return runs;
}

function noBlock(found: string, known: readonly string[], own: readonly string[]): TracewiseError {
  const lacksTissues = found === tissueBlock && !own.includes(tissueBlock);
  return new TracewiseError('invalid-setting', `the data set has no block "${found}"`, {
    found,
    expected: known.join(', '),
    ...(lacksTissues ? { remedy: 'Import a table of samples that gives a tissue for every sample.' } : {}),
  });
}
