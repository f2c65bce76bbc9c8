import { TracewiseError } from '#shared/model/errors.ts';
import type { Dataset, DatasetSummary } from '#shared/model/dataset.ts';
import type { ImportOutcome, ImportRequest } from '#shared/contract/methods.ts';
import { importedTable, recipeFileName } from '#shared/model/recipe.ts';
import type { ImportStep } from '#shared/model/recipe.ts';
import { buildDataset, matchTables } from '#main/importers/dataset/buildDataset.ts';
import type { ImportSources } from '#main/importers/dataset/buildDataset.ts';
import { joinReports } from '#main/importers/dataset/joinReports.ts';
import type { DatasetRequest } from '#main/importers/dataset/request.ts';
import { inspectFile } from '#main/importers/inspectFile.ts';
import { partOf } from '#main/importers/context.ts';
import type { ReadContext } from '#main/importers/context.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { CallContext, FileRegistry, Handlers } from '../backend.ts';
import type { Services } from '../services.ts';

type ImportMethods = 'import/inspect' | 'import/match' | 'import/run' | 'dataset/import-report';

export function importHandlers({
  projects,
  files,
  genes,
  tables,
  publish,
}: Services): Handlers<ImportMethods> {
  return {
    'import/inspect': async ({ fileId, sheet, format, headerLine }, context) => {
      const source = { ...files.resolve(fileId), ...(sheet === undefined ? {} : { sheet }) };
      const reading = readingOf(context, `reading ${source.name}`);
      const inspection = await inspectFile(source, reading, { format, headerLine });
      return { fileId, fileName: source.name, ...inspection };
    },
    'import/match': async ({ projectId, request, add }, context) => {
      const { store } = projects.get(projectId);
      // What would be replaced is a warning of the report; whether it is, the import itself is told.
      const sources = sourcesFor(store, request.dataset, { genes, tables }, { add, replace: true });
      const reading = readingOf(context, 'matching samples');
      return matchTables(withSources(request, files), reading, sources);
    },
    'import/run': async ({ projectId, request, replace, add }, context) => {
      const { store } = projects.get(projectId);
      const outcome = await importIntoProject(
        store,
        request,
        { files, genes, tables },
        { replace, add },
        context,
      );
      publish({ event: 'project/changed', payload: { projectId } });
      publish({ event: 'library/changed', payload: null });
      return outcome;
    },
    'dataset/import-report': ({ projectId, dataset }) =>
      projects.get(projectId).store.loadImportReport(dataset),
  };
}

/** What an import needs of the backend; without `tables` every file is read anew. */
type ImportServices = Pick<Services, 'files' | 'genes'> & Partial<Pick<Services, 'tables'>>;

export interface ImportOptions {
  /** Whether a data set of the name, or under `add` its blocks and metrics of the same names, give way. */
  replace: boolean;
  /** Whether the tables are added to the data set of the name. */
  add: boolean;
}

/**
 * Reads the files of a request into a data set of the project; all of it is stored, or nothing.
 * @throws TracewiseError `conflict` when the name is taken and not to be replaced (before anything is read),
 *   `not-found` when there is no data set to add to, `invalid-input`, `invalid-setting`, `disk`, `cancelled`
 */
export async function importIntoProject(
  project: ProjectStore,
  request: ImportRequest,
  { files, ...known }: ImportServices,
  options: ImportOptions,
  context: CallContext,
): Promise<ImportOutcome> {
  const before = datasetBefore(project, request.dataset, options);
  const sources = sourcesFor(project, request.dataset, known, options);
  const earlier = options.add ? project.loadImportReport(request.dataset) : null;
  const { dataset, report } = await buildDataset(
    withSources(request, files),
    partOf(readingOf(context, 'reading tables'), 0, readingShare),
    sources,
  );
  const storing = partOf(readingOf(context, 'storing the data set'), readingShare, 1 - readingShare);
  const stored = await project.importDataset(
    dataset,
    {
      replace: options.replace || options.add,
      ...(options.add ? { only: before?.id } : {}),
      record: {
        report: joinReports(earlier, report),
        choices: request.choices ?? [],
        steps: stepsAfter(project, before, stepOf(project, request, dataset, options), options),
      },
    },
    belowOne(storing),
  );
  return { dataset: stored, report };
}

/** With the imports before it that this one adds to; none where these are not known. */
function stepsAfter(
  project: ProjectStore,
  before: DatasetSummary | undefined,
  step: ImportStep,
  { add }: ImportOptions,
): ImportStep[] {
  if (!add || before === undefined) return [step];
  const earlier = project.loadImportSteps(before.id);
  return earlier.length === 0 ? [] : [...earlier, step];
}

/** Of a table of a request: all but the file's id, which is the host's. */
const asRead = importedTable.strip();

/** The import as it can be done again elsewhere: with the decisions that this project remembers. */
function stepOf(
  project: ProjectStore,
  { tables, choices, ...request }: ImportRequest,
  { provenance }: Dataset,
  { add }: ImportOptions,
): ImportStep {
  const read = provenance.slice(-tables.length);
  const asked = (choices ?? []).map(({ kind, written }) => `${kind} ${written}`);
  const remembered = project
    .listNameChoices()
    .filter(({ kind, written }) => !asked.includes(`${kind} ${written}`));
  return {
    ...request,
    add,
    choices: [...remembered, ...(choices ?? [])],
    tables: tables.map((table, place) => {
      const { name, byteCount, sha256 } = read[place];
      return { ...asRead.parse(table), file: { name: recipeFileName(name), byteCount, sha256 } };
    }),
  };
}

/** Of the time that an import takes. */
const readingShare = 0.8;

/** Only the answer says that all is done. */
function belowOne({ signal, progress }: ReadContext): ReadContext {
  return { signal, progress: (fraction) => progress(Math.min(fraction, 0.99)) };
}

/** @throws TracewiseError `conflict`, `not-found` */
function datasetBefore(
  project: ProjectStore,
  name: string,
  { replace, add }: ImportOptions,
): DatasetSummary | undefined {
  if (add) return project.datasetSummary(name);
  const taken = project.listDatasets().find((dataset) => dataset.name === name);
  if (taken === undefined || replace) return taken;
  throw new TracewiseError('conflict', `there is already a data set "${name}"`, {
    remedy: 'Choose another name, or replace it',
  });
}

function sourcesFor(
  project: ProjectStore,
  name: string,
  { genes, tables }: Omit<ImportServices, 'files'>,
  { replace, add }: ImportOptions,
): ImportSources {
  const remembered = project.listNameChoices();
  const addedTo = add ? { dataset: project.loadDataset(name), replace } : undefined;
  return { genes, cache: tables, remembered, ...(addedTo === undefined ? {} : { addedTo }) };
}

function withSources({ tables, ...request }: ImportRequest, files: FileRegistry): DatasetRequest {
  return {
    ...request,
    tables: tables.map(({ fileId, sheet, ...table }) => ({
      ...table,
      source: { ...files.resolve(fileId), ...(sheet === undefined ? {} : { sheet }) },
    })),
  };
}

function readingOf({ signal, progress }: CallContext, message: string): ReadContext {
  return { signal, progress: (fraction) => progress({ fraction, message }) };
}
