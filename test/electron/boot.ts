import { existsSync, readFileSync } from 'node:fs';
import inspector from 'node:inspector';
import { registerHooks } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tell } from './loud.ts';

/**
 * Runs an app as Electron would: `boot.ts <executable> [switches] <folder of the app> [arguments]`, as the script
 * `electron` beside this file calls it.
 */

const moduleAddress = new URL('./module.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    /^electron($|\/)/.test(specifier) ? { url: moduleAddress, shortCircuit: true } : next(specifier, context),
});

const { startup } = await import('./startup.ts');
const { app } = await import('./app.ts');

const [executable, ...args] = process.argv.slice(2);
process.argv = [executable, ...args];
startup.argv = process.argv;
const packaged = join(dirname(executable), 'resources', 'app.asar');
startup.isPackaged = existsSync(packaged);
startup.appFolder = startup.isPackaged ? packaged : resolve(args.find((arg) => !arg.startsWith('-')) ?? '.');
const manifest = JSON.parse(readFileSync(join(startup.appFolder, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
  main: string;
};

tell(`runs ${manifest.name} ${manifest.version} on Node ${process.versions.node}; this is not Electron`);
const isDriven = startup.switchValue('inspect') !== undefined;
const driven = Promise.withResolvers<unknown>();
if (isDriven) {
  inspector.open(Number(startup.switchValue('inspect')), '127.0.0.1');
  // Playwright's signal that it listens. Nothing that a page does from then on is missed.
  Object.assign(globalThis, { __playwright_run: () => driven.resolve(undefined) });
} else {
  driven.resolve(undefined);
}

const described = { electron: 'stand-in', chrome: 'stand-in' };
for (const [name, value] of Object.entries(described)) {
  Object.defineProperty(process.versions, name, { value, enumerable: true });
}
Object.assign(process, {
  type: 'browser',
  resourcesPath: join(dirname(executable), 'resources'),
  ...(startup.isPackaged ? {} : { defaultApp: true }),
});

const { startBrowser } = await import('./browser.ts');
const chromium = process.env['TRACEWISE_BROWSER'] ?? (await import('../../scripts/browser.ts')).findBrowser();
if (chromium === undefined) throw new Error('there is no browser for the stand-in');
app.describe(manifest);
const browser = await startBrowser(chromium, join(app.getPath('userData'), 'stand-in-browser'));
startup.connect(browser);
// The browser is at the other end of a pipe: main and its threads have nobody to speak to on any network.
process.env['NETWORK_GUARD'] = 'all';
await import(pathToFileURL(join(startup.appFolder, manifest.main)).href);
process.stderr.write(`DevTools listening on ${browser.endpoint}\n`);
await driven.promise;
app.becomeReady();
