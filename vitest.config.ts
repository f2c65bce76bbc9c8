import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** What takes longest. Begun last, it would keep one processor waiting for the other. */
const longest = ['analyses/leaks', 'analyses/screenNoise', 'hosts/kills', 'cli/screen', 'jobs/kill'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      longest.some((name) => moduleId.endsWith(`${name}.test.ts`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

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
    sequence: { sequencer: LongestFirst },
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
