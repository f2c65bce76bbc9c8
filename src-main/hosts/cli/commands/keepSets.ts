import type { GeneSetCard } from '#shared/contract/enrichment.ts';
import type { Session } from '../session.ts';
import { UsageError } from '../usageError.ts';

/** Files of gene sets, and whether sets of their names give way. */
export interface SetsToKeep {
  paths: readonly string[];
  replace: boolean;
}

/**
 * Does the work once gene sets were found fit to be kept for all projects, and keeps them when it is done.
 * @throws TracewiseError `invalid-input`, `conflict` for sets that cannot be kept, and as the work does: none is kept then
 */
export async function keepingSets<Result extends object>(
  { call, files }: Session,
  { paths, replace }: SetsToKeep,
  work: () => Promise<Result>,
): Promise<Result & { sets: GeneSetCard[] }> {
  const fileIds = paths.map((path) => files.add(path));
  const names = new Set<string>();
  for (const fileId of fileIds) {
    const { name } = await call('gene-sets/check', { fileId, replace });
    if (names.has(name)) throw new UsageError(`--sets: found two files of gene sets "${name}", expected one`);
    names.add(name);
  }
  const done = await work();
  const sets: GeneSetCard[] = [];
  for (const fileId of fileIds) sets.push(await call('gene-sets/add', { fileId, replace }));
  return { ...done, sets };
}
