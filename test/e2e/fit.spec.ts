import type { Locator, Page } from '@playwright/test';
import { expect, test } from './host.ts';
import { addPanelProject, next, openRoom } from './projects.ts';

interface Fit {
  model: 'Trace norm' | 'Elastic net' | 'Ridge';
  name: string;
  lambda: 'Cross-validation' | 'A fraction of λmax';
}

/** Fits from the wizard. @returns the model's card in the Models room */
async function fit(app: Page, { model, name, lambda }: Fit): Promise<Locator> {
  await app.getByRole('button', { name: 'Train models' }).first().click();
  await app.getByRole('radio', { name: 'Fit a model to all data' }).check();
  await next(app);
  await app.getByRole('radio', { name: model }).check();
  await next(app);
  await app.getByRole('radio', { name: lambda }).check();
  await next(app);
  await app.getByLabel('Model name').fill(name);
  await app.getByRole('button', { name: 'Start', exact: true }).click();
  await app.getByRole('button', { name: 'Show the model' }).click({ timeout: 60_000 });
  const card = app.getByRole('article', { name });
  await expect(card).toContainText('Status');
  return card;
}

test('models fitted to all data are listed with the facts of their fits', async ({ app, host }) => {
  await addPanelProject(host.libraryFolder);
  await app.reload();
  await openRoom(app, 'Models');

  const shared = await fit(app, { model: 'Trace norm', name: 'shared', lambda: 'Cross-validation' });
  await expect(shared).toContainText(/Status\s*converged/);
  for (const fact of [/λ\s*[\d.]+/, /Rank\s*\d/, /Trace norm\s*[\d.]+/, /Certificate\s*\d/]) {
    await expect(shared).toContainText(fact);
  }
  await fit(app, { model: 'Ridge', name: 'ridge', lambda: 'Cross-validation' });
  const single = await fit(app, { model: 'Elastic net', name: 'alone', lambda: 'A fraction of λmax' });
  await expect(single).toContainText(/Worst certificate\s*\d/);
  await single.getByText('Facts by drug').click();
  await expect(single.getByRole('row')).toHaveCount(1 + 8);

  await expect(app.getByRole('main')).not.toContainText('NaN');
  await expect(app.getByRole('main')).not.toContainText('null');
});
