import { defineConfig } from 'vitest/config';

process.env['SOAK_SEED'] ??= String(Date.now() % 1_000_000_007);

/** `npm run soak`: long random tests, and the suite's properties on other examples; SOAK_SEED repeats a run. With
 * TRACEWISE_DATA, a folder of downloaded files, they are read as well. */
export default defineConfig({
  test: {
    include: [
      'test/soak/**/*.test.ts',
      ...(process.env['TRACEWISE_DATA'] === undefined ? [] : ['test/realData/**/*.test.ts']),
      'test/src-shared/{kernels,numerics/{linalg,losses,penalties,solvers,paths}}/**/*.test.ts',
    ],
    setupFiles: ['test/support/seededProperties.ts'],
    testTimeout: 600_000,
    pool: 'forks',
  },
});
