import { machineFacts, measurement } from '../run/measurement.ts';
import type { MachineFacts, Measurement } from '../run/measurement.ts';

/** What a file of JSON lines holds: of the same work measured twice, the later; of machines, the last. */
export interface Run {
  machine: MachineFacts;
  lines: Measurement[];
}

/** What tells one measurement from another; the rest is outcome. */
const identity = [
  'name',
  'of',
  'axis',
  'at',
  'operation',
  'peer',
  'peer_reason',
  'solver',
  'minimum_fraction',
  'l1_ratio',
  'data',
  'samples',
  'features',
  'tasks',
  'threads',
  'scheme',
];

/** Lines that are no JSON, such as npm's, are passed over. @throws Error without a machine, or for a line that is neither */
export function parseRun(text: string): Run {
  const found = new Map<string, Measurement>();
  let machine: MachineFacts | undefined;
  for (const line of text.split('\n').filter((candidate) => candidate.startsWith('{'))) {
    const value: unknown = JSON.parse(line);
    const facts = machineFacts.safeParse(value);
    if (facts.success) {
      machine = facts.data;
      continue;
    }
    const parsed = measurement.parse(value);
    const key = JSON.stringify(identity.map((field) => parsed[field] ?? null));
    found.delete(key);
    found.set(key, parsed);
  }
  if (machine === undefined) throw new Error('the file does not say on which machine it was made');
  return { machine, lines: [...found.values()] };
}
