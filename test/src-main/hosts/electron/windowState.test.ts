import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepPlacement, leastSize, placeWindow, readPlacement } from '#main/hosts/electron/windowState.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const besides = { x: 1440, y: 0, width: 1920, height: 1080 };
const kept = { x: 1500, y: 60, width: 1000, height: 700, maximised: false };

describe('a window', () => {
  it('is opened where it was, on whichever screen', () => {
    expect(placeWindow(kept, [laptop, besides])).toEqual(kept);
  });

  it('comes back to the middle of the first screen when its own is gone', () => {
    expect(placeWindow(kept, [laptop])).toEqual({
      x: 220,
      y: 113,
      width: 1000,
      height: 700,
      maximised: false,
    });
  });

  it('is no larger than its screen, and its title bar no higher', () => {
    expect(placeWindow({ x: 10, y: 10, width: 5000, height: 5000, maximised: true }, [laptop])).toEqual({
      x: 10,
      y: 25,
      width: 1440,
      height: 875,
      maximised: true,
    });
  });

  it('starts in the middle, and also where there is no screen to be seen', () => {
    expect(placeWindow(undefined, [besides])).toEqual({
      x: 1760,
      y: 130,
      width: 1280,
      height: 820,
      maximised: false,
    });
    expect(placeWindow(undefined, [])).toMatchObject({ width: 1280, height: 820 });
  });

  it('can always be taken by its title bar', () => {
    const number = fc.integer({ min: -10_000, max: 10_000 });
    const size = fc.integer({ min: 0, max: 10_000 });
    const window = fc.record({ x: number, y: number, width: size, height: size, maximised: fc.boolean() });
    fc.assert(
      fc.property(window, (wished) => {
        const { x, y, width } = placeWindow(wished, [laptop, besides]);
        const seen = [laptop, besides].some(
          (screen) =>
            Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x) >= 120 &&
            y >= screen.y &&
            y + 40 <= screen.y + screen.height,
        );
        expect(seen).toBe(true);
        expect(width).toBeGreaterThanOrEqual(leastSize.width);
      }),
    );
  });
});

it('a placement is kept from one start to the next, and nonsense is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tracewise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'not yet', 'window.json');
  expect(readPlacement(path)).toBeUndefined();
  keepPlacement(path, kept);
  expect(readPlacement(path)).toEqual(kept);
  writeFileSync(path, '{"x":"0"}');
  expect(readPlacement(path)).toBeUndefined();
});
