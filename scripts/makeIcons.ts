import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureBrowser } from './browser.ts';
import { icnsOf, icoOf } from './packaging/iconFiles.ts';

/** `node scripts/makeIcons.ts`: draws the icons that installers need from the page's own icon. Run it when that changes. */

const source = readFileSync('src-renderer/icon.svg', 'utf8');
const folder = 'resources/packaging';

/** Pixels of a side. Linux takes one file per size, Windows these in one file, macOS these with room around the tile. */
const linuxSizes = [16, 32, 48, 64, 128, 256, 512];
const windowsSizes = [16, 24, 32, 48, 64, 128, 256];
const macSizes = [32, 64, 128, 256, 512, 1024];
/** The part of a side that a tile fills on macOS. */
const macTile = 824 / 1024;

const isRoot = process.getuid?.() === 0;
const browser = await chromium.launch({
  executablePath: await ensureBrowser(),
  args: isRoot ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();

async function draw(size: number, part = 1): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  const side = Math.round(size * part);
  await page.setContent(
    `<body style="margin: 0; display: grid; place-items: center; height: 100vh">${source.replace('<svg ', `<svg width="${side}" height="${side}" `)}</body>`,
  );
  return page.screenshot({ omitBackground: true });
}

async function drawAll(sizes: readonly number[], part?: number): Promise<Map<number, Buffer>> {
  const drawn = new Map<number, Buffer>();
  for (const size of sizes) drawn.set(size, await draw(size, part));
  return drawn;
}

mkdirSync(join(folder, 'icons'), { recursive: true });
for (const [size, png] of await drawAll(linuxSizes)) {
  writeFileSync(join(folder, 'icons', `${size}x${size}.png`), png);
}
writeFileSync(join(folder, 'icon.ico'), icoOf(await drawAll(windowsSizes)));
writeFileSync(join(folder, 'icon.icns'), icnsOf(await drawAll(macSizes, macTile)));
await browser.close();
