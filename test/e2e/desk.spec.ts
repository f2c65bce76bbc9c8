import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test, webOnly } from './host.ts';
import { addPanelProject, openRoom } from './projects.ts';

async function help(app: Page, entry: string): Promise<void> {
  await app.getByRole('button', { name: 'Help' }).click();
  await app.getByRole('menuitem', { name: entry }).click();
}

/** Lets files go over the window, outside of any place that takes them. */
async function dropOnWindow(app: Page, files: { name: string; text: string }[]): Promise<void> {
  const transfer = await app.evaluateHandle((given) => {
    const made = new DataTransfer();
    for (const { name, text } of given) made.items.add(new File([text], name));
    return made;
  }, files);
  await app.getByRole('banner').dispatchEvent('drop', { dataTransfer: transfer });
}

test('the guide is read without leaving the page', async ({ app }) => {
  await help(app, 'User guide');
  const guide = app.getByRole('dialog', { name: 'User guide' });
  await expect(guide.getByRole('heading', { name: 'Your files' })).toBeVisible();
  await guide.getByRole('button', { name: 'Structure' }).click();
  await expect(guide.getByRole('heading', { level: 2, name: /Structure/ })).toBeVisible();
  await expect(guide.locator('article img').first()).toHaveJSProperty('complete', true);
  const widths = await guide
    .locator('article img')
    .evaluateAll((images) =>
      images.map((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)),
    );
  expect(Math.min(...widths)).toBeGreaterThan(0);
  await expectAccessible(app, 'guide');
  await app.keyboard.press('Escape');
  await expect(guide).toBeHidden();
});

test('the About box names versions and licences', async ({ app }) => {
  await help(app, 'About Tracewise');
  const about = app.getByRole('dialog', { name: 'About Tracewise' });
  await expect(about.getByText('Node.js', { exact: true })).toBeVisible();
  await about.getByText('Third-party notices', { exact: true }).click();
  await expect(about.getByRole('region', { name: 'Third-party notices' })).toContainText(
    'SIL Open Font License 1.1',
  );
  await expectAccessible(app, 'about');
});

test(
  'tables let go over the window go to the data wizard of the project that is shown',
  webOnly('a file that a spec makes has no path on a desktop'),
  async ({ app, host }) => {
    await dropOnWindow(app, [{ name: 'a.tsv', text: 'x' }]);
    await expect(app.getByText('Open a project first.')).toBeVisible();
    await addPanelProject(host.libraryFolder);
    await app.reload();
    await openRoom(app, 'Data');
    await dropOnWindow(app, [{ name: 'mutations.tsv', text: 'sample\tTP53\nA\t1\nB\t0\nC\t1\n' }]);
    await expect(app.getByRole('list', { name: 'Files' })).toContainText('mutations.tsv');
    await dropOnWindow(app, [{ name: 'more.tsv', text: 'sample\tKRAS\nA\t1\nB\t0\nC\t1\n' }]);
    await expect(app.getByRole('list', { name: 'Files' }).getByRole('listitem')).toHaveCount(2);
    await app.getByRole('group', { name: 'Drop files here' }).dispatchEvent('drop', {
      dataTransfer: await app.evaluateHandle(() => {
        const made = new DataTransfer();
        made.items.add(new File(['sample\tEGFR\nA\t1\nB\t0\n'], 'third.tsv'));
        return made;
      }),
    });
    await expect(app.getByRole('list', { name: 'Files' }).getByRole('listitem')).toHaveCount(3);
  },
);

test('a page that crashed is led back to where it was', async ({ app }) => {
  await app.goto(new URL('crashed.html#/project/none/data', app.url()).href);
  await expect(app.getByRole('heading', { name: 'The page stopped working' })).toBeVisible();
  await expectAccessible(app, 'crash page');
  await app.getByRole('link', { name: 'Open it again' }).click();
  await expect(app).toHaveURL(/index\.html#\/project\/none\/data$/);
});
