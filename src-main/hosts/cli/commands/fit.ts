import type { ModelSummary } from '#shared/contract/methods.ts';
import {
  defaultElasticNetTolerance,
  defaultFolds,
  defaultL1Ratio,
  defaultTraceNormSolver,
  defaultTraceNormTolerance,
  featureScale,
  fittedModels,
  holdoutScheme,
  responseScale,
  traceNormSolver,
} from '#shared/model/settings.ts';
import type { FitSettings, FittedModelKind, LambdaChoice } from '#shared/model/settings.ts';
import { requirePositionals } from '../command.ts';
import type { Command } from '../command.ts';
import { replaceOption, seedOption, threadsOption } from '../options.ts';
import type { Options } from '../options.ts';
import { runJob } from '../runJob.ts';
import { openProject, withSession } from '../session.ts';
import type { Terminal } from '../session.ts';
import { readSeed, readThreads, resolveMetric } from '../settings.ts';
import { UsageError, notYet } from '../usageError.ts';

const laterModels: readonly string[] = ['kbmtl'];

export const fit: Command = {
  name: 'fit',
  summary: 'Fit a model to a whole data set and store its weights.',
  synopsis: ['FILE --dataset NAME --model MODEL --name NAME [options]'],
  options: [
    { name: 'dataset', value: 'NAME', help: 'the data set to fit to' },
    { name: 'model', value: fittedModels.join('|'), help: 'what to fit' },
    { name: 'name', value: 'MODEL', help: 'what to call the model' },
    { name: 'metric', value: 'NAME', help: 'needed when the data set has several' },
    { name: 'lambda', value: 'V', help: 'how strong the penalty is' },
    {
      name: 'lambda-fraction',
      value: 'V',
      help: 'the same as a share of the least lambda that gives no weights',
    },
    { name: 'cv', help: 'choose lambda by cross-validation (also when neither is given)' },
    { name: 'setting', value: 'SCHEME', help: `what --cv holds out: ${holdoutScheme.options.join(', ')}` },
    { name: 'l1-ratio', value: 'V', help: `elastic net, 0 to 1; ${defaultL1Ratio} unless --cv chooses it` },
    { name: 'scale', value: featureScale.options.join('|'), help: 'features; unit when left out' },
    { name: 'responses', value: responseScale.options.join('|'), help: 'responses; unit when left out' },
    {
      name: 'solver',
      value: traceNormSolver.options.join('|'),
      help: `trace norm; ${defaultTraceNormSolver} when left out`,
    },
    {
      name: 'tolerance',
      value: 'V',
      help: `of the certificate; ${defaultTraceNormTolerance}, ${defaultElasticNetTolerance} for single-task models`,
    },
    { name: 'drugs', value: 'A,B,..', help: 'fit these drugs alone', multiple: true },
    replaceOption,
    threadsOption,
    seedOption,
  ],
  run,
};

async function run(options: Options, terminal: Terminal): Promise<void> {
  const [file] = requirePositionals(options, ['FILE']);
  const dataset = options.requiredText('dataset', 'the name of a data set');
  const name = options.requiredText('name', 'a name for the model');
  const chosenSettings = readSettings(options);
  const replace = options.has('replace');
  const threads = readThreads(options);
  await withSession(terminal, threads, async (session) => {
    const { projectId } = await openProject(session, file);
    const metric = await resolveMetric(session, projectId, dataset, options.text('metric'));
    const analysis = { kind: 'fit' as const, settings: { ...chosenSettings, metric } };
    const { wasDone } = await runJob(session, terminal, { projectId, dataset, name, analysis, replace });
    if (wasDone) terminal.warn(`"${name}" is already done`);
    report(name, wasDone, await session.call('model/summary', { projectId, name }), terminal);
  });
}

function readSettings(options: Options): Omit<FitSettings, 'metric'> {
  const model = readModel(options);
  const isTraceNorm = model === 'trace-norm' || model === 'stack';
  const solver = options.choice('solver', traceNormSolver.options);
  if (solver !== undefined && !isTraceNorm) throw onlyFor('solver', 'trace-norm or stack', model);
  const drugs = options.list('drugs');
  const l1Ratio = readL1Ratio(options, model);
  return {
    model,
    lambda: readLambda(options),
    ...(l1Ratio === undefined ? {} : { l1Ratio }),
    scale: options.choice('scale', featureScale.options) ?? 'unit',
    responses: options.choice('responses', responseScale.options) ?? 'unit',
    solver: solver ?? defaultTraceNormSolver,
    tolerance:
      options.number('tolerance', { least: 0, above: true }) ??
      (isTraceNorm ? defaultTraceNormTolerance : defaultElasticNetTolerance),
    ...(drugs.length === 0 ? {} : { drugs }),
    seed: readSeed(options),
  };
}

function readModel(options: Options): FittedModelKind {
  const asked = options.text('model');
  if (asked !== undefined && laterModels.includes(asked)) throw notYet(`--model ${asked}`);
  return options.requiredChoice('model', fittedModels);
}

function readLambda(options: Options): LambdaChoice {
  const ways = ['lambda', 'lambda-fraction', 'cv'].filter((name) => options.has(name));
  if (ways.length > 1) {
    throw new UsageError(`found --${ways.join(' and --')}, expected one way to choose lambda`);
  }
  const lambda = options.number('lambda', { least: 0 });
  const fraction = options.number('lambda-fraction', { least: 0 });
  const scheme = options.choice('setting', holdoutScheme.options);
  if (scheme !== undefined && (lambda !== undefined || fraction !== undefined)) {
    throw new UsageError('--setting: found with a given lambda, expected with --cv only');
  }
  if (lambda !== undefined) return { kind: 'value', lambda };
  if (fraction !== undefined) return { kind: 'fraction', fraction };
  return { kind: 'cross-validation', scheme: scheme ?? 'transductive', folds: defaultFolds };
}

/** Chosen by `--cv` when it is not given. */
function readL1Ratio(options: Options, model: FittedModelKind): number | undefined {
  const given = options.number('l1-ratio', { least: 0, most: 1 });
  if (model !== 'elastic-net') {
    if (given !== undefined) throw onlyFor('l1-ratio', 'elastic-net', model);
    return undefined;
  }
  return given ?? (options.has('cv') ? undefined : defaultL1Ratio);
}

function onlyFor(option: string, model: string, found: FittedModelKind): UsageError {
  return new UsageError(`--${option}: found with --model ${found}, expected with ${model} only`);
}

function report(name: string, wasDone: boolean, summary: ModelSummary, terminal: Terminal): void {
  const { card, drugFits, warnings, status, iterations, certificate } = summary;
  for (const warning of warnings) terminal.warn(warning);
  terminal.say(`${name}: ${card.settings.model} on "${card.datasetName}", ${card.settings.metric}`);
  const facts: readonly (readonly [string, number | null])[] = [
    ['lambda', summary.lambda],
    ['largest lambda', summary.lambdaMax],
    ['objective', summary.objective],
    ['loss', summary.loss],
    ['trace norm', summary.traceNorm],
    ['rank', summary.rank],
    ['certificate', certificate],
    ['iterations', iterations],
  ];
  for (const [key, value] of facts) {
    if (value !== null) terminal.say(`  ${key}: ${Number.isInteger(value) ? value : value.toPrecision(6)}`);
  }
  if (drugFits.length > 0) terminal.say(`  drugs: ${drugFits.length}, each with its own lambda`);
  terminal.say(`  ${status === 'converged' ? 'converged' : `not converged (${status})`}`);
  terminal.answer({ name, wasDone, model: summary });
}
