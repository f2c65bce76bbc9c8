import type { z } from 'zod';
import { methodArguments } from '#shared/contract/methods.ts';
import type { MethodArguments, MethodName, MethodResult } from '#shared/contract/methods.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { CallContext, Handlers } from './backend.ts';

export type Dispatch = <M extends MethodName>(
  method: M,
  args: unknown,
  context: CallContext,
) => Promise<MethodResult<M>>;

/** Parses the arguments of a call and hands it to its method. */
export function dispatcher(handlers: Handlers<MethodName>): Dispatch {
  return async (method, args, context) => {
    if (context.signal.aborted) throw new TracewiseError('cancelled', 'cancelled');
    return handlers[method](parseArguments(method, args), context);
  };
}

/** @throws TracewiseError `not-found` */
export function requireMethod(name: string): MethodName {
  if (isMethod(name)) return name;
  throw new TracewiseError('not-found', `there is no method "${name}"`);
}

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(methodArguments, name);
}

/** @throws TracewiseError `invalid-setting` that names the first field at fault */
function parseArguments<M extends MethodName>(method: M, args: unknown): MethodArguments<M> {
  const schema: Schemas[M] = methodArguments[method];
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue.path.map(String).join('.');
  throw new TracewiseError('invalid-setting', `${field === '' ? method : field}: ${issue.message}`);
}

/** The same parsers, said method by method, so that what comes out is known to fit the method. */
type Schemas = { [M in MethodName]: Schema<MethodArguments<M>> };

interface Schema<Value> {
  safeParse(input: unknown): { success: true; data: Value } | { success: false; error: z.ZodError };
}
