import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// In a checkout hundreds of files would be stripped of their types and compiled at every start.
if (import.meta.url.endsWith('.ts')) {
  enableCompileCache(fileURLToPath(new URL('../../../.cache/node', import.meta.url)));
}

const controller = new AbortController();
let asked = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    asked += 1;
    if (asked > 1) process.exit(130);
    controller.abort();
  });
}

const { runCommandLine } = await import('./runCommandLine.ts');
process.exitCode = await runCommandLine(process.argv.slice(2), {
  output: process.stdout,
  errors: process.stderr,
  signal: controller.signal,
});
