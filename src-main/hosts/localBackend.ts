import { createBackend } from '#main/backend/createBackend.ts';
import { serve } from '#main/backend/serve.ts';
import { aboutProgram } from './aboutProgram.ts';
import type { OpenBackend } from './backendSeam.ts';
import { exampleFolder, geneSetsFolder, genesFile, programVersion, solverEntry } from './product.ts';

/** Opens the backend in this thread. */
export const openLocalBackend: OpenBackend = (options) => {
  const backend = createBackend({
    ...options,
    solverEntry,
    exampleFolder,
    genesFile,
    geneSetsFolder,
    version: programVersion,
    keepsNotes: true,
    about: aboutProgram,
  });
  return { connect: (post) => serve(backend, post, options.onProblem), close: () => backend.close() };
};
