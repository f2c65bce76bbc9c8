import type { GeneSetCard } from '#shared/contract/enrichment.ts';
import type { Session } from '../session.ts';

/** Files of gene sets, and whether sets of their names give way. */
export interface SetsToKeep {
  paths: readonly string[];
  replace: boolean;
}

/**
 * Keeps gene sets for all projects, then does the work; when it fails, sets that were not there before go again.
 * @throws TracewiseError `invalid-input`, `conflict` for sets that cannot be kept, and as the work does
 */
export async function keepingSets<Result extends object>(
  { call, callAnyway, files }: Session,
  { paths, replace }: SetsToKeep,
  work: () => Promise<Result>,
): Promise<Result & { sets: GeneSetCard[] }> {
  if (paths.length === 0) return { ...(await work()), sets: [] };
  const before = new Set((await call('gene-sets/list', {})).map(({ name }) => name));
  const sets: GeneSetCard[] = [];
  try {
    for (const path of paths) sets.push(await call('gene-sets/add', { fileId: files.add(path), replace }));
    return { ...(await work()), sets };
  } catch (error) {
    for (const { name } of sets) if (!before.has(name)) await callAnyway('gene-sets/remove', { name });
    throw error;
  }
}
