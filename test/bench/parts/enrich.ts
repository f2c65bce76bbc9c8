import { join } from 'node:path';
import { z } from 'zod';
import { readGeneSets } from '../../../src-main/importers/geneSets/gmt.ts';
import { listShippedSets } from '../../../src-main/importers/geneSets/shippedSets.ts';
import { geneSetsFolder } from '../../../src-main/hosts/product.ts';
import type { EnrichSettings, GeneSet } from '../../../src-shared/model/enrichment.ts';
import { enrich, testQueries } from '../../../src-shared/numerics/analyses/enrich.ts';
import {
  modelledGenes,
  rankingWeights,
  topGenes,
} from '../../../src-shared/numerics/analyses/rankedWeights.ts';
import { randomNormal, randomStream } from '../../../src-shared/numerics/random/stream.ts';
import { fittedModel } from '../../support/results.ts';
import { secondsSince } from '../run/timings.ts';
import { definePart, peakMegabytes } from './part.ts';

export const enrichAnswer = z.object({
  /** From weights to all P and q. */
  seconds: z.array(z.number()),
  sets: z.number(),
  universe: z.number(),
  tests: z.number(),
  peak_mb: z.number(),
});

const blocks = ['expression', 'copy-number'];

/** Seeded weights of two blocks of genes, those of the shipped biological processes and others, against these. */
export const enrichPart = definePart(
  z.object({ genes: z.number(), tasks: z.number(), repeats: z.number(), seed: z.number() }),
  async ({ genes: geneCount, tasks, repeats, seed }): Promise<z.infer<typeof enrichAnswer>> => {
    const sets = await biologicalProcesses();
    const named = [...new Set(sets.flatMap(({ genes }) => genes))].slice(0, geneCount);
    const others = Array.from({ length: geneCount - named.length }, (_, gene) => `OTHER${gene}`);
    const features = blocks.flatMap((block) => [...named, ...others].map((gene) => ({ block, gene })));
    const stream = randomStream(seed, 'weights');
    const model = fittedModel({
      weights: Float64Array.from({ length: features.length * tasks }, () => randomNormal(stream)),
      drugs: Array.from({ length: tasks }, (_, drug) => `drug ${drug}`),
      scale: 'unit',
    });
    const run = () => {
      const start = performance.now();
      const modelled = modelledGenes(features);
      const places = new Map(modelled.genes.map((gene, place) => [gene, place]));
      const found = enrich({
        settings,
        genes: modelled.genes,
        sets: sets.map(({ genes, ...set }) => ({ ...set, members: placesOf(genes, places) })),
        matching: { writtenCount: 0, exactCount: 0, aliasCount: 0, unmatched: [] },
        queries: model.drugs.map((name, drug) => ({
          name,
          genes: topGenes(rankingWeights(model), modelled, {
            drug,
            direction: settings.direction,
            count: settings.top,
          }),
        })),
      });
      const tests = testQueries(found);
      return { seconds: secondsSince(start), found, tests };
    };
    const runs = Array.from({ length: repeats }, run);
    const { found, tests } = runs[0];
    return {
      seconds: runs.map(({ seconds }) => seconds),
      sets: found.sets.length,
      universe: found.universeSize,
      tests: tests.reduce((sum, { qValues }) => sum + qValues.length, 0),
      peak_mb: peakMegabytes(),
    };
  },
);

const settings: EnrichSettings = {
  model: 'seeded',
  sets: { name: 'go-bp', date: '', sha256: '' },
  queries: { kind: 'drugs' },
  top: 100,
  direction: 'positive',
};

function placesOf(genes: readonly string[], places: ReadonlyMap<string, number>): number[] {
  return genes.map((gene) => places.get(gene)).filter((place) => place !== undefined);
}

async function biologicalProcesses(): Promise<GeneSet[]> {
  const shipped = await listShippedSets(geneSetsFolder);
  const found = shipped.find(({ name }) => name === settings.sets.name);
  const path = found?.path ?? join(geneSetsFolder, 'missing');
  const context = { signal: new AbortController().signal, progress: () => undefined };
  const { sets } = await readGeneSets({ path, name: path }, context);
  return sets;
}
