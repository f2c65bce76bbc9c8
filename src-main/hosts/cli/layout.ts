import type { PartedPair } from '#shared/model/leaks.ts';
import { defaultFolds } from '#shared/model/settings.ts';
import type { EvaluationSettings } from '#shared/model/settings.ts';
import type { OptionSpec, Options } from './options.ts';
import type { Session, Terminal } from './session.ts';
import { UsageError } from './usageError.ts';

export const layoutOptions: OptionSpec[] = [
  { name: 'outer', value: 'N', help: `outer folds; ${defaultFolds} when left out` },
  { name: 'inner', value: 'N', help: `inner folds; ${defaultFolds} when left out` },
  { name: 'folds', value: 'PATH', help: 'outer folds of a table, as export folds writes it' },
  {
    name: 'group-by',
    value: 'near-identical|tissue|COLUMN',
    help: 'keep samples (and nearly identical drugs) together; COLUMN is one of the table of --samples',
  },
  { name: 'samples', value: 'PATH', help: 'a table of samples, for --group-by' },
];

type Layout = Pick<EvaluationSettings, 'outerFolds' | 'innerFolds' | 'folds' | 'groups'>;

/** Asked before anything is computed. @throws UsageError for options that do not go together */
export function readLayout(options: Options) {
  const outerFolds = options.wholeNumber('outer', { least: 2, most: 100 });
  const innerFolds = options.wholeNumber('inner', { least: 2, most: 100 }) ?? defaultFolds;
  const folds = options.text('folds');
  const groupBy = options.text('group-by');
  const samples = options.text('samples');
  const isColumn = groupBy !== undefined && groupBy !== 'near-identical' && groupBy !== 'tissue';
  if (isColumn && samples === undefined) {
    throw new UsageError(
      `--group-by: found ${groupBy}, expected near-identical or tissue, or a column of the table that --samples gives`,
    );
  }
  if (!isColumn && samples !== undefined) {
    throw new UsageError('--samples: found without a column of it, expected --group-by COLUMN');
  }
  return { outerFolds, innerFolds, folds, groupBy, samples };
}

/** The layout as settings record it. */
export async function resolveLayout(
  { call, files }: Session,
  terminal: Terminal,
  asked: ReturnType<typeof readLayout>,
  place: { projectId: string; dataset: string; metric: string; scheme: EvaluationSettings['scheme'] },
): Promise<Layout> {
  const { outerFolds, innerFolds, folds, groupBy, samples } = asked;
  const given =
    folds === undefined ? undefined : await call('layout/folds', { ...place, fileId: files.add(folds) });
  for (const warning of given?.warnings ?? []) terminal.warn(warning);
  if (given !== undefined && outerFolds !== undefined && outerFolds !== given.foldCount) {
    throw new UsageError(
      `--outer: found ${outerFolds}, expected the ${given.foldCount} folds of ${folds ?? ''}`,
    );
  }
  const groups =
    groupBy === undefined ? undefined : await call('layout/groups', { ...place, by: by(groupBy) });
  return {
    outerFolds: given?.foldCount ?? outerFolds ?? defaultFolds,
    innerFolds,
    ...(given === undefined ? {} : { folds: given.folds }),
    ...(groups === undefined ? {} : { groups }),
  };

  function by(named: string) {
    if (named === 'near-identical' || named === 'tissue') return { kind: named } as const;
    return { kind: 'column', fileId: files.add(samples ?? ''), column: named } as const;
  }
}

/** Who is kept together: a line, or none. */
export function groupLines({ groups }: Pick<EvaluationSettings, 'groups'>): string[] {
  if (groups === undefined) return [];
  const parts = [
    `${groups.samples.length} groups of samples`,
    ...(groups.drugs.length > 0 ? [`${groups.drugs.length} of drugs`] : []),
  ];
  return [`kept together by ${groups.by}: ${parts.join(' and ')}`];
}

const mostNamed = 5;

/** What was nearly the same and held out apart, and what to do about it. */
export function partedLines(pairs: readonly PartedPair[]): string[] {
  if (pairs.length === 0) return [];
  const rest = pairs.length - mostNamed;
  return [
    `${pairs.length} nearly identical ${pairs.length === 1 ? 'pair was' : 'pairs were'} held out apart, so that errors look too small:`,
    ...pairs.slice(0, mostNamed).map(partedLine),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    'Evaluate with --group-by near-identical to keep them together.',
  ];
}

function partedLine({
  kind,
  first,
  second,
  within,
  correlation,
  partedCount,
  sharedCount,
}: PartedPair): string {
  const shared = `${partedCount} of ${sharedCount} ${kind === 'samples' ? 'drugs' : 'samples'}`;
  return `  ${kind}: ${first} and ${second} (${within}, r = ${correlation.toFixed(3)}), apart for ${shared}`;
}
