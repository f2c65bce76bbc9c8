import { expect, test } from './host.ts';

test('the app opens on the library', async ({ app }) => {
  await expect(app).toHaveTitle(/Tracewise/);
  await expect(app.getByRole('heading', { level: 1 })).toBeVisible();
});

test('the token leaves the address, and a reload still works', async ({ app, host }) => {
  await expect(app).not.toHaveURL(/token/);
  await app.reload();
  await expect(app.getByRole('heading', { level: 1 })).toBeVisible();
  expect(new URL(app.url()).origin).toBe(host.origin);
});

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
      const reached = await fetch('http://127.0.0.1:9/').then(
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
