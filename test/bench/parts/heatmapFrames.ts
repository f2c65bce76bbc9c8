import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import type { PreviewServer } from 'vite';
import { z } from 'zod';
import { findBrowser } from '../../../scripts/browser.ts';
import { definePart } from './part.ts';

const heatmapTask = z.object({
  genes: z.number(),
  drugs: z.number(),
  seed: z.number(),
  /** For the page as it is built. */
  folder: z.string(),
});
type HeatmapTask = z.infer<typeof heatmapTask>;

export const heatmapAnswer = z.object({
  /** Milliseconds from frame to frame. */
  zooming: z.array(z.number()),
  panning: z.array(z.number()),
  browser: z.string(),
  /** Cells of the picture and what it is drawn on, in pixels of the screen. */
  body: z.string(),
});

const root = fileURLToPath(new URL('../heatmapPage', import.meta.url));
const settings = fileURLToPath(new URL('../../../svelte.config.js', import.meta.url));
const secondsOfEach = 6;
const warmUpSeconds = 1;
const viewport = { width: 1360, height: 1000 };

/**
 * The real figure in a real browser, moved by its mouse as a user would, and the times of its frames. What it takes is
 * loaded here alone: the memory of other parts is measured.
 */
export const heatmapFrames = definePart(heatmapTask, async (task): Promise<z.infer<typeof heatmapAnswer>> => {
  const server = await servePage(task.folder);
  const isRoot = process.getuid?.() === 0;
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: isRoot ? ['--no-sandbox'] : [],
  });
  try {
    return await watch(browser, addressOf(server, task));
  } finally {
    await browser.close();
    await server.close();
  }
});

async function servePage(folder: string): Promise<PreviewServer> {
  const { build, preview } = await import('vite');
  const { svelte } = await import('@sveltejs/vite-plugin-svelte');
  const common = {
    root,
    configFile: false as const,
    logLevel: 'warn' as const,
    plugins: [svelte({ configFile: settings })],
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0 },
  };
  await build(common);
  return preview({ ...common, preview: { host: '127.0.0.1', port: 0 } });
}

function addressOf(server: PreviewServer, { genes, drugs, seed }: HeatmapTask): string {
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('the page is not served');
  return `http://127.0.0.1:${address.port}/?genes=${genes}&drugs=${drugs}&seed=${seed}`;
}

async function watch(browser: Browser, address: string) {
  const page = await browser.newPage({ viewport });
  await page.goto(address);
  const cells = page.getByRole('application');
  await cells.scrollIntoViewIfNeeded();
  await cells.click();
  const area = await cells.boundingBox();
  if (area === null) throw new Error('the heatmap is not on the page');
  const at = (x: number, y: number): [number, number] => [area.x + x * area.width, area.y + y * area.height];
  await page.mouse.move(...at(0.4, 0.6));
  await framesDuring(page, warmUpSeconds, (turn) => page.mouse.wheel(0, turn % 60 < 30 ? -90 : 90));
  const zooming = await framesDuring(page, secondsOfEach, (turn) =>
    page.mouse.wheel(0, turn % 120 < 60 ? -60 : 60),
  );
  await page.keyboard.press('0');
  for (let turn = 0; turn < 12; turn += 1) await page.mouse.wheel(0, -100);
  await page.mouse.down();
  const panning = await framesDuring(page, secondsOfEach, (turn) => {
    const angle = turn / 15;
    return page.mouse.move(...at(0.5 + 0.3 * Math.cos(angle), 0.5 + 0.3 * Math.sin(angle)));
  });
  await page.mouse.up();
  const body = `${Math.round(area.width)} x ${Math.round(area.height)}`;
  return { zooming, panning, browser: `Chromium ${browser.version()}`, body };
}

/** Milliseconds between frames of the page while it is moved. */
async function framesDuring(
  page: Page,
  seconds: number,
  move: (turn: number) => Promise<void>,
): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { frameTimes: times });
    const record = (time: number): void => {
      times.push(time);
      requestAnimationFrame(record);
    };
    requestAnimationFrame(record);
  });
  const end = performance.now() + seconds * 1000;
  for (let turn = 0; performance.now() < end; turn += 1) await move(turn);
  const times = z.array(z.number()).parse(await page.evaluate('frameTimes'));
  return times.slice(1).map((time, index) => time - times[index]);
}
