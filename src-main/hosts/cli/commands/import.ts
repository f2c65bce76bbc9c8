import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ImportOutcome, ImportRequest, ImportTable } from '#shared/contract/methods.ts';
import type { FeatureRole, TableRole } from '#shared/model/dataset.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Command } from '../command.ts';
import { requirePositionals } from '../command.ts';
import { projectNameOf, requireFreePath } from '../files.ts';
import { replaceOption, seedOption, threadsOption } from '../options.ts';
import type { Options } from '../options.ts';
import { openProject, withSession } from '../session.ts';
import type { Session, Terminal } from '../session.ts';
import { readSeed, readThreads } from '../settings.ts';
import { UsageError } from '../usageError.ts';

const roles: readonly TableRole[] = ['expression', 'copy-number', 'mutation', 'response', 'drugs', 'samples'];
const featureFlags: readonly FeatureRole[] = ['expression', 'copy-number', 'mutation', 'features'];

export const importTables: Command = {
  name: 'import',
  summary: 'Import the tables of a panel as a data set; FILE is made when it is not there.',
  synopsis: ['FILE --dataset NAME --response PATH [--expression PATH] [--copy-number PATH] ... [options]'],
  options: [
    { name: 'dataset', value: 'NAME', help: 'what to call the data set' },
    { name: 'expression', value: 'PATH', help: 'samples x genes' },
    { name: 'copy-number', value: 'PATH', help: 'samples x genes' },
    { name: 'mutation', value: 'PATH', help: 'samples x genes, 0 or 1' },
    { name: 'features', value: 'PATH', help: 'any other numbers; may be given again', multiple: true },
    {
      name: 'response',
      value: 'PATH',
      help: 'samples x drugs; may be given again for another metric',
      multiple: true,
    },
    {
      name: 'metric',
      value: 'NAME',
      help: "what the response measures, one for each; from the file's name when left out for one",
      multiple: true,
    },
    { name: 'drugs', value: 'PATH', help: 'drug, target, mechanism (or moa), class' },
    { name: 'samples', value: 'PATH', help: 'sample (or cell_line), tissue (or site_primary)' },
    { name: 'format', value: 'auto|plain-matrix', help: 'how the matrices are written; auto when left out' },
    { name: 'missing', value: 'drop|mean', help: 'features with a missing value; drop when left out' },
    { name: 'min-variance', value: 'V', help: 'leave out features that vary less' },
    replaceOption,
    threadsOption,
    seedOption,
  ],
  laterOptions: [
    { name: 'lookup', value: 'PATH', help: '', multiple: true, several: true },
    { name: 'sets', value: 'PATH', help: '', multiple: true },
    { name: 'add', help: '' },
  ],
  notes: [
    'Tables may be tab-, comma- or semicolon-separated, gzip-compressed, with samples in rows or in columns.',
    'At least one of --expression, --copy-number, --mutation and --features is needed.',
  ],
  run,
};

interface TypedTable extends Omit<ImportTable, 'fileId'> {
  path: string;
}

async function run(options: Options, terminal: Terminal): Promise<void> {
  const [file] = requirePositionals(options, ['FILE']);
  const dataset = options.requiredText('dataset', 'a name for the data set');
  const tables = readTables(options);
  const missing = options.choice('missing', ['drop', 'mean'] as const) ?? 'drop';
  const minVariance = options.number('min-variance', { least: 0 });
  const replace = options.has('replace');
  readThreads(options);
  readSeed(options);
  const request = ({ files }: Session): ImportRequest => ({
    dataset,
    missing,
    ...(minVariance === undefined ? {} : { minVariance }),
    tables: tables.map(({ path, ...table }) => ({ ...table, fileId: files.add(path) })),
  });
  const outcome = existsSync(file)
    ? await importInto(file, request, replace, terminal)
    : await importIntoNew(file, request, terminal);
  report(file, outcome, terminal);
}

function readTables(options: Options): TypedTable[] {
  const format = options.text('format') ?? 'auto';
  const features = options.texts('features');
  const responses = readResponses(options, format);
  const tables: TypedTable[] = roles.flatMap((role) => {
    if (role === 'response') return responses;
    const path = options.text(role);
    if (path === undefined) return [];
    const isMatrix = role !== 'drugs' && role !== 'samples';
    return [{ role, path, format: isMatrix ? format : 'auto' }];
  });
  for (const path of features) {
    tables.push({ role: 'features', path, format, block: features.length === 1 ? 'features' : stemOf(path) });
  }
  if (!tables.some(({ role }) => featureFlags.some((flag) => flag === role))) {
    throw new UsageError(`no features are given, expected one of --${featureFlags.join(', --')}`);
  }
  return tables;
}

/** Each with its metric: the first `--metric` is that of the first `--response`. */
function readResponses(options: Options, format: string): TypedTable[] {
  const paths = options.texts('response');
  const metrics = options.texts('metric');
  if (paths.length === 0) {
    throw new UsageError('--response is missing, expected the path of a table of drug responses');
  }
  const mayBeUnnamed = paths.length === 1 && metrics.length === 0;
  if (metrics.length !== paths.length && !mayBeUnnamed) {
    throw new UsageError(
      `--metric: found ${metrics.length} for ${paths.length} of --response, expected one for each, in the same order`,
    );
  }
  return paths.map((path, index) => ({
    role: 'response',
    path,
    format,
    ...(mayBeUnnamed ? {} : { metric: metrics[index] }),
  }));
}

function stemOf(path: string): string {
  return basename(path).replace(/(\.(tsv|csv|txt|tab))?(\.gz)?$/i, '');
}

function importInto(
  file: string,
  request: (session: Session) => ImportRequest,
  replace: boolean,
  terminal: Terminal,
): Promise<ImportOutcome> {
  return withSession(terminal, undefined, async (session) => {
    const { projectId } = await openProject(session, file);
    return session.call('import/run', { projectId, request: request(session), replace, add: false });
  });
}

/** The project grows beside its place and takes it when the import is done: a refused one leaves nothing. */
async function importIntoNew(
  file: string,
  request: (session: Session) => ImportRequest,
  terminal: Terminal,
): Promise<ImportOutcome> {
  requireFreePath(file);
  const unfinished = join(dirname(file), `.${basename(file)}-importing-${process.pid}`);
  try {
    const outcome = await withSession(terminal, undefined, async (session) => {
      const fileId = session.files.add(unfinished);
      const { projectId } = await session.call('project/create', { fileId, name: projectNameOf(file) });
      return session.call('import/run', { projectId, request: request(session), replace: false, add: false });
    });
    requireFreePath(file);
    renameSync(unfinished, file);
    return outcome;
  } catch (error) {
    throw placedAt(error, unfinished, file);
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(unfinished + suffix, { force: true });
  }
}

/** An error of the unfinished file, told of the file that was asked for. */
function placedAt(error: unknown, unfinished: string, file: string): unknown {
  if (!(error instanceof TracewiseError)) return error;
  const { place } = error.detail;
  if (place === undefined || basename(place.file) !== basename(unfinished)) return error;
  return new TracewiseError(
    error.kind,
    error.message,
    { ...error.detail, place: { file } },
    { cause: error },
  );
}

const namesShown = 5;

function report(file: string, { dataset, report: match }: ImportOutcome, terminal: Terminal): void {
  const { name, sampleCount, featureCount, drugCount, blocks, metrics } = dataset;
  terminal.say(`imported data set "${name}" into ${file}`);
  terminal.say(`  ${sampleCount} samples, matched by name`);
  terminal.say(`  ${featureCount} features: ${blocks.map((b) => `${b.featureCount} ${b.name}`).join(', ')}`);
  for (const metric of metrics) {
    const percent = (100 * metric.missingShare).toFixed(1);
    terminal.say(`  ${drugCount} drugs, ${metric.name}, ${percent} % missing`);
  }
  for (const { file: table, samples } of match.unmatchedSamples) {
    if (samples.length === 0) continue;
    terminal.warn(`${table}: ${samples.length} samples are not in all tables: ${some(samples)}`);
  }
  for (const reason of ['missing', 'constant', 'low-variance'] as const) {
    const dropped = match.droppedFeatures.filter((feature) => feature.reason === reason);
    if (dropped.length === 0) continue;
    terminal.warn(
      `${dropped.length} feature${dropped.length === 1 ? '' : 's'} left out (${reason}): ${some(dropped.map((f) => f.name))}`,
    );
  }
  for (const warning of match.warnings) terminal.warn(warning);
  terminal.answer({ file, dataset, report: match });
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, namesShown).join(', ');
  return names.length > namesShown ? `${shown} ...` : shown;
}
