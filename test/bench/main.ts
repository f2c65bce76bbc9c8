import { elasticNetOne } from './elasticNetOne.ts';
import { traceNormPathBench } from './traceNormPath.ts';

/** What one benchmark measured: seconds, and the objective that the time bought. */
export interface Measurement {
  ours_s: number;
  objective_ours: number;
  /** Largest certificate or duality gap on the way. */
  certificate: number;
}

const benches = new Map<string, () => Measurement>([
  ['elastic-net-one', elasticNetOne],
  ['trace-norm-path', traceNormPathBench],
]);

/** `npm run bench [-- NAME ..]`: a JSON line per benchmark; without names, all of them. */
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !benches.has(name));
if (unknown.length > 0) {
  console.error(`no benchmark is named ${unknown.join(', ')}; there are ${[...benches.keys()].join(', ')}`);
  process.exit(2);
}
for (const [name, bench] of benches) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const measured = bench();
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ name, ...measured, peak_mb: peakMegabytes }));
}
