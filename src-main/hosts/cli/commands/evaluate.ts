import type { EvaluationSummary, ModelComparison } from '#shared/contract/methods.ts';
import { tissueBlock } from '#shared/model/blocks.ts';
import type { PartedPair } from '#shared/model/leaks.ts';
import { evaluatedModels, holdoutScheme, protocol } from '#shared/model/settings.ts';
import type { EvaluatedModel, EvaluationSettings } from '#shared/model/settings.ts';
import { requirePositionals } from '../command.ts';
import type { Command } from '../command.ts';
import { groupLines, layoutOptions, partedLines, readLayout, resolveLayout } from '../layout.ts';
import { chosen, replaceOption, seedOption, threadsOption } from '../options.ts';
import type { Options } from '../options.ts';
import { runJob } from '../runJob.ts';
import { openProject, withSession } from '../session.ts';
import type { Terminal } from '../session.ts';
import { readSeed, readThreads, resolveBlocks, resolveMetric } from '../settings.ts';
import { shownP } from '../shownNumbers.ts';
import { formatTable } from '../textTable.ts';
import { UsageError } from '../usageError.ts';

export const evaluate: Command = {
  name: 'evaluate',
  summary: 'Compare models under nested cross-validation.',
  synopsis: ['FILE --dataset NAME --models A,B,.. --setting SCHEME --name RUN [options]'],
  options: [
    { name: 'dataset', value: 'NAME', help: 'the data set to evaluate on' },
    { name: 'models', value: 'A,B,..', help: `of ${evaluatedModels.join(', ')}` },
    { name: 'setting', value: 'SCHEME', help: `what is held out: ${holdoutScheme.options.join(', ')}` },
    { name: 'name', value: 'RUN', help: 'what to call the run' },
    { name: 'metric', value: 'NAME', help: 'needed when the data set has several' },
    ...layoutOptions,
    { name: 'drugs', value: 'A,B,..', help: 'evaluate on these drugs alone', multiple: true },
    {
      name: 'blocks',
      value: 'A,B,..',
      help: `train on these blocks of features alone; ${tissueBlock} stands for the samples' tissues`,
      multiple: true,
    },
    { name: 'protocol', value: protocol.options.join('|'), help: 'strict when left out' },
    replaceOption,
    threadsOption,
    seedOption,
  ],
  notes: [
    'Run again under the same name with the same settings, it goes on where it was stopped.',
    'The last column of the printed table counts drugs with a lower and a higher MSE than the first model.',
  ],
  run,
};

async function run(options: Options, terminal: Terminal): Promise<void> {
  const [file] = requirePositionals(options, ['FILE']);
  const dataset = options.requiredText('dataset', 'the name of a data set');
  const name = options.requiredText('name', 'a name for the run');
  const chosenSettings = readSettings(options);
  const askedLayout = readLayout(options);
  const replace = options.has('replace');
  const threads = readThreads(options);
  await withSession(terminal, threads, async (session) => {
    const { projectId } = await openProject(session, file);
    const metric = await resolveMetric(session, projectId, dataset, options.text('metric'));
    const blocks = await resolveBlocks(session, projectId, dataset, options.list('blocks'));
    const place = { projectId, dataset, metric, scheme: chosenSettings.scheme };
    const layout = await resolveLayout(session, terminal, askedLayout, place);
    const settings: EvaluationSettings = {
      ...chosenSettings,
      ...layout,
      metric,
      ...(blocks === undefined ? {} : { blocks }),
    };
    const analysis = { kind: 'evaluate' as const, settings };
    const { wasDone } = await runJob(session, terminal, { projectId, dataset, name, analysis, replace });
    if (wasDone) terminal.warn(`"${name}" is already done`);
    const summary = await session.call('evaluation/summary', { projectId, name });
    const parted = await session.call('evaluation/parted', { projectId, name });
    report(name, wasDone, summary, parted, terminal);
  });
}

function readSettings(options: Options): Omit<EvaluationSettings, 'metric' | 'outerFolds' | 'innerFolds'> {
  const drugs = options.list('drugs');
  return {
    models: readModels(options),
    scheme: options.requiredChoice('setting', holdoutScheme.options),
    protocol: options.choice('protocol', protocol.options) ?? 'strict',
    ...(drugs.length === 0 ? {} : { drugs }),
    seed: readSeed(options),
  };
}

function readModels(options: Options): EvaluatedModel[] {
  options.requiredText('models', `some of ${evaluatedModels.join(', ')}`);
  const models = options.list('models').map((name) => {
    return chosen('--models', name, evaluatedModels);
  });
  const twice = models.find((model, index) => models.indexOf(model) !== index);
  if (twice !== undefined) throw new UsageError(`--models: found ${twice} twice, expected each model once`);
  if (models.length === 0) throw new UsageError('--models: found nothing, expected at least one model');
  return models;
}

function report(
  name: string,
  wasDone: boolean,
  summary: EvaluationSummary,
  parted: readonly PartedPair[],
  terminal: Terminal,
): void {
  const { warnings, drugs, sampleCount, card } = summary;
  const { scores, comparisons } = askedFor(summary);
  for (const warning of warnings) terminal.warn(warning);
  const { scheme, protocol: chosenProtocol, seed, metric, blocks } = card.settings;
  terminal.say(`${name}: ${sampleCount} samples, ${drugs.length} drugs, ${metric}`);
  if (blocks !== undefined) terminal.say(`trained on ${blocks.join(', ')} alone`);
  terminal.say(`${scheme}, ${chosenProtocol}, seed ${seed}; means over drugs`);
  for (const line of groupLines(card.settings)) terminal.say(line);
  const first = scores[0].model;
  const rows = scores.map(({ model, meanNmse, meanMse, meanPearson }) => [
    model,
    shown(meanNmse, 3),
    shown(meanMse, 4),
    shown(meanPearson, 3),
    model === first ? '' : versus(comparisons, model, first),
  ]);
  const header = ['model', 'nMSE', 'MSE', 'r', scores.length > 1 ? `wins/losses against ${first}` : ''];
  for (const line of formatTable(header, rows)) terminal.say(line);
  for (const line of comparisonLines(comparisons, first)) terminal.say(line);
  for (const line of partedLines(parted)) terminal.say(line);
  terminal.answer({ name, wasDone, settings: card.settings, scores, comparisons, warnings, parted });
}

/** Without the baselines that the app shows beside the models of a run. */
function askedFor({ card, scores, comparisons }: EvaluationSummary) {
  const isAsked = (model: EvaluatedModel) => card.settings.models.includes(model);
  return {
    scores: scores.filter(({ model }) => isAsked(model)),
    comparisons: comparisons.filter(({ modelA, modelB }) => isAsked(modelA) && isAsked(modelB)),
  };
}

function versus(comparisons: readonly ModelComparison[], model: string, first: string): string {
  const pair = comparisons.find(({ modelA, modelB }) => modelA === model && modelB === first);
  return pair === undefined ? '' : `${pair.wins}/${pair.losses}`;
}

/** The first model against each other one, as the paper words it. */
function comparisonLines(comparisons: readonly ModelComparison[], first: string): string[] {
  return comparisons
    .filter(({ modelA }) => modelA === first)
    .map(({ modelA, modelB, wins, losses, ties, meanReductionPercent, pValue }) => {
      const counts = `${wins} wins, ${losses} losses${ties > 0 ? `, ${ties} ties` : ''}`;
      const reduction = `mean reduction in MSE ${shown(meanReductionPercent, 1)} %`;
      return `${modelA} against ${modelB}: ${counts}, ${reduction}, one-sided signed-rank P = ${shownP(pValue)}`;
    });
}

function shown(value: number | null, digits: number): string {
  return value === null ? 'NA' : value.toFixed(digits);
}
