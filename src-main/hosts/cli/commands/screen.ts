import type { ScreenSummary } from '#shared/contract/methods.ts';
import {
  defaultHoldout,
  defaultPermutations,
  defaultRepeats,
  defaultScreenThreshold,
  screenProtocols,
} from '#shared/model/settings.ts';
import type { ScreenProtocol, ScreenSettings } from '#shared/model/settings.ts';
import { requirePositionals } from '../command.ts';
import type { Command } from '../command.ts';
import { replaceOption, seedOption, threadsOption } from '../options.ts';
import type { Options } from '../options.ts';
import { runJob } from '../runJob.ts';
import { openProject, withSession } from '../session.ts';
import type { Terminal } from '../session.ts';
import { readSeed, readThreads, resolveMetrics } from '../settings.ts';
import { shownP } from '../shownNumbers.ts';
import { formatTable } from '../textTable.ts';
import { UsageError } from '../usageError.ts';

const mostResamples = 1_000_000;
const thresholds = `${defaultScreenThreshold('strict')} of q under strict, ${defaultScreenThreshold('paper')} of P else`;

export const screen: Command = {
  name: 'screen',
  summary: 'Find the drugs whose responses no model can tell from noise.',
  synopsis: ['FILE --dataset NAME --name RUN [--metric NAME ..] [options]'],
  options: [
    { name: 'dataset', value: 'NAME', help: 'the data set to screen' },
    { name: 'name', value: 'RUN', help: 'what to call the screen' },
    {
      name: 'metric',
      value: 'NAME ..',
      help: 'one or several; all of the data set when left out',
      multiple: true,
      several: true,
    },
    {
      name: 'protocol',
      value: screenProtocols.join('|'),
      help: 'strict when left out',
    },
    {
      name: 'repeats',
      value: 'N',
      help: `resamples of the responses as measured; ${defaultRepeats} when left out`,
    },
    {
      name: 'permutations',
      value: 'N',
      help: `resamples of the responses permuted; ${defaultPermutations} when left out`,
    },
    { name: 'threshold', value: 'V', help: `noisy from here on: ${thresholds}` },
    {
      name: 'holdout',
      value: 'V',
      help: `share of the samples held out (paper, fast); ${defaultHoldout} when left out`,
    },
    { name: 'full-count', help: 'run all permutations, also of drugs that are settled before (paper, fast)' },
    replaceOption,
    threadsOption,
    seedOption,
  ],
  notes: [
    'strict tests each drug by permutation, paper as the paper did, fast as the paper with lambda fixed per drug.',
    'Run again under the same name with the same settings, it goes on where it was stopped.',
    'tracewise export FILE screen --of RUN writes the whole table.',
  ],
  run,
};

async function run(options: Options, terminal: Terminal): Promise<void> {
  const [file] = requirePositionals(options, ['FILE']);
  const dataset = options.requiredText('dataset', 'the name of a data set');
  const name = options.requiredText('name', 'a name for the screen');
  const chosenSettings = readSettings(options);
  const named = options.texts('metric');
  const replace = options.has('replace');
  const threads = readThreads(options);
  await withSession(terminal, threads, async (session) => {
    const { projectId } = await openProject(session, file);
    const metrics = await resolveMetrics(session, projectId, dataset, named);
    const analysis = { kind: 'screen' as const, settings: { ...chosenSettings, metrics } };
    const { wasDone } = await runJob(session, terminal, { projectId, dataset, name, analysis, replace });
    if (wasDone) terminal.warn(`"${name}" is already done`);
    report(name, wasDone, await session.call('screen/summary', { projectId, name }), terminal);
  });
}

function readSettings(options: Options): Omit<ScreenSettings, 'metrics'> {
  const protocol = options.choice('protocol', screenProtocols) ?? 'strict';
  refuseUnderStrict(options, protocol, ['holdout', 'full-count']);
  const resamples = { least: 1, most: mostResamples };
  return {
    protocol,
    repeats: options.wholeNumber('repeats', resamples) ?? defaultRepeats,
    permutations: options.wholeNumber('permutations', resamples) ?? defaultPermutations,
    holdout: options.number('holdout', { least: 0.05, most: 0.5 }) ?? defaultHoldout,
    threshold:
      options.number('threshold', { least: 0, above: true, most: 1, below: true }) ??
      defaultScreenThreshold(protocol),
    earlyDecision: !options.has('full-count'),
    seed: readSeed(options),
  };
}

/** strict holds out folds of a fifth and ends permutations by a rule of its own. */
function refuseUnderStrict(options: Options, protocol: ScreenProtocol, names: readonly string[]): void {
  const asked = protocol === 'strict' ? names.find((name) => options.has(name)) : undefined;
  if (asked === undefined) return;
  throw new UsageError(`--${asked}: found with --protocol strict, expected with paper or fast only`);
}

function report(name: string, wasDone: boolean, summary: ScreenSummary, terminal: Terminal): void {
  const { card, drugs, warnings } = summary;
  const { settings, noise } = card;
  for (const warning of warnings) terminal.warn(warning);
  const { protocol, repeats, permutations, threshold, seed } = settings;
  const decidedBy = protocol === 'strict' ? 'q' : 'P';
  terminal.say(`${name}: ${repeats} repeats, ${permutations} permutations, ${protocol}, seed ${seed}`);
  terminal.say(`noisy from ${decidedBy} = ${threshold} on`);
  for (const { metric, screenedCount, noisyDrugs } of noise) {
    terminal.say(`${metric}: ${screenedCount - noisyDrugs.length} of ${screenedCount} drugs pass`);
  }
  for (const line of drugLines(summary)) terminal.say(line);
  if (drugs.some(({ isEarly }) => isEarly)) {
    const reason =
      protocol === 'strict' ? 'its P is exact all the same' : 'its side of the threshold was settled';
    terminal.say(`* ended before all permutations: ${reason}`);
  }
  terminal.answer({ name, wasDone, settings, noise, drugs, warnings });
}

function drugLines({ card, drugs }: ScreenSummary): string[] {
  const severalMetrics = card.settings.metrics.length > 1;
  const isStrict = card.settings.protocol === 'strict';
  const header = [
    'drug',
    ...(severalMetrics ? ['metric'] : []),
    'n',
    'P',
    ...(isStrict ? ['permutation P', 'q'] : []),
    'permutations',
    'noisy',
  ];
  const rows = drugs.map((drug) => [
    drug.drug,
    ...(severalMetrics ? [drug.metric] : []),
    String(drug.sampleCount),
    shownP(drug.pValue),
    ...(isStrict ? [shownP(drug.permutationP), shownP(drug.qValue)] : []),
    `${drug.permutationsRun}${drug.isEarly ? '*' : ''}`,
    drug.isNoisy ? 'noisy' : '',
  ]);
  return formatTable(header, rows);
}
