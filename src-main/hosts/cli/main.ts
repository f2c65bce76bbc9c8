import { runCommandLine } from './runCommandLine.ts';

const controller = new AbortController();
let asked = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    asked += 1;
    if (asked > 1) process.exit(130);
    controller.abort();
  });
}

process.exitCode = await runCommandLine(process.argv.slice(2), {
  output: process.stdout,
  errors: process.stderr,
  signal: controller.signal,
});
