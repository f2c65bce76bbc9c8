import { createCodec } from '../codec.ts';
import { createPeer } from './peer.ts';
import { pageWorld, preloadWorld } from './worlds.ts';
import type { WorldNames } from './worlds.ts';

/** A preload belongs to the window's own page, to no frame in it, and not to the blank that a window begins with. */
function inTopFrame(script: string): string {
  return `if (window.top === window && location.href !== 'about:blank') { ${script} }`;
}

/** What runs in the page's world before the page does. */
export function pageWorldScript(names: WorldNames): string {
  return inTopFrame(`(${pageWorld.toString()})(${JSON.stringify(names)}, ${createPeer.toString()});`);
}

/** What runs in the preload's world: what it may ask for, then the preload itself, as Electron wraps a CommonJS module. */
export function preloadWorldScript(names: WorldNames, preload: string): string {
  const process = JSON.stringify({
    type: 'renderer',
    platform: globalThis.process.platform,
    versions: { ...globalThis.process.versions },
    sandboxed: true,
    contextIsolated: true,
    env: {},
  });
  const run = `(require) => { const module = { exports: {} }, exports = module.exports, process = ${process};\n${preload}\n}`;
  const args = [JSON.stringify(names), createPeer.toString(), `(${createCodec.toString()})()`, run];
  return inTopFrame(`(${preloadWorld.toString()})(${args.join(', ')});`);
}
