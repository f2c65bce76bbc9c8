import { defineConfig } from 'vitest/config';

/** `npm run soak`: long random tests; SOAK_SEED chooses others. */
export default defineConfig({
  test: {
    include: ['test/soak/**/*.test.ts'],
    testTimeout: 600_000,
    pool: 'forks',
  },
});
