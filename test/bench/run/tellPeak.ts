import { writeSync } from 'node:fs';

/** Loaded before a program (`--import`): its last line of output is its largest resident memory, in MiB. */
process.on('exit', () => {
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  writeSync(process.stdout.fd, `\n${JSON.stringify({ peak_mb: peak })}\n`);
});
