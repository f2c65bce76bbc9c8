import { modelledGenes } from '#shared/numerics/analyses/rankedWeights.ts';
import type { Handlers } from '../backend.ts';
import { placeSets } from '../geneSetCatalogue.ts';
import type { Services } from '../services.ts';

type GeneSetMethods =
  'gene-sets/list' | 'gene-sets/add' | 'gene-sets/check' | 'gene-sets/remove' | 'gene-sets/match';

export function geneSetHandlers({
  geneSets,
  files,
  genes,
  projects,
  derivations,
}: Services): Handlers<GeneSetMethods> {
  return {
    'gene-sets/list': (_, context) => geneSets.list(context),
    'gene-sets/add': ({ fileId, replace }, context) =>
      geneSets.add(files.resolve(fileId), { replace }, context),
    'gene-sets/check': async ({ fileId, replace }, context) => {
      const { name } = await geneSets.check(files.resolve(fileId), { replace }, context);
      return { name };
    },
    'gene-sets/remove': ({ name }) => {
      geneSets.remove(name);
      return null;
    },
    'gene-sets/match': async ({ projectId, model, sets: name }, context) => {
      const source = derivations.source(projects.get(projectId).store, model);
      const { sets } = await geneSets.load(name, context);
      return placeSets(sets, modelledGenes(source.features).genes, await genes()).matching;
    },
  };
}
