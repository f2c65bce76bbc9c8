import type { WeightDirection } from '#shared/model/enrichment.ts';
import type { ResultOrigin } from '#shared/model/results.ts';

/** What lists are made from, for the README. */
export interface ListOrigin extends ResultOrigin {
  model: string;
  modelKind: string;
  metric: string;
  datasetName: string;
  scale: 'unit' | 'none';
  direction: WeightDirection;
  top: number;
}

interface ReadMeFacts extends ListOrigin {
  universeSize: number;
  /** In the order of the model. */
  counts: readonly { drug: string; name: string; geneCount: number }[];
}

const endWords = {
  positive: 'the most positive weights (only positive ones)',
  negative: 'the most negative weights (only negative ones)',
  absolute: 'the weights of largest size, positive or negative',
};

/** What an archive of gene lists holds, how many genes and how they were ranked. */
export function* readMe(facts: ReadMeFacts): Generator<string> {
  const { counts, universeSize, top, direction, scale } = facts;
  const score = scale === 'unit' ? 'weight x standard deviation of the feature' : 'weight';
  const lines = [
    `Gene lists of the model "${facts.model}" (${facts.modelKind}, ${facts.metric}) on the data set "${facts.datasetName}"`,
    `Made by Tracewise ${facts.version}; model of ${facts.createdAt}, seed ${facts.seed}, data ${facts.datasetHash}.`,
    '',
    `Each list holds the ${top} genes with ${endWords[direction]}, strongest first, or as many as there are.`,
    `Genes are ranked by ${score}. A gene with features in several blocks (expression,`,
    'copy number, mutation) counts once, by the strongest of them. All modelled genes are ranked;',
    'whether a tool knows a gene plays no part.',
    '',
    `universe.txt        all ${universeSize} modelled genes: give it to the tool as background.`,
    'lists/*.txt         a gene per line: paste or upload into Enrichr, g:Profiler, DAVID (as official gene',
    '                    symbols, with universe.txt as background) or Metascape.',
    'rnk/*.rnk           GSEA, "Run GSEAPreranked": every modelled gene with its score by its strongest feature of',
    '                    either sign, highest first. Genes of weight 0 stand with 0.',
    'grp/*.grp           GSEA: one list as a gene set.',
    'gmt/*.gmt           all lists as gene sets, for GSEA, Enrichr and others.',
    'gprofiler/*.txt     all lists as several queries of g:Profiler (tick "Run as multiquery"; the order counts, so',
    '                    "Ordered query" may be ticked).',
    'metascape/*.txt     all lists as columns for Metascape ("Multiple Gene List"); _BACKGROUND is the universe.',
    '',
    'drug\tname in these files\tgenes',
    ...counts.map(({ drug, name, geneCount }) => `${drug}\t${name}\t${geneCount}`),
  ];
  for (const line of lines) yield `${line}\n`;
}
