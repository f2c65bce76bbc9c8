import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/soak/**', 'test/bench/**', 'node_modules/**'],
    setupFiles: ['test/support/seededProperties.ts'],
    testTimeout: 60_000,
    pool: 'forks',
  },
});
