import { startProgram } from '../programs.ts';
import { expect, test, webOnly } from './host.ts';
import { addressWithToken } from './hosts/webHost.ts';

test('the app opens on the library', async ({ app }) => {
  await expect(app).toHaveTitle(/Tracewise/);
  await expect(app.getByRole('heading', { level: 1 })).toBeVisible();
});

test('a reload shows the same page', async ({ app }) => {
  const address = app.url();
  await app.reload();
  await expect(app.getByRole('heading', { level: 1 })).toBeVisible();
  expect(app.url()).toBe(address);
});

test(
  'the token leaves the address, and a reload still works',
  webOnly('no other host has a token'),
  async ({ app, host }) => {
    await expect(app).not.toHaveURL(/token/);
    await app.reload();
    await expect(app.getByRole('heading', { level: 1 })).toBeVisible();
    expect(new URL(app.url()).origin).toBe(host.web().origin);
  },
);

test(
  'what npm start serves to a browser is the same app',
  webOnly('it is the web host, started from its sources'),
  async ({ browserOfWebHost, host }) => {
    const args = ['--web', '--no-build', '--no-open', '--library', host.libraryFolder];
    const program = startProgram('scripts/start.ts', args);
    const [url] = await program.until(addressWithToken);
    const page = await (await browserOfWebHost()).newPage();
    await page.goto(url);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.close();
    program.process.kill('SIGTERM');
    expect(await program.ended, program.stderr()).toBe(0);
    expect(program.outward()).toEqual([]);
  },
);

test.describe('what a page may do', () => {
  test.use({ expectedProblem: /Content Security Policy|violates/ });

  test('is limited to its own files: no script or style written into it, no other address', async ({
    app,
  }) => {
    const outcome = await app.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.intruder = true';
      document.body.append(script);
      const style = document.createElement('style');
      style.textContent = 'body { outline: 7px solid red }';
      document.head.append(style);
      const reached = await fetch('http://127.0.0.1:49151/').then(
        () => true,
        () => false,
      );
      return {
        scriptRan: 'intruder' in globalThis,
        outline: getComputedStyle(document.body).outlineWidth,
        reached,
      };
    });
    expect(outcome.scriptRan).toBe(false);
    expect(outcome.outline).not.toBe('7px');
    expect(outcome.reached).toBe(false);
  });
});
