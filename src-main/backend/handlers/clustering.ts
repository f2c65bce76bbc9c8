import type { Handlers } from '../backend.ts';
import { clusterCards } from '../cards.ts';
import type { Services } from '../services.ts';

export function clusteringHandlers({ projects }: Services): Handlers<'clustering/summary'> {
  return {
    'clustering/summary': ({ projectId, name }) => {
      const { store } = projects.get(projectId);
      const stored = store.loadClustering(name);
      const { tree, clusters, agreements, warnings } = stored.clustering;
      const [card] = clusterCards(store, stored);
      return { card, tree, clusters, agreements, warnings };
    },
  };
}
