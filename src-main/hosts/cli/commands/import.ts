import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ImportOutcome, ImportRequest } from '#shared/contract/methods.ts';
import type { MissingPolicy } from '#shared/model/dataset.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Command } from '../command.ts';
import { requirePositionals } from '../command.ts';
import { projectNameOf, requireFreePath } from '../files.ts';
import { seedOption, threadsOption } from '../options.ts';
import type { Options } from '../options.ts';
import { openProject, withSession } from '../session.ts';
import type { Session, Terminal } from '../session.ts';
import { readSeed, readThreads } from '../settings.ts';
import { namingFlags, readNaming, readTables, tableOptions } from './importOptions.ts';
import { report } from './importReport.ts';
import type { Imported } from './importReport.ts';
import { keepingSets } from './keepSets.ts';

export const importTables: Command = {
  name: 'import',
  summary: 'Import the tables of a panel as a data set; FILE is made when it is not there.',
  synopsis: [
    'FILE --dataset NAME --response PATH [--expression PATH] [--copy-number PATH] ... [options]',
    'FILE --dataset NAME --add [--mutation PATH] [--response PATH --metric NAME] ... [options]',
  ],
  options: [
    { name: 'dataset', value: 'NAME', help: 'what to call the data set' },
    { name: 'add', help: 'bring further blocks or metrics into a data set that is there' },
    ...tableOptions,
    ...namingFlags,
    {
      name: 'missing',
      value: 'drop|mean',
      help: 'features with a missing value; drop when left out, with --add as the data set has it',
    },
    { name: 'min-variance', value: 'V', help: 'leave out features that vary less' },
    {
      name: 'replace',
      help: 'replace a data set of this name, with --add its blocks and metrics of the same names',
    },
    {
      name: 'sets',
      value: 'PATH',
      help: 'gene sets (GMT) to keep for enrichment in all projects',
      multiple: true,
    },
    threadsOption,
    seedOption,
  ],
  notes: [
    'Files are recognised by their content; they may be gzip-compressed, with samples in rows or in columns.',
    'A new data set needs --response and at least one of --expression, --copy-number, --mutation and --features.',
    'Samples match as written first, else by upper-case letters and digits without tissue, else by known aliases.',
    'Names that could be several are left out until --choose says which they are; the project remembers it.',
  ],
  run,
};

async function run(options: Options, terminal: Terminal): Promise<void> {
  const [file] = requirePositionals(options, ['FILE']);
  const dataset = options.requiredText('dataset', 'a name for the data set');
  const add = options.has('add');
  const tables = readTables(options, add);
  const naming = readNaming(options);
  const missing = options.choice('missing', ['drop', 'mean'] as const);
  const minVariance = options.number('min-variance', { least: 0 });
  const replace = options.has('replace');
  readThreads(options);
  readSeed(options);
  const request = ({ files }: Session, policy: MissingPolicy): ImportRequest => ({
    dataset,
    missing: missing ?? policy,
    ...(minVariance === undefined ? {} : { minVariance }),
    ...naming,
    tables: tables.map(({ path, ...table }) => ({ ...table, fileId: files.add(path) })),
  });
  const sets = { paths: options.list('sets'), replace };
  const importing: Importing = (work) =>
    withSession(terminal, undefined, (session) => keepingSets(session, sets, () => work(session)));
  const imported =
    add || existsSync(file)
      ? await importInto(file, dataset, request, { replace, add }, importing)
      : await importIntoNew(file, request, importing);
  report(file, imported, terminal);
}

type MakeRequest = (session: Session, policy: MissingPolicy) => ImportRequest;
/** Imports tables in a session, and keeps the gene sets that came with them. */
type Importing = (work: (session: Session) => Promise<ImportOutcome>) => Promise<Imported>;

function importInto(
  file: string,
  dataset: string,
  request: MakeRequest,
  { replace, add }: { replace: boolean; add: boolean },
  importing: Importing,
): Promise<Imported> {
  return importing(async (session) => {
    const { projectId } = await openProject(session, file);
    const policy = add ? await policyOf(session, projectId, dataset) : 'drop';
    return session.call('import/run', { projectId, request: request(session, policy), replace, add });
  });
}

/** The missing policy of a data set; an unknown one is refused by the import. */
async function policyOf({ call }: Session, projectId: string, dataset: string): Promise<MissingPolicy> {
  const { datasets } = await call('project/overview', { projectId });
  return datasets.find(({ name }) => name === dataset)?.missingPolicy ?? 'drop';
}

/** The project grows beside its place and takes it when the import is done: a refused one leaves nothing. */
async function importIntoNew(file: string, request: MakeRequest, importing: Importing): Promise<Imported> {
  requireFreePath(file);
  const unfinished = join(dirname(file), `.${basename(file)}-importing-${process.pid}`);
  try {
    const imported = await importing(async (session) => {
      const fileId = session.files.add(unfinished);
      const { projectId } = await session.call('project/create', { fileId, name: projectNameOf(file) });
      const tables = request(session, 'drop');
      return session.call('import/run', { projectId, request: tables, replace: false, add: false });
    });
    requireFreePath(file);
    renameSync(unfinished, file);
    return imported;
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
