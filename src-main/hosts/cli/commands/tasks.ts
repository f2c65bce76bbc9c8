import { tissueBlock } from '#shared/model/blocks.ts';
import type { TaskGroupsSummary } from '#shared/contract/taskGroups.ts';
import { defaultFolds, holdoutScheme, protocol } from '#shared/model/settings.ts';
import { defaultGroupSizes, fewestInGroup } from '#shared/model/taskGroups.ts';
import type { GroupSizeScore, TaskGroupSettings } from '#shared/model/taskGroups.ts';
import { requirePositionals } from '../command.ts';
import type { Command } from '../command.ts';
import { replaceOption, seedOption, threadsOption } from '../options.ts';
import type { Options } from '../options.ts';
import { runJob } from '../runJob.ts';
import { openProject, withSession } from '../session.ts';
import type { Terminal } from '../session.ts';
import { readSeed, readThreads, resolveBlocks, resolveMetric } from '../settings.ts';
import { shownP } from '../shownNumbers.ts';
import { formatTable } from '../textTable.ts';
import { UsageError } from '../usageError.ts';

export const tasks: Command = {
  name: 'tasks',
  summary: 'Tell what trace norm gains from the number of drugs that are trained together.',
  synopsis: ['FILE --dataset NAME --name RUN [--groups A,B,..] [options]'],
  options: [
    { name: 'dataset', value: 'NAME', help: 'the data set to train on' },
    { name: 'name', value: 'RUN', help: 'what to call the run' },
    {
      name: 'groups',
      value: 'A,B,..',
      help: `sizes of the groups; ${defaultGroupSizes.join(',')} when left out`,
      multiple: true,
    },
    { name: 'metric', value: 'NAME', help: 'needed when the data set has several' },
    {
      name: 'setting',
      value: 'SCHEME',
      help: `what is held out: ${holdoutScheme.options.join(', ')}; transductive when left out`,
    },
    { name: 'protocol', value: protocol.options.join('|'), help: 'strict when left out' },
    { name: 'outer', value: 'N', help: `outer folds; ${defaultFolds} when left out` },
    { name: 'inner', value: 'N', help: `inner folds; ${defaultFolds} when left out` },
    { name: 'drugs', value: 'A,B,..', help: 'with these drugs alone', multiple: true },
    {
      name: 'blocks',
      value: 'A,B,..',
      help: `train on these blocks of features alone; ${tissueBlock} stands for the samples' tissues`,
      multiple: true,
    },
    replaceOption,
    threadsOption,
    seedOption,
  ],
  notes: [
    'All drugs are split at random into groups of each size and trained group by group; all drugs in one group are always there too.',
    'Every drug is in a group of every size: as many groups as come nearest to the size, equal to within one drug.',
    'Folds are those of evaluate with the same settings and seed, for every size and for the elastic net.',
    'Run again under the same name with the same settings, it goes on where it was stopped.',
    'tracewise export FILE tasks --of RUN writes the error of every drug in every split.',
  ],
  run,
};

async function run(options: Options, terminal: Terminal): Promise<void> {
  const [file] = requirePositionals(options, ['FILE']);
  const dataset = options.requiredText('dataset', 'the name of a data set');
  const name = options.requiredText('name', 'a name for the run');
  const chosenSettings = readSettings(options);
  const replace = options.has('replace');
  const threads = readThreads(options);
  await withSession(terminal, threads, async (session) => {
    const { projectId } = await openProject(session, file);
    const metric = await resolveMetric(session, projectId, dataset, options.text('metric'));
    const blocks = await resolveBlocks(session, projectId, dataset, options.list('blocks'));
    const settings = { ...chosenSettings, metric, ...(blocks === undefined ? {} : { blocks }) };
    const analysis = { kind: 'tasks' as const, settings };
    const { wasDone } = await runJob(session, terminal, { projectId, dataset, name, analysis, replace });
    if (wasDone) terminal.warn(`"${name}" is already done`);
    report(name, wasDone, await session.call('tasks/summary', { projectId, name }), terminal);
  });
}

function readSettings(options: Options): Omit<TaskGroupSettings, 'metric'> {
  const drugs = options.list('drugs');
  return {
    groupSizes: readGroupSizes(options),
    scheme: options.choice('setting', holdoutScheme.options) ?? 'transductive',
    protocol: options.choice('protocol', protocol.options) ?? 'strict',
    outerFolds: options.wholeNumber('outer', { least: 2, most: 100 }) ?? defaultFolds,
    innerFolds: options.wholeNumber('inner', { least: 2, most: 100 }) ?? defaultFolds,
    ...(drugs.length === 0 ? {} : { drugs }),
    seed: readSeed(options),
  };
}

/** Largest first, each once: the order in which they were typed makes no other run. */
function readGroupSizes(options: Options): number[] {
  if (!options.has('groups')) return [...defaultGroupSizes];
  const sizes = options.list('groups').map((text) => {
    const size = /^\d+$/.test(text) ? Number(text) : NaN;
    if (Number.isSafeInteger(size) && size >= fewestInGroup) return size;
    throw new UsageError(`--groups: found ${text}, expected whole numbers of at least ${fewestInGroup}`);
  });
  return [...new Set(sizes)].sort((a, b) => b - a);
}

function report(name: string, wasDone: boolean, summary: TaskGroupsSummary, terminal: Terminal): void {
  const { card, drugs, splits, scores, smallestWinningSize, warnings } = summary;
  for (const warning of warnings) terminal.warn(warning);
  const { metric, scheme, protocol: chosenProtocol, seed } = card.settings;
  terminal.say(`${name}: ${drugs.length} drugs, ${metric}`);
  terminal.say(
    `${scheme}, ${chosenProtocol}, seed ${seed}; MSE of trace norm / MSE of each drug's elastic net`,
  );
  const header = ['group size', 'groups', 'drugs in each', 'median', 'quartiles', 'wins/losses', 'P'];
  for (const line of formatTable(header, scores.map(rowOf))) terminal.say(line);
  terminal.say(
    smallestWinningSize === null
      ? 'the median drug is not better off than with its elastic net in groups of any size'
      : `smallest groups in which the median drug is better off than with its elastic net: ${smallestWinningSize}`,
  );
  terminal.answer({
    name,
    wasDone,
    settings: card.settings,
    drugs,
    splits,
    scores,
    smallestWinningSize,
    warnings,
  });
}

function rowOf(score: GroupSizeScore): string[] {
  const [lower, median, upper] = score.ratioQuartiles.map((ratio) => ratio.toFixed(3));
  const { size, groupCount, fewest, most, wins, losses, pValue } = score;
  return [
    String(size),
    String(groupCount),
    fewest === most ? String(most) : `${fewest}-${most}`,
    median,
    `${lower}-${upper}`,
    `${wins}/${losses}`,
    shownP(pValue),
  ];
}
