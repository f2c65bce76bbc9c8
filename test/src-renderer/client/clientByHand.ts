import type { CallOptions, Client } from '#renderer/client/client.ts';
import type { HostBridge } from '#shared/contract/host.ts';
import type { MethodArguments, MethodName, MethodResult } from '#shared/contract/methods.ts';

type Answers = {
  [M in MethodName]?: (
    args: MethodArguments<M>,
    options: CallOptions,
  ) => MethodResult<M> | Promise<MethodResult<M>>;
};

export interface ClientByHand extends Client {
  /** What was called with what, in order. */
  calls: { method: MethodName; args: unknown }[];
}

/** A client without a backend: it answers what a test says, and refuses everything else. */
export function clientByHand(answers: Answers, host: Partial<HostBridge<File>> = {}): ClientByHand {
  const calls: ClientByHand['calls'] = [];
  return {
    host: { ...silentHost, ...host },
    calls,
    on: () => () => true,
    async call<M extends MethodName>(
      method: M,
      args: MethodArguments<M>,
      options: CallOptions = {},
    ): Promise<MethodResult<M>> {
      calls.push({ method, args });
      const answer: Answers[M] = answers[method];
      if (answer === undefined) throw new Error(`${method} was not to be called`);
      return answer(args, options);
    },
  };
}

const silentHost: HostBridge<File> = {
  kind: 'web',
  post: () => undefined,
  listen: () => () => true,
  pickFiles: () => Promise.resolve([]),
  addDroppedFiles: () => Promise.resolve([]),
  saveFile: () => Promise.resolve(true),
  pickDestination: () => Promise.resolve(undefined),
  onHostEvent: () => () => undefined,
  openExternal: () => Promise.resolve(false),
};
