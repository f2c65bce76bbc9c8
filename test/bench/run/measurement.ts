import { z } from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]).optional();

/** One JSON line of a run. Further fields give shapes, threads, and how the times were taken. */
export const measurement = z
  .object({
    name: z.string(),
    ours_s: z.number(),
    /** What the project was measured against; null when `peer_reason` says why there is none. */
    peer: z.string().nullable(),
    peer_s: z.number().nullable(),
    /** ours_s / peer_s. */
    ratio: z.number().nullable(),
    objective_ours: z.number().nullable(),
    objective_peer: z.number().nullable(),
    /** The largest certificate or duality gap on the way. */
    certificate: z.number().nullable(),
    /** Largest resident memory of the process that did the work and nothing else, in MiB. */
    peak_mb: z.number().nullable(),
    threads: z.number(),
  })
  .catchall(scalar);
export type Measurement = z.infer<typeof measurement>;

/** Where and with what a run was made: the first line of it. */
export const machineFacts = z.object({
  name: z.literal('machine'),
  date: z.string(),
  cpu: z.string(),
  cores: z.number(),
  memory_gb: z.number(),
  system: z.string(),
  node: z.string(),
  commit: z.string(),
  python: z.string(),
  r: z.string(),
});
export type MachineFacts = z.infer<typeof machineFacts>;

/** A measurement, what is not given being null, with what all have in common first. */
export function measured(facts: Partial<Measurement> & Pick<Measurement, 'name' | 'ours_s'>): Measurement {
  const { name, ours_s, peer = null, peer_s = null } = facts;
  const common = {
    name,
    ours_s,
    peer,
    peer_s,
    ratio: peer_s === null ? null : significant(ours_s / peer_s),
    objective_ours: null,
    objective_peer: null,
    certificate: null,
    peak_mb: null,
    threads: 1,
  };
  return { ...common, ...facts, ratio: common.ratio };
}

const keptDigits = 5;

/** Rounded to what a timing is worth. */
export function significant(value: number): number {
  return Number(value.toPrecision(keptDigits));
}
