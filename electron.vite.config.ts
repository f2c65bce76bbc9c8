import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import renderer from './vite.config.ts';

/** What is pure JavaScript goes into the bundles; better-sqlite3 looks for its binary beside itself and stays outside. */
const bundled = ['@e965/xlsx', 'd3-array', 'fflate', 'ml-matrix', 'zod'];

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      license: { fileName: 'licences.md' },
      externalizeDeps: { exclude: bundled },
      rolldownOptions: {
        input: {
          index: resolve('src-main/hosts/electron/index.ts'),
          backendThread: resolve('src-main/hosts/electron/backendThread.ts'),
          solver: resolve('src-main/workers/solver.ts'),
          cli: resolve('src-main/hosts/cli/main.ts'),
        },
        // All in one folder: what is looked for beside a module is found, whichever file the module ends up in.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: { exclude: bundled },
      rolldownOptions: {
        input: { preload: resolve('src-main/hosts/electron/preload.ts') },
        // A sandboxed preload is CommonJS; under "type": "module" it needs the ending.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer,
});
