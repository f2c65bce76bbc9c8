import type { MethodArguments, MethodName, MethodResult } from '#shared/contract/methods.ts';
import type { CallProgress } from '#shared/contract/wire.ts';

/** Rides beside the arguments of every call. */
export interface CallContext {
  signal: AbortSignal;
  progress: (progress: CallProgress) => void;
}

export type Handler<M extends MethodName> = (
  args: MethodArguments<M>,
  context: CallContext,
) => MethodResult<M> | Promise<MethodResult<M>>;

/** The methods of one or more nouns. */
export type Handlers<M extends MethodName> = { [K in M]: Handler<K> };

/** Opaque ids for the files that a user handed over or chose as a destination. Only the host adds to it. */
export interface FileRegistry {
  /** @throws TracewiseError `not-found` for an id that was never given out */
  resolve(fileId: string): { path: string; name: string };
}
