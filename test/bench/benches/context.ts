import type { Measurement } from '../run/measurement.ts';
import type { BenchOptions } from '../run/options.ts';
import type { Peers } from '../run/peers.ts';

/** What a bench is given besides its own knowledge. */
export interface BenchContext {
  options: BenchOptions;
  peers: Peers;
  /** For files of this bench; removed after it. */
  folder: string;
  /** A line for people while a bench runs. */
  say: (line: string) => void;
}

export interface Bench {
  name: string;
  summary: string;
  /** Its measurements, as they come. */
  run: (context: BenchContext) => AsyncIterable<Measurement>;
}
