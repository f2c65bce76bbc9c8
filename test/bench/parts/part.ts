import type { z } from 'zod';

/** Work that a process of its own does, and answers in JSON. */
export type Part = (input: unknown) => Promise<unknown>;

/** A part whose input is parsed before it runs. */
export function definePart<Input>(schema: z.ZodType<Input>, run: (input: Input) => unknown): Part {
  return (input) => Promise.resolve(run(schema.parse(input)));
}

/** Largest resident memory of this process until now, in MiB. */
export function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
