import { join } from 'node:path';
import type { ImportRequest } from '#shared/contract/methods.ts';
import type { TableRole } from '#shared/model/dataset.ts';
import type { FileRegistry, Handlers } from '../backend.ts';
import { cardOf } from '../cards.ts';
import type { Services } from '../services.ts';
import { importIntoProject } from './import.ts';

const exampleName = 'Example panel';
const exampleMetric = 'activity area';

/** The tables of the example folder. */
const exampleTables: readonly { name: string; role: TableRole }[] = [
  { name: 'expression.tsv.gz', role: 'expression' },
  { name: 'copy_number.tsv.gz', role: 'copy-number' },
  { name: 'mutation.tsv.gz', role: 'mutation' },
  { name: 'response.tsv', role: 'response' },
  { name: 'drugs.tsv', role: 'drugs' },
  { name: 'samples.tsv', role: 'samples' },
];

export function exampleHandlers({
  library,
  projects,
  exampleFolder,
  genes,
  publish,
}: Services): Handlers<'library/add-example'> {
  /** The program's own files need no id from the host: their names are their ids. */
  const files: FileRegistry = { resolve: (name) => ({ path: join(exampleFolder, name), name }) };
  return {
    'library/add-example': async (_, context) => {
      const name = library.freeName(exampleName);
      const { id, store } = projects.create(library.freePath(name), name);
      try {
        await importIntoProject(
          store,
          exampleRequest(),
          { files, genes },
          { replace: false, add: false },
          context,
        );
      } catch (error) {
        projects.discard(id);
        throw error;
      }
      publish({ event: 'library/changed', payload: null });
      return cardOf(id, store);
    },
  };
}

function exampleRequest(): ImportRequest {
  return {
    dataset: 'example',
    missing: 'drop',
    tables: exampleTables.map(({ name, role }) => ({
      fileId: name,
      role,
      format: 'auto',
      ...(role === 'response' ? { metric: exampleMetric } : {}),
    })),
  };
}
