import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

/** An import that must be refused, by the rule that must refuse it. */
const refused: [rule: string, from: string, imported: string][] = [
  ['layer-model', 'src-shared/model/a.ts', '../contract/target.ts'],
  ['layer-contract', 'src-shared/contract/a.ts', '../numerics/solvers/target.ts'],
  ['layer-kernels', 'src-shared/kernels/a.ts', '../model/target.ts'],
  ['layer-numerics', 'src-shared/numerics/solvers/a.ts', '../../model/target.ts'],
  ['layer-analyses', 'src-shared/numerics/analyses/a.ts', '../../contract/target.ts'],
  ['layer-importers', 'src-main/importers/a.ts', '#main/store/target.ts'],
  ['layer-exporters', 'src-main/exporters/a.ts', '#main/jobs/target.ts'],
  ['layer-store', 'src-main/store/a.ts', '#main/jobs/target.ts'],
  ['layer-names', 'src-shared/names/a.ts', '../numerics/linalg/target.ts'],
  ['layer-workers', 'src-main/workers/a.ts', '#main/store/target.ts'],
  ['layer-jobs', 'src-main/jobs/a.ts', '#main/backend/target.ts'],
  ['layer-backend', 'src-main/backend/a.ts', '#main/hosts/web/target.ts'],
  ['layer-hosts', 'src-main/hosts/web/a.ts', '#main/store/target.ts'],
  ['layer-client', 'src-renderer/client/a.ts', '#main/backend/target.ts'],
  ['layer-state', 'src-renderer/state/a.ts', '#renderer/views/target.ts'],
  ['layer-views', 'src-renderer/views/a.ts', '#renderer/client/target.ts'],
  ['layer-views', 'src-renderer/wizards/import/a.ts', '#renderer/charts/layout/target.ts'],
  ['layer-views', 'src-renderer/ui/a.ts', '#renderer/client/target.ts'],
  ['layer-figures', 'src-renderer/charts/figures/a.ts', '#renderer/state/target.ts'],
  ['layer-layout', 'src-renderer/charts/layout/a.ts', '#shared/numerics/solvers/target.ts'],
  ['numerics-downward-linalg', 'src-shared/numerics/linalg/a.ts', '../solvers/target.ts'],
  ['numerics-downward-solvers', 'src-shared/numerics/solvers/b.ts', '../paths/target.ts'],
  ['numerics-downward-paths', 'src-shared/numerics/paths/a.ts', '../analyses/target.ts'],
  ['shared-packages', 'src-shared/model/b.ts', 'd3'],
  ['shared-packages', 'src-shared/model/c.ts', 'node:path'],
  ['only-electron', 'src-main/hosts/web/b.ts', 'electron'],
  ['only-electron', 'src-main/backend/b.ts', 'electron'],
  ['only-sqlite', 'src-main/jobs/b.ts', 'better-sqlite3'],
  ['only-xlsx', 'src-main/importers/formats/b.ts', '@e965/xlsx'],
  ['only-fs', 'src-main/backend/c.ts', 'node:fs'],
  ['only-fs', 'src-main/jobs/c.ts', 'node:fs/promises'],
  ['only-threads', 'src-main/jobs/d.ts', 'node:worker_threads'],
];

/** Imports that the design asks for. */
const allowed: [from: string, imported: string][] = [
  ['src-shared/contract/ok.ts', '../model/target.ts'],
  ['src-main/importers/ok.ts', '#shared/names/target.ts'],
  ['src-shared/numerics/paths/ok.ts', '../solvers/target.ts'],
  ['src-shared/numerics/analyses/ok.ts', '../../model/target.ts'],
  ['src-shared/model/ok.ts', 'zod'],
  ['src-main/store/ok.ts', 'better-sqlite3'],
  ['src-main/workers/ok.ts', 'node:worker_threads'],
  ['src-main/jobs/ok.ts', '#main/store/target.ts'],
  ['src-main/backend/ok.ts', '#main/jobs/target.ts'],
  ['src-main/hosts/electron/ok.ts', 'electron'],
  ['src-main/hosts/web/ok.ts', '#main/backend/target.ts'],
  ['src-renderer/state/ok.ts', '#renderer/client/target.ts'],
  ['src-renderer/charts/figures/ok.ts', '#renderer/charts/layout/target.ts'],
];

const report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

const repository = resolve('.');
const tree = mkdtempSync(join(tmpdir(), 'tracewise-layers-'));
afterAll(() => rmSync(tree, { recursive: true }));

function write(path: string, content: string) {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), content);
}

/** Where an import of the tree leads, if it is into the tree. */
function targetOf(from: string, imported: string): string | undefined {
  if (imported.startsWith('.')) return join(dirname(from), imported);
  return imported.startsWith('#') ? imported.replace(/^#(\w+)/, 'src-$1') : undefined;
}

describe('the layering rules', () => {
  let violations: z.infer<typeof report>['summary']['violations'];
  let modules: string[];
  const rulesBrokenBy = (from: string) =>
    violations.filter((violation) => violation.from === from).map(({ rule }) => rule.name);

  beforeAll(() => {
    for (const file of ['.dependency-cruiser.js', 'tsconfig.base.json', 'package.json']) {
      copyFileSync(join(repository, file), join(tree, file));
    }
    symlinkSync(join(repository, 'node_modules'), join(tree, 'node_modules'), 'junction');
    const plants = [...refused.map(([, from, imported]) => [from, imported] as const), ...allowed];
    for (const [from, imported] of plants) {
      // Even an import of a type alone counts.
      write(from, `import type { target } from '${imported}';\nexport type A = typeof target;\n`);
      const target = targetOf(from, imported);
      if (target !== undefined) write(target, 'export const target = 1;\n');
    }
    const command = join(repository, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
    const args = [command, '--output-type', 'json', 'src-shared', 'src-main', 'src-renderer'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8', maxBuffer: 1e8 });
    const parsed = report.parse(JSON.parse(stdout));
    violations = parsed.summary.violations;
    modules = parsed.modules.map(({ source }) => source);
  });

  it.each(refused)('%s refuses %s -> %s', (rule, from) => {
    expect(rulesBrokenBy(from)).toContain(rule);
  });

  it.each(allowed)('allow %s -> %s', (from) => {
    expect(modules).toContain(from);
    expect(rulesBrokenBy(from)).toEqual([]);
  });
});

describe('the folders of the sources', () => {
  it('each have a layer, so that no file escapes the rules', () => {
    const command = join('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
    const args = [command, '--no-config', '--do-not-follow', 'node_modules', '--output-type', 'json'];
    const { stdout } = spawnSync(process.execPath, [...args, 'src-shared', 'src-main', 'src-renderer'], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    const sources = report.parse(JSON.parse(stdout)).modules.map(({ source }) => source);
    const ownFolders = sources.filter((source) => /^src-\w+\/\w+\/.*\.(ts|svelte)$/.test(source));
    const layers = new Set(refused.map(([, from]) => from.split('/').slice(0, 2).join('/')));
    const astray = ownFolders.filter((source) => !layers.has(source.split('/').slice(0, 2).join('/')));
    expect(ownFolders.length).toBeGreaterThan(0);
    expect(astray).toEqual([]);
  });
});
