import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const elsewhere = ['test/e2e/**', 'test/soak/**', 'test/realData/**', 'node_modules/**'];

export default defineConfig({
  // For the runes of the page's state.
  plugins: [svelte()],
  test: {
    setupFiles: ['test/support/seededProperties.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // One less when left out, for which half of two processors would have nothing to do.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'program',
          include: ['test/**/*.test.ts'],
          exclude: [...elsewhere, 'test/src-shared/**'],
        },
      },
      // What keeps no state can share a process, which then reads its modules once.
      { extends: true, test: { name: 'shared', include: ['test/src-shared/**/*.test.ts'], isolate: false } },
    ],
  },
});
