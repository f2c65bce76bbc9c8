import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCodec } from './codec.ts';

const { encode, decode } = createCodec();
const roundTrip = (value: unknown) => decode(encode(value));

it('brings back what a structured clone would', () => {
  const value = {
    nothing: undefined,
    none: null,
    numbers: [0, -0, Number.NaN, Infinity, -Infinity, 1.5e300],
    large: 2n ** 70n,
    when: new Date(86_400_000),
    map: new Map<unknown, unknown>([['key', new Set([1, undefined])]]),
    bytes: new Uint8Array([0, 127, 255]),
    part: new Float64Array([1, 2, 3, 4]).subarray(1, 3),
    buffer: new Uint8Array([1, 2]).buffer,
    $standIn: 'undefined',
  };
  expect(roundTrip(value)).toEqual(value);
  expect(Object.is((roundTrip(value) as typeof value).numbers[1], -0)).toBe(true);
});

it('keeps what an error says', () => {
  const error = roundTrip(new RangeError('too far'));
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'RangeError', message: 'too far' });
});

it('brings back any JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(roundTrip(value)).toEqual(value);
    }),
  );
});

it('a key that means a prototype elsewhere is a field here', () => {
  const sent: unknown = JSON.parse('{"__proto__": {"polluted": true}}');
  const got = roundTrip(sent) as object;
  expect(Object.getPrototypeOf(got)).toBe(Object.prototype);
  expect('polluted' in got).toBe(false);
});

it.each([
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['a promise', Promise.resolve()],
])('refuses %s as Electron does', (_what, value) => {
  expect(() => encode({ value })).toThrow(/could not be cloned/);
});
