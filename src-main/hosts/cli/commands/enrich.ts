import type { EnrichmentSummary } from '#shared/contract/enrichment.ts';
import type { MethodArguments } from '#shared/contract/methods.ts';
import { defaultTopCount, weightDirections } from '#shared/model/enrichment.ts';
import type { EnrichedQueries } from '#shared/model/enrichment.ts';
import { requirePositionals } from '../command.ts';
import type { Command } from '../command.ts';
import { replaceOption, seedOption, threadsOption } from '../options.ts';
import type { Options } from '../options.ts';
import { openProject, withSession } from '../session.ts';
import type { Session, Terminal } from '../session.ts';
import { readThreads } from '../settings.ts';
import { shownP } from '../shownNumbers.ts';
import { formatTable } from '../textTable.ts';
import { UsageError } from '../usageError.ts';

const mostTop = 100_000;
const mostFactors = 100;
const shownSets = 10;

export const enrich: Command = {
  name: 'enrich',
  summary: "Find the gene sets that a model's highest weighted genes fall into.",
  synopsis: ['FILE --model MODEL --sets PATH.gmt|NAME --name RUN [options]'],
  options: [
    { name: 'model', value: 'MODEL', help: 'a fitted model' },
    { name: 'sets', value: 'PATH|NAME', help: 'a GMT file, or go-bp, go-mf, go-cc or what you loaded' },
    { name: 'name', value: 'RUN', help: 'what to call the enrichment' },
    { name: 'top', value: 'N', help: `genes of each drug; ${defaultTopCount} when left out` },
    {
      name: 'direction',
      value: weightDirections.join('|'),
      help: 'end of the weights; positive when left out',
    },
    { name: 'drugs', value: 'A,B,..', help: 'these drugs alone', multiple: true },
    { name: 'clusters', value: 'NAME', help: 'of gene clusters: a stored clustering of the features' },
    { name: 'factors', value: 'N', help: 'of the first N latent factors' },
    replaceOption,
    threadsOption,
    seedOption,
  ],
  notes: [
    'The universe is the modelled genes that carry any annotation; P is hypergeometric, q over all sets tested.',
    'Nothing is drawn at random and one thread is enough: --seed and --threads change nothing.',
    'tracewise export FILE enrichment --of RUN writes the whole table.',
  ],
  run,
};

async function run(options: Options, terminal: Terminal): Promise<void> {
  const [file] = requirePositionals(options, ['FILE']);
  const sets = options.requiredText('sets', 'a GMT file or the name of gene sets');
  const request = {
    model: options.requiredText('model', 'the name of a model'),
    name: options.requiredText('name', 'a name for the enrichment'),
    top: options.wholeNumber('top', { least: 1, most: mostTop }) ?? defaultTopCount,
    direction: options.choice('direction', weightDirections) ?? ('positive' as const),
    queries: readQueries(options),
    replace: options.has('replace'),
  };
  await withSession(terminal, readThreads(options), async (session) => {
    const { projectId } = await openProject(session, file);
    const chosen = await chooseSets(session, sets);
    const { wasDone, summary } = await session.call('enrichment/run', {
      projectId,
      ...request,
      sets: chosen,
    });
    if (wasDone) terminal.warn(`"${request.name}" is already done`);
    report(request.name, wasDone, summary, terminal);
  });
}

function readQueries(options: Options): EnrichedQueries {
  const ways = ['drugs', 'clusters', 'factors'].filter((name) => options.has(name));
  if (ways.length > 1) throw new UsageError(`found --${ways.join(' and --')}, expected one of them`);
  const clustering = options.text('clusters');
  if (clustering !== undefined) return { kind: 'clusters', clustering };
  const factorCount = options.wholeNumber('factors', { least: 1, most: mostFactors });
  if (factorCount !== undefined) return { kind: 'factors', factorCount };
  const drugs = options.list('drugs');
  return { kind: 'drugs', ...(drugs.length === 0 ? {} : { drugs }) };
}

/** Kept sets by their name; anything else is a path. */
async function chooseSets(
  { call, files }: Session,
  asked: string,
): Promise<MethodArguments<'enrichment/run'>['sets']> {
  const kept = await call('gene-sets/list', {});
  if (kept.some(({ name }) => name === asked)) return { kind: 'kept', name: asked };
  if (/[./\\]/.test(asked)) return { kind: 'file', fileId: files.add(asked) };
  const names = kept.map(({ name }) => name).join(', ');
  throw new UsageError(`--sets: found ${asked}, expected a GMT file or one of ${names}`);
}

function report(name: string, wasDone: boolean, summary: EnrichmentSummary, terminal: Terminal): void {
  const { card, universeSize, sets, queries, matching, warnings } = summary;
  const { sets: file, top, direction, queries: of } = card.settings;
  for (const warning of warnings) terminal.warn(warning);
  const lists = of.kind === 'clusters' ? '' : `, top ${top} ${direction}`;
  terminal.say(`${name}: ${queries.length} ${of.kind} of "${card.settings.model}"${lists}`);
  terminal.say(`  ${file.name} of ${file.date}, SHA-256 ${file.sha256}`);
  terminal.say(
    `  ${matching.exactCount} of its ${matching.writtenCount} genes are modelled by name, ${matching.aliasCount} more by an alias; ${matching.unmatchedCount} are not`,
  );
  terminal.say(`  universe: ${universeSize} modelled genes with an annotation; ${sets.length} sets tested`);
  const rows = sets
    .slice(0, shownSets)
    .map((set) => [set.name, set.description, set.bestQuery, shownP(set.leastP), shownP(set.leastQ)]);
  for (const line of formatTable(
    ['set', 'name', `best ${of.kind.slice(0, -1)}`, 'least P', 'least q'],
    rows,
  )) {
    terminal.say(line);
  }
  terminal.answer({
    name,
    wasDone,
    ...summary,
    sets: sets.slice(0, shownSets),
    testedCount: sets.length,
  });
}
