import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './processes.ts';

/**
 * `npm run build:kernels`, which `npm ci` runs too: compiles the kernels to WebAssembly and writes them as a module, so
 * that sources, tests, bundles and an asar all load them by an import.
 */

const folder = join('src-shared', 'kernels', 'built');
const binaryFile = join(folder, 'kernels.wasm');

mkdirSync(folder, { recursive: true });
const { code, output } = await runTool('asc', [
  'src-shared/kernels/assembly/index.ts',
  ...['--outFile', binaryFile],
  '-O3',
  '--noAssert',
  ...['--runtime', 'stub'],
  '--importMemory',
  '--sharedMemory',
  ...['--initialMemory', '1', '--maximumMemory', '65536'],
  ...['--enable', 'simd', '--enable', 'threads'],
]);
if (code === 0) {
  const bytes = readFileSync(binaryFile);
  writeFileSync(
    join(folder, 'binary.ts'),
    `/** Compiled from ../assembly. */\nexport const binary = new Uint8Array([${bytes.join(',')}]);\n`,
  );
} else {
  console.error(output);
  process.exitCode = 1;
}
