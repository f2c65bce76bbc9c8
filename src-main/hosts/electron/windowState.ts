import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** In the screen's own pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

const placement = z.strictObject({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  maximised: z.boolean(),
});

/** Where a window was, when it was not maximised, and whether it was. */
export type Placement = z.infer<typeof placement>;

export const leastSize = { width: 720, height: 480 };
const usualSize = { width: 1280, height: 820 };

/** Of a window, as much must be seen as a hand can take: a part of its title bar. */
const leastSeen = { width: 120, height: 40 };

/**
 * Where a window is opened: as it was, if a screen still shows it there, and no larger than that screen; otherwise in
 * the middle of the first screen.
 * @param screens areas that windows may take, the first screen first
 */
export function placeWindow(kept: Placement | undefined, screens: readonly Area[]): Placement {
  const home =
    kept === undefined
      ? undefined
      : screens.find((screen) => isSeen({ ...kept, ...sizeOn(kept, screen) }, screen));
  if (kept !== undefined && home !== undefined) return { ...within(kept, home), maximised: kept.maximised };
  const screen: Area | undefined = screens.at(0);
  const maximised = kept?.maximised ?? false;
  return screen === undefined
    ? { x: 0, y: 0, ...usualSize, maximised }
    : { ...centred(kept ?? usualSize, screen), maximised };
}

function isSeen(window: Area, screen: Area): boolean {
  const overlap = (from: number, length: number, screenFrom: number, screenLength: number) =>
    Math.min(from + length, screenFrom + screenLength) - Math.max(from, screenFrom);
  return (
    overlap(window.x, window.width, screen.x, screen.width) >= leastSeen.width &&
    window.y >= screen.y - leastSeen.height / 2 &&
    window.y + leastSeen.height <= screen.y + screen.height
  );
}

function within(window: Area, screen: Area): Area {
  const { width, height } = sizeOn(window, screen);
  return { x: Math.round(window.x), y: Math.round(Math.max(window.y, screen.y)), width, height };
}

function centred(size: { width: number; height: number }, screen: Area): Area {
  const { width, height } = sizeOn(size, screen);
  return {
    x: Math.round(screen.x + (screen.width - width) / 2),
    y: Math.round(screen.y + (screen.height - height) / 2),
    width,
    height,
  };
}

function sizeOn(size: { width: number; height: number }, screen: Area): { width: number; height: number } {
  const side = (wished: number, least: number, most: number) =>
    Math.round(Math.max(least, Math.min(wished, most)));
  return {
    width: side(size.width, leastSize.width, screen.width),
    height: side(size.height, leastSize.height, screen.height),
  };
}

/** @returns `undefined` when nothing was kept, or nothing that makes sense */
export function readPlacement(path: string): Placement | undefined {
  try {
    return placement.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** A placement that cannot be kept, as on a full disk, is let go. */
export function keepPlacement(path: string, kept: Placement): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(kept));
  } catch {
    // The window opens in the middle of the screen next time.
  }
}
