import type { Dataset, Drug, Sample } from '#shared/model/dataset.ts';
import type { MatchReport, NameChoice } from '#shared/model/imports.ts';
import type { GeneNames } from '#shared/names/geneNames.ts';
import { nextTurn, partOf } from '../context.ts';
import type { ReadContext } from '../context.ts';
import { blocksOf, extendDataset, refusePresent } from './addTables.ts';
import type { AddedTo } from './addTables.ts';
import { assembleFeatures, assembleResponses, drugNamesOf } from './assembleTables.ts';
import { lookAtFeatures } from './lookAtFeatures.ts';
import { matchSamples } from './matchSamples.ts';
import type { MatchedSamples } from './matchSamples.ts';
import { NameChoices } from './nameChoices.ts';
import { nameFeatures } from './nameFeatures.ts';
import { readTables } from './readTables.ts';
import type { ReadTables } from './readTables.ts';
import type { DatasetRequest } from './request.ts';
import { selectFeaturesInPieces } from './selectFeatures.ts';
import type { SelectedFeatures } from './selectFeatures.ts';
import type { CacheUse, TableCache } from './tableCache.ts';
import { warningsFor } from './warnings.ts';

/** Reading takes most of the time; the rest is copying. */
const readingShare = 0.9;

/** What an import knows besides its files. */
export interface ImportSources {
  /** Reads the table of genes; without one no gene is looked up. */
  genes?: () => Promise<GeneNames>;
  /** What was decided on names in earlier imports. */
  remembered?: readonly NameChoice[];
  /** The data set that the tables are added to. */
  addedTo?: AddedTo;
  /** Keeps what was read in an earlier look at the request. */
  cache?: TableCache;
}

export interface BuiltDataset {
  dataset: Dataset;
  report: MatchReport;
}

/**
 * Reads the files of an import, matches them on sample names and puts them together, or adds them to a data set. Besides
 * the values as read it holds one copy of those of the matched samples.
 * @throws TracewiseError `invalid-input` (with file, line, column where there is one), `invalid-setting`, `disk`,
 *   `cancelled`; `conflict` for a block or metric that the data set has already and that is not to be replaced
 */
export function buildDataset(
  request: DatasetRequest,
  context: ReadContext,
  sources: ImportSources = {},
): Promise<BuiltDataset> {
  const { cache } = sources;
  return build(request, context, sources, moveFeatures, cache && { cache, taking: true });
}

/**
 * What `buildDataset` would say of a request, keeping what it read for the next look or the import.
 * @throws TracewiseError as `buildDataset`
 */
export async function matchTables(
  request: DatasetRequest,
  context: ReadContext,
  sources: ImportSources = {},
): Promise<MatchReport> {
  const { cache, addedTo } = sources;
  // What a data set becomes with the tables added is only known with the values in place.
  if (cache === undefined || addedTo !== undefined)
    return (await buildDataset(request, context, sources)).report;
  return cache.look(async () => {
    const use = { cache, taking: false };
    return (await build(request, context, sources, lookAtFeatures, use)).report;
  });
}

/** Which features a data set gets, with their values or without. */
type FeatureChoice = typeof lookAtFeatures;

async function moveFeatures(...[matrices, matched, blockCount, filter, context]: Parameters<FeatureChoice>) {
  const all = await assembleFeatures(matrices, matched, context);
  const sampleCount = matched.matchedSamples.length;
  return selectFeaturesInPieces(all, sampleCount, blockCount, filter, context.signal);
}

async function build(
  request: DatasetRequest,
  context: ReadContext,
  sources: ImportSources,
  chooseFeatures: FeatureChoice,
  use: CacheUse | undefined,
): Promise<BuiltDataset> {
  const { genes, remembered = [], addedTo } = sources;
  const present = addedTo === undefined ? undefined : namesOf(addedTo.dataset);
  const tables = await readTables(request, partOf(context, 0, readingShare), present, use);
  if (addedTo !== undefined) refusePresent(addedTo, tables);
  const choices = new NameChoices(request.choices ?? [], remembered);
  await nextTurn(context.signal);
  const naming = request.geneNaming ?? 'as-written';
  const heights = tables.features.map(({ table }) => table.rowNames.length);
  const named = await nameFeatures(tables.features, { naming, choices, genes });
  // Rows that became one, or were left out, have moved the values of the others.
  if (named.matrices.some(({ table }, index) => table.rowNames.length < heights[index])) use?.cache.clear();
  tables.features = named.matrices;
  await nextTurn(context.signal);
  const matched = matchSamples([...tables.features, ...tables.responses], {
    matching: request.sampleMatching ?? 'normalised',
    choices,
    described: tables.samples?.byName,
    ...(addedTo === undefined
      ? {}
      : {
          known: { file: `the data set "${addedTo.dataset.name}"`, names: present?.samples ?? [] },
          mayLack: ({ role }) => role === 'response',
        }),
  });
  await nextTurn(context.signal);
  const built = await assemble(
    request,
    tables,
    matched,
    partOf(context, readingShare, 1 - readingShare),
    addedTo,
    chooseFeatures,
  );
  context.progress(1);
  const { tables: read, matchedSamples, unmatchedSamples, names } = matched;
  const report: MatchReport = {
    tables: read,
    matchedSamples,
    unmatchedSamples: [...unmatchedSamples, ...built.lost],
    names: [...names, ...named.names],
    duplicates: [...tables.duplicates, ...named.duplicates],
    droppedFeatures: built.dropped,
    notices: [...tables.notices, ...named.notices],
    warnings: [...choices.warnings(), ...built.warnings],
  };
  return { dataset: built.dataset, report };
}

function namesOf({ samples, drugs }: Dataset) {
  return { samples: samples.map(({ name }) => name), drugs: drugs.map(({ name }) => name) };
}

async function assemble(
  request: DatasetRequest,
  tables: ReadTables,
  matched: MatchedSamples,
  context: ReadContext,
  addedTo: AddedTo | undefined,
  chooseFeatures: FeatureChoice,
) {
  const own = tables.features.map(({ label }) => label);
  const blocks = new Set([...own, ...(addedTo === undefined ? [] : blocksOf(addedTo.dataset))]);
  const filter = { missing: request.missing, minVariance: request.minVariance ?? 0 };
  const { matchedSamples } = matched;
  const selected =
    tables.features.length === 0
      ? noFeatures
      : await chooseFeatures(tables.features, matched, blocks.size, filter, context);
  const drugNames = drugNamesOf(
    tables.responses,
    addedTo?.dataset.drugs.map(({ name }) => name),
  );
  const dataset: Dataset = {
    name: request.dataset,
    samples: matchedSamples.map((name) => describeSample(name, matched)),
    features: selected.features,
    drugs: drugNames.map((name): Drug => tables.drugs?.byName.get(name) ?? { name }),
    missingPolicy: request.missing,
    featureValues: selected.values,
    responses: assembleResponses(tables.responses, drugNames, matched),
    provenance: tables.provenance,
  };
  const warnings = warningsFor(dataset, tables, selected);
  if (addedTo === undefined) return { dataset, warnings, dropped: selected.dropped, lost: [] };
  const extended = extendDataset(addedTo.dataset, dataset);
  return {
    dataset: extended.dataset,
    warnings: [...extended.warnings, ...warnings],
    dropped: [...extended.dropped, ...selected.dropped],
    lost: extended.lost,
  };
}

/** Of tables that bring metrics or descriptions alone. */
const noFeatures: SelectedFeatures = {
  features: [],
  values: new Float64Array(),
  dropped: [],
  constantCount: 0,
  filledCount: 0,
};

function describeSample(name: string, { describe }: MatchedSamples): Sample {
  const tissue = describe(name)?.tissue;
  return tissue === undefined ? { name } : { name, tissue };
}
