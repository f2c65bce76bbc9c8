import { expect, it } from 'vitest';
import { fromShown, toShown } from './appAddresses.ts';

it.each([
  ['app://bundle/index.html', 'https://bundle.app.standin.test/index.html'],
  ['app://bundle/a/b.js?x=1#y', 'https://bundle.app.standin.test/a/b.js?x=1#y'],
])('%s is shown as %s and back', (address, shown) => {
  expect(toShown(address, ['app'])).toBe(shown);
  expect(fromShown(shown)).toBe(address);
});

it.each(['https://example.org/', 'http://bundle.app.standin.test/', 'about:blank', 'https://standin.test/'])(
  '%s is left as it is',
  (address) => {
    expect(toShown(address, ['app'])).toBe(address);
    expect(fromShown(address)).toBe(address);
  },
);
