import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { builtCommandLine, startProgram } from '../programs.ts';
import { datasetContent } from '../support/datasetContent.ts';
import { expect, test } from './host.ts';
import { chooseFiles, next, startImport } from './projects.ts';
import { drugResponseCsv, expressionGct, mutationsMaf } from './rawFiles.ts';

/** A folder of files as they were downloaded, and the role of each. */
interface RawFolder {
  folder: string;
  roles: [role: string, file: string][];
}

/** Made anew; with TRACEWISE_DATA also CCLE's own, of which each file is given once. */
function rawFolders(): RawFolder[] {
  const data = process.env['TRACEWISE_DATA'];
  const made = mkdtempSync(join(tmpdir(), 'tracewise-raw-'));
  const files = [expressionGct, drugResponseCsv, mutationsMaf];
  for (const { name, buffer } of files) writeFileSync(join(made, name), buffer);
  const folders: RawFolder[] = [
    {
      folder: made,
      roles: [
        ['expression', expressionGct.name],
        ['mutation', mutationsMaf.name],
        ['response', drugResponseCsv.name],
      ],
    },
  ];
  if (data === undefined) return folders;
  const folder = join(data, 'raw', 'ccle');
  const named = (part: string) => readdirSync(folder).find((file) => file.includes(part)) ?? part;
  return [
    ...folders,
    {
      folder,
      roles: [
        ['expression', named('.gct')],
        ['copy-number', named('copynumber')],
        ['mutation', named('.maf')],
        ['response', named('Drug_data')],
        ['drugs', named('profiling')],
        ['samples', named('sample_info')],
      ],
    },
  ];
}

async function importByWizard(app: Page, { folder, roles }: RawFolder): Promise<void> {
  await chooseFiles(
    app,
    roles.map(([, file]) => join(folder, file)),
  );
  await expect(app.getByRole('list', { name: 'Files' }).getByRole('listitem')).toHaveCount(roles.length);
  for (let step = 0; step < 4; step += 1) await next(app);
  await app.getByLabel('Data set name').fill('raw');
  await app.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(app.getByText('“raw” is in the project.')).toBeVisible();
}

test('the wizard and the command line store the same, byte for byte', async ({ app, host }) => {
  for (const [place, raw] of rawFolders().entries()) {
    if (place > 0) await app.getByRole('link', { name: 'Tracewise library' }).click();
    await startImport(app, `Raw ${place}`);
    await importByWizard(app, raw);
    const own = mkdtempSync(join(tmpdir(), 'tracewise-cli-'));
    const project = join(own, 'raw.tracewise');
    const flags = raw.roles.flatMap(([role, file]) => [`--${role}`, file]);
    const program = startProgram(
      builtCommandLine,
      ['import', project, '--dataset', 'raw', ...flags],
      {},
      raw.folder,
    );
    expect(await program.ended, program.stderr()).toBe(0);
    const [stored] = readdirSync(host.libraryFolder).filter((file) => file.startsWith(`Raw ${place}`));
    const byWizard = datasetContent(join(host.libraryFolder, stored));
    expect(byWizard['sample'].length).toBeGreaterThan(5);
    expect(byWizard).toEqual(datasetContent(project));
    rmSync(own, { recursive: true });
  }
});
