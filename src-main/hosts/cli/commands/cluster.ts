import type { ClusteringSummary } from '#shared/contract/methods.ts';
import {
  defaultDrugTree,
  defaultFeatureTree,
  defaultTopVariance,
  distanceMeasures,
  leafOrder,
  linkages,
  weightScale,
} from '#shared/model/clustering.ts';
import type { ClusterSettings } from '#shared/model/clustering.ts';
import { requirePositionals } from '../command.ts';
import type { Command } from '../command.ts';
import { replaceOption, seedOption, threadsOption } from '../options.ts';
import type { Options } from '../options.ts';
import { openProject, withSession } from '../session.ts';
import type { Terminal } from '../session.ts';
import { readSeed, readThreads } from '../settings.ts';

const mostFeatures = 1_000_000;
const significantDigits = 3;

export const cluster: Command = {
  name: 'cluster',
  summary: 'Tell which drugs, or which features, a model gives weights alike.',
  synopsis: ['FILE --model MODEL --name RUN [options]'],
  options: [
    { name: 'model', value: 'MODEL', help: 'the fitted model' },
    { name: 'name', value: 'RUN', help: 'what to call the clustering' },
    { name: 'of', value: 'drugs|features', help: 'what to cluster; drugs when left out' },
    { name: 'drugs', value: 'A,B,..', help: 'look at these drugs alone', multiple: true },
    {
      name: 'linkage',
      value: linkages.join('|'),
      help: `${defaultDrugTree.linkage} when left out, ${defaultFeatureTree.linkage} for features`,
    },
    { name: 'distance', value: distanceMeasures.join('|'), help: 'euclidean when left out' },
    { name: 'k', value: 'K', help: 'clusters; as many as classes are known, or 8, when left out' },
    {
      name: 'top-variance',
      value: 'N',
      help: `the N features of largest variance; ${defaultTopVariance} of features, all for drugs, when left out`,
    },
    {
      name: 'scale',
      value: weightScale.options.join('|'),
      help: 'weights as fitted, or per unit of the data; fitted when left out',
    },
    {
      name: 'leaf-order',
      value: leafOrder.options.join('|'),
      help: 'as merged, or neighbours as near as can be; merge when left out',
    },
    replaceOption,
    threadsOption,
    seedOption,
  ],
  notes: [
    'Nothing here is random, and one thread does it: --seed and --threads change nothing.',
    'tracewise export FILE clusters|merges|newick|factors --of RUN writes what was found.',
  ],
  run,
};

async function run(options: Options, terminal: Terminal): Promise<void> {
  const [file] = requirePositionals(options, ['FILE']);
  const name = options.requiredText('name', 'a name for the clustering');
  const settings = readSettings(options);
  const replace = options.has('replace');
  const threads = readThreads(options);
  readSeed(options);
  await withSession(terminal, threads, async (session) => {
    const { projectId } = await openProject(session, file);
    const derivation = { kind: 'cluster' as const, settings };
    const { wasDone } = await session.call('result/derive', { projectId, name, derivation, replace });
    if (wasDone) terminal.warn(`"${name}" is already done`);
    report(name, wasDone, await session.call('clustering/summary', { projectId, name }), terminal);
  });
}

function readSettings(options: Options): ClusterSettings {
  const of = options.choice('of', ['drugs', 'features']) ?? 'drugs';
  const usual = of === 'drugs' ? defaultDrugTree : defaultFeatureTree;
  const drugs = options.list('drugs');
  const k = options.wholeNumber('k', { least: 1, most: mostFeatures });
  return {
    model: options.requiredText('model', 'the name of a fitted model'),
    of,
    ...(drugs.length === 0 ? {} : { drugs }),
    topVariance:
      options.wholeNumber('top-variance', { least: 2, most: mostFeatures }) ??
      (of === 'drugs' ? null : defaultTopVariance),
    scale: options.choice('scale', weightScale.options) ?? 'fitted',
    linkage: options.choice('linkage', linkages) ?? usual.linkage,
    distance: options.choice('distance', distanceMeasures) ?? usual.distance,
    leafOrder: options.choice('leaf-order', leafOrder.options) ?? usual.leafOrder,
    ...(k === undefined ? {} : { k }),
  };
}

function report(name: string, wasDone: boolean, summary: ClusteringSummary, terminal: Terminal): void {
  const { card, tree, clusters, agreements, warnings } = summary;
  const { settings, k } = card;
  for (const warning of warnings) terminal.warn(warning);
  const { of, model, linkage, distance, scale } = settings;
  terminal.say(`${name}: ${tree.items.length} ${of} of "${model}", ${linkage}, ${distance}, ${scale} scale`);
  for (const line of clusterLines(summary)) terminal.say(line);
  for (const { label, classCount, labelledCount, byClusterCount } of agreements) {
    const index = byClusterCount[k - 1]?.toPrecision(significantDigits) ?? 'not defined';
    terminal.say(
      `adjusted Rand index at ${k} against ${label} (${classCount} in ${labelledCount} drugs): ${index}`,
    );
  }
  const { items, merges, heights, order } = tree;
  terminal.answer({
    name,
    wasDone,
    settings,
    k,
    items,
    clusters,
    order,
    merges,
    heights,
    agreements,
    warnings,
  });
}

/** Drugs by name, of features how many. */
function clusterLines({ card, tree, clusters }: ClusteringSummary): string[] {
  return Array.from({ length: card.k }, (_, index) => {
    const members = tree.items.filter((_item, place) => clusters[place] === index + 1);
    const shown = card.settings.of === 'drugs' ? members.join(', ') : `${members.length} features`;
    return `  ${index + 1}: ${shown}`;
  });
}
