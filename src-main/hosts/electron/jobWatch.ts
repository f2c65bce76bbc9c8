import type { JobView } from '#shared/model/job.ts';

/** A job that came to its end while it was watched. */
export interface EndedJob {
  view: JobView;
  /** That it was seen at work, without the time that it was paused. */
  seconds: number;
}

export interface JobWatch {
  /** @returns the job, if this was its end: done or failed */
  hear: (view: JobView) => EndedJob | undefined;
  /** What works or waits for its turn. */
  atWork: () => JobView[];
  /** From 0 to 1, over all that works; `undefined` when nothing does. */
  progress: () => number | undefined;
  /** The engine is gone, and all that worked in it. */
  forgetAll: () => void;
}

interface Watched {
  view: JobView;
  since: number;
  /** At work before it was paused, in milliseconds. */
  before: number;
}

/** Keeps an account of jobs by what the backend says of them. @param now in milliseconds */
export function createJobWatch(now: () => number): JobWatch {
  const working = new Map<string, Watched>();
  const paused = new Map<string, number>();

  function stop(key: string): number {
    const watched = working.get(key);
    working.delete(key);
    return watched === undefined ? 0 : watched.before + now() - watched.since;
  }

  return {
    hear(view) {
      const key = `${view.id}/${view.projectId}`;
      if (isAtWork(view)) {
        const known = working.get(key) ?? { since: now(), before: paused.get(key) ?? 0 };
        paused.delete(key);
        working.set(key, { ...known, view });
        return undefined;
      }
      const wasWatched = working.has(key);
      const milliseconds = stop(key);
      if (view.state === 'paused' && wasWatched) paused.set(key, milliseconds);
      const isEnd = view.state === 'done' || view.state === 'failed';
      return isEnd && wasWatched ? { view, seconds: milliseconds / 1000 } : undefined;
    },
    atWork: () => [...working.values()].map(({ view }) => view),
    progress() {
      if (working.size === 0) return undefined;
      const shares = [...working.values()].map(({ view }) => view.progress);
      return shares.reduce((sum, share) => sum + share, 0) / shares.length;
    },
    forgetAll() {
      working.clear();
      paused.clear();
    },
  };
}

function isAtWork({ state }: JobView): boolean {
  return state === 'waiting' || state === 'running';
}
