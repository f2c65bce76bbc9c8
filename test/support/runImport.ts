import { openProject } from '../../src-main/store/projectFile.ts';
import { wideDataset } from './datasets.ts';

/** Stores a data set in a project file, in a process of its own that can be killed; says the share after each step. */
const [path] = process.argv.slice(2);
const project = openProject(path);
await project.importDataset(
  wideDataset(100_000),
  { replace: false },
  { signal: new AbortController().signal, progress: (share) => console.log(`stored ${share}`) },
);
project.close();
console.log('done');
