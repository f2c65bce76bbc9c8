export interface Codec {
  /** @throws DataCloneError for what a structured clone refuses, in the engine's own words, which are Electron's */
  encode: (value: unknown) => string;
  decode: (text: string) => unknown;
}

/**
 * Writes what a structured clone carries as text, for bindings of Chromium take nothing else. Its source is put into pages:
 * it must not use anything from outside itself.
 */
export function createCodec(): Codec {
  const mark = '$standIn';

  function pack(value: unknown): unknown {
    if (value === undefined) return { [mark]: 'undefined' };
    if (typeof value === 'bigint') return { [mark]: 'bigint', of: String(value) };
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
      return { [mark]: 'number', of: Object.is(value, -0) ? '-0' : String(value) };
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(pack);
    if (value instanceof Date) return { [mark]: 'date', of: value.getTime() };
    if (value instanceof Map) return { [mark]: 'map', of: pack([...value]) };
    if (value instanceof Set) return { [mark]: 'set', of: pack([...value]) };
    if (value instanceof Error) return { [mark]: 'error', of: [value.name, value.message, value.stack] };
    if (value instanceof ArrayBuffer) return { [mark]: 'ArrayBuffer', of: toBase64(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      return { [mark]: value.constructor.name, of: toBase64(bytes) };
    }
    const fields = Object.entries(value).map(([key, field]) => [key, pack(field)] as const);
    return mark in value ? { [mark]: 'object', of: fields } : Object.fromEntries(fields);
  }

  function unpack(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(unpack);
    if (!(mark in value)) {
      return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, unpack(field)]));
    }
    const { [mark]: kind, of } = value as { [mark]: string; of: never };
    if (kind === 'undefined') return undefined;
    if (kind === 'bigint') return BigInt(of);
    if (kind === 'number') return Number(of);
    if (kind === 'date') return new Date(of);
    if (kind === 'map') return new Map(unpack(of) as [unknown, unknown][]);
    if (kind === 'set') return new Set(unpack(of) as unknown[]);
    if (kind === 'error') return toError(of);
    if (kind === 'object')
      return Object.fromEntries((of as [string, unknown][]).map(([k, v]) => [k, unpack(v)]));
    const { buffer } = fromBase64(of);
    if (kind === 'ArrayBuffer') return buffer;
    const View = (globalThis as Record<string, unknown>)[kind === 'Buffer' ? 'Uint8Array' : kind];
    return new (View as new (buffer: ArrayBuffer) => unknown)(buffer);
  }

  function toError([name, message, stack]: [string, string, string | undefined]): Error {
    const error = new Error(message);
    error.name = name;
    error.stack = stack;
    return error;
  }

  function toBase64(bytes: Uint8Array): string {
    if (typeof Buffer === 'function')
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
    let binary = '';
    for (let at = 0; at < bytes.length; at += 8192)
      binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(binary);
  }

  function fromBase64(text: string): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  }

  return {
    encode: (value) => JSON.stringify(pack(structuredClone(value))),
    decode: (text) => unpack(JSON.parse(text)),
  };
}
