import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };

/**
 * Where the parts of the program are, from a checkout and once built. The build puts every module of main into one
 * folder, which is as deep in the package as this one.
 */
const isBuilt = !import.meta.url.endsWith('.ts');
const beside = (path: string) => new URL(path, import.meta.url);

export const programVersion = packageJson.version;

/** The example panel's tables. */
export const exampleFolder = fileURLToPath(beside('../../resources/example'));

/** The table of genes that names are looked up in. */
export const genesFile = fileURLToPath(beside('../../resources/genes/human_genes.tsv.gz'));

/** The gene sets that come with the program. */
export const geneSetsFolder = fileURLToPath(beside('../../resources/gene-sets'));

/** The module that solver threads run. */
export const solverEntry = beside(isBuilt ? './solver.js' : '../workers/solver.ts');

/** The texts of licences: ours, and those of what ships with the program; the last two are written by a build. */
export const licenceFiles = [
  { title: 'Tracewise', path: fileURLToPath(beside('../../LICENSE')) },
  { title: 'Third-party notices', path: fileURLToPath(beside('../../THIRD-PARTY-NOTICES.md')) },
  { title: 'Packages in the program', path: fileURLToPath(beside('../../out/main/licences.md')) },
  { title: 'Packages in the page', path: fileURLToPath(beside('../../out/renderer/licences.md')) },
] as const;

/** The built page. */
export const rendererFolder = fileURLToPath(beside('../../out/renderer'));
