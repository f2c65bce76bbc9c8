import { EventEmitter } from 'node:events';
import { writeSync } from 'node:fs';

/** What the language itself asks of any object: `await`, and `JSON.stringify`. */
const asksOfAnything = new Set(['then', 'toJSON']);

/** Said at once, so that an app that swallows the error cannot hide it. A spec fails when it reads such a line. */
export function complain(problem: string): Error {
  writeSync(2, `stand-in for Electron, problem: ${problem}\n`);
  return new Error(`stand-in for Electron: ${problem}`);
}

export function tell(what: string): void {
  writeSync(2, `stand-in for Electron: ${what}\n`);
}

/** The same object, but what is asked of it and is not there fails with its name instead of being undefined. */
export function loud<T extends object>(name: string, implementation: T): T {
  return new Proxy(implementation, {
    get(target, property, receiver): unknown {
      if (typeof property === 'string' && !(property in target) && !asksOfAnything.has(property)) {
        throw complain(`there is no ${name}.${property}`);
      }
      return Reflect.get(target, property, receiver);
    },
  });
}

/** For what has no other effect than on a real desktop. */
export const withoutEffect = (): void => undefined;

export class LoudEmitter extends EventEmitter {
  constructor(name: string) {
    super();
    return loud(name, this);
  }
}

/** An event that a listener may prevent. */
export class PreventableEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}
