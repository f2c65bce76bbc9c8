import type { Locator, Page } from '@playwright/test';
import { expect, test } from './host.ts';
import { next } from './projects.ts';

/** A comparison on the example panel that takes long enough to interfere with. */
async function startComparison(app: Page, name: string): Promise<void> {
  await app.getByRole('button', { name: 'Example panel' }).click();
  await app.getByRole('button', { name: 'Train models' }).click();
  await next(app);
  for (const model of ['Trace norm', 'Elastic net', 'Additive mean', 'Drug mean']) {
    await app.getByRole('checkbox', { name: model }).uncheck();
  }
  await next(app);
  await next(app);
  await app.getByLabel('Run name').fill(name);
  await app.getByLabel('Outer folds').fill('3');
  await app.getByLabel('Inner folds').fill('3');
  await app.getByRole('button', { name: 'Start', exact: true }).click();
}

async function openDrawer(app: Page, name: string): Promise<Locator> {
  await app.getByRole('region', { name: 'Jobs' }).getByRole('button', { name: /^Jobs/ }).click();
  return app.getByRole('group', { name: `Job ${name}` });
}

test('a run is paused, resumed and cancelled from the drawer', async ({ app }) => {
  await startComparison(app, 'held');
  const job = await openDrawer(app, 'held');
  await job.getByRole('button', { name: 'Pause' }).click();
  await expect(job).toContainText('paused at');
  await job.getByRole('button', { name: 'Resume' }).click();
  await expect(job.getByRole('button', { name: 'Pause' })).toBeVisible();
  await job.getByRole('button', { name: 'Cancel' }).click();
  await expect(job).toContainText('cancelled at');
  await expect(job.getByRole('button', { name: 'Resume' })).toBeVisible();
});

test.describe('when the host ends', () => {
  test.use({ expectedProblem: /ERR_(CONNECTION|INCOMPLETE|EMPTY|NETWORK)/ });

  test('a reload keeps the view of a run, and a killed host offers it as paused', async ({ app, host }) => {
    await startComparison(app, 'cut');
    const run = app.getByRole('region', { name: 'Run cut' });
    await expect(run).toContainText(/[1-9]\d* of \d+ units/);
    await app.reload();
    await expect(run).toContainText(/[1-9]\d* of \d+ units/);
    await expect(app.getByRole('figure', { name: /^Inner error against lambda/ })).toBeVisible();

    const again = await host.restart();
    await again.getByRole('article').getByRole('link').first().click();
    const job = await openDrawer(again, 'cut');
    await expect(job).toContainText('paused at');
    await job.getByRole('button', { name: 'Resume' }).click();
    await job.getByRole('button', { name: 'Open' }).click({ timeout: 60_000 });
    await expect(again.getByRole('heading', { level: 1, name: 'Compare' })).toBeVisible();
  });
});
