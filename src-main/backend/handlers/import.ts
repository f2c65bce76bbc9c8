import { TracewiseError } from '#shared/model/errors.ts';
import type { ImportOutcome, ImportRequest } from '#shared/contract/methods.ts';
import { buildDataset } from '#main/importers/dataset/buildDataset.ts';
import type { DatasetRequest } from '#main/importers/dataset/request.ts';
import { inspectFile } from '#main/importers/inspectFile.ts';
import { partOf } from '#main/importers/context.ts';
import type { ReadContext } from '#main/importers/context.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { CallContext, FileRegistry, Handlers } from '../backend.ts';
import type { Services } from '../services.ts';

export function importHandlers({
  projects,
  files,
  publish,
}: Services): Handlers<'import/inspect' | 'import/match' | 'import/run'> {
  return {
    'import/inspect': async ({ fileId }, context) => {
      const source = files.resolve(fileId);
      const inspection = await inspectFile(source, readingOf(context, `reading ${source.name}`));
      return { fileId, fileName: source.name, ...inspection };
    },
    'import/match': async ({ request }, context) => {
      const { report } = await buildDataset(
        withSources(request, files),
        readingOf(context, 'matching samples'),
      );
      return report;
    },
    'import/run': async ({ projectId, request, replace, add }, context) => {
      if (add) {
        throw new TracewiseError('invalid-setting', 'this version cannot add tables to a data set yet', {
          remedy: 'Import all tables of the data set together',
        });
      }
      const { store } = projects.get(projectId);
      const outcome = await importIntoProject(store, request, files, { replace }, context);
      publish({ event: 'project/changed', payload: { projectId } });
      publish({ event: 'library/changed', payload: null });
      return outcome;
    },
  };
}

/**
 * Reads the files of a request into a data set of the project; all of it is stored, or nothing.
 * @throws TracewiseError `conflict` when the name is taken and not to be replaced (before anything is read),
 *   `invalid-input`, `invalid-setting`, `disk`, `cancelled`
 */
export async function importIntoProject(
  project: ProjectStore,
  request: ImportRequest,
  files: FileRegistry,
  options: { replace: boolean },
  context: CallContext,
): Promise<ImportOutcome> {
  const taken = project.listDatasets().some(({ name }) => name === request.dataset);
  if (taken && !options.replace) {
    throw new TracewiseError('conflict', `there is already a data set "${request.dataset}"`, {
      remedy: 'Choose another name, or replace it',
    });
  }
  const { dataset, report } = await buildDataset(
    withSources(request, files),
    partOf(readingOf(context, 'reading tables'), 0, readingShare),
  );
  const storing = partOf(readingOf(context, 'storing the data set'), readingShare, 1 - readingShare);
  return { dataset: await project.importDataset(dataset, options, belowOne(storing)), report };
}

/** Of the time that an import takes. */
const readingShare = 0.8;

/** Only the answer says that all is done. */
function belowOne({ signal, progress }: ReadContext): ReadContext {
  return { signal, progress: (fraction) => progress(Math.min(fraction, 0.99)) };
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
