import { defineConfig } from 'vitest/config';

process.env['SOAK_SEED'] ??= String(Date.now() % 1_000_000_007);

/** `npm run soak`: long random tests, and the suite's properties on other examples; SOAK_SEED repeats a run. */
export default defineConfig({
  test: {
    include: [
      'test/soak/**/*.test.ts',
      'test/src-shared/{kernels,numerics/{linalg,losses,penalties,solvers,paths}}/**/*.test.ts',
    ],
    setupFiles: ['test/support/seededProperties.ts'],
    testTimeout: 600_000,
    pool: 'forks',
  },
});
