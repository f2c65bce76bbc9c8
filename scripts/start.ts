import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { homeLibraryFolder } from '#main/hosts/libraryFolder.ts';
import { rendererFolder } from '#main/hosts/product.ts';
import { serveApp } from '#main/hosts/web/serve.ts';
import { TracewiseError, describeError } from '#shared/model/errors.ts';
import { ensureElectron } from './electronBinary.ts';
import { hasScreen, launchMode, openCommand } from './launchMode.ts';
import { runTool } from './processes.ts';

/** `npm start`: builds and opens the app, in its own window or, where that cannot be, in the browser. */

const { values: options } = parseArgs({
  options: {
    web: { type: 'boolean', default: false },
    build: { type: 'boolean', default: true },
    open: { type: 'boolean', default: true },
    library: { type: 'string' },
    port: { type: 'string', default: '0' },
  },
  allowNegative: true,
});

const { platform, env } = process;

if (options.build) await build();
const electron = options.web || !hasScreen(platform, env) ? undefined : await ensureElectron();
const mode = launchMode({ wantsWeb: options.web, hasElectron: electron !== undefined, platform, env });
if (mode.kind === 'electron' && electron !== undefined) openWindow(electron);
else if (mode.kind === 'web') await openInBrowser(mode.reason);

async function build(): Promise<void> {
  const { code, output } = await runTool('electron-vite', ['build']);
  if (code === 0) return;
  console.error(output);
  process.exit(1);
}

function openWindow(executable: string): void {
  const library = options.library === undefined ? [] : [`--library=${resolve(options.library)}`];
  const child = spawn(executable, ['.', ...library], { stdio: 'inherit' });
  child.on('close', (code) => process.exit(code ?? 1));
}

async function openInBrowser(reason: string): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  try {
    await serveApp({
      libraryFolder: resolve(options.library ?? homeLibraryFolder()),
      rendererFolder: rendererFolder,
      port: Number(options.port),
      signal: stop.signal,
      onReady({ url }) {
        console.log(reason);
        console.log(url);
        if (options.open && hasScreen(platform, env)) openAddress(url);
      },
    });
  } catch (error) {
    if (!(error instanceof TracewiseError)) throw error;
    console.error(describeError(error));
    process.exitCode = 1;
  }
}

/** Without a browser that the system knows, the printed address is enough. */
function openAddress(address: string): void {
  const [command, ...args] = openCommand(platform, address);
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => console.log('Open this address in a browser of this machine.'))
    .unref();
}
