import { z } from 'zod';

const ofProject = z.object({ projectId: z.string() });

/** Which projects are being worked in by calls that have not been answered. */
export class CallsInFlight {
  readonly #counts = new Map<string, number>();

  /** Counts a call for as long as it lasts. @param args as they came, not parsed yet */
  async during<Result>(args: unknown, work: () => Promise<Result>): Promise<Result> {
    const parsed = ofProject.safeParse(args);
    if (!parsed.success) return work();
    const { projectId } = parsed.data;
    this.#add(projectId, 1);
    try {
      return await work();
    } finally {
      this.#add(projectId, -1);
    }
  }

  countOf(projectId: string): number {
    return this.#counts.get(projectId) ?? 0;
  }

  #add(projectId: string, change: number): void {
    const count = this.countOf(projectId) + change;
    if (count === 0) this.#counts.delete(projectId);
    else this.#counts.set(projectId, count);
  }
}
