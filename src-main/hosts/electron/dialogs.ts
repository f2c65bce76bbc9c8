import { stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { BrowserWindow, dialog } from 'electron';
import type { FileFilter, OpenDialogOptions, WebContents } from 'electron';
import { z } from 'zod';
import type { HostFile } from '#shared/contract/host.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { FileTable } from '../fileTable.ts';

export const pickRequest = z.strictObject({
  multiple: z.boolean(),
  purpose: z.enum(['tables', 'project', 'gene-sets']),
});
export const saveRequest = z.strictObject({
  suggestedName: z.string().max(255),
  content: z.union([z.string(), z.instanceof(Uint8Array)]),
});
export const destinationRequest = z.string().max(255);
export const droppedPaths = z.array(z.string()).max(1000);

const filters: Record<z.infer<typeof pickRequest>['purpose'], FileFilter[]> = {
  tables: [
    {
      name: 'Tables',
      extensions: ['tsv', 'csv', 'txt', 'tab', 'gct', 'res', 'maf', 'xlsx', 'xls', 'ods', 'gz'],
    },
    { name: 'All files', extensions: ['*'] },
  ],
  'gene-sets': [
    { name: 'Gene sets', extensions: ['gmt', 'txt', 'gz'] },
    { name: 'All files', extensions: ['*'] },
  ],
  project: [{ name: 'Tracewise projects', extensions: ['tracewise'] }],
};

export async function pickFiles(
  page: WebContents,
  { multiple, purpose }: z.infer<typeof pickRequest>,
  files: FileTable,
): Promise<HostFile[]> {
  const properties: OpenDialogOptions['properties'] = multiple
    ? ['openFile', 'multiSelections']
    : ['openFile'];
  const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(page), {
    properties,
    filters: filters[purpose],
  });
  return canceled ? [] : registerFiles(filePaths, files);
}

/** @throws TracewiseError `invalid-input` for a folder or what is no file of this machine */
export function registerFiles(paths: readonly string[], files: FileTable): Promise<HostFile[]> {
  return Promise.all(
    paths.map(async (path) => {
      const found = path === '' ? undefined : await stat(path).catch(() => undefined);
      if (found?.isFile() !== true) {
        throw new TracewiseError('invalid-input', `${basename(path) || 'What was dropped'} is not a file`, {
          remedy: 'Drop the files themselves, not their folder',
        });
      }
      const name = basename(path);
      return { id: files.add({ path, name }), name, byteCount: found.size };
    }),
  );
}

/** @returns false when the user changed their mind */
export async function saveFile(
  page: WebContents,
  { suggestedName, content }: z.infer<typeof saveRequest>,
): Promise<boolean> {
  const { canceled, filePath } = await dialog.showSaveDialog(windowOf(page), {
    defaultPath: basename(suggestedName),
  });
  if (canceled) return false;
  await writeFile(filePath, content);
  return true;
}

export async function pickDestination(
  page: WebContents,
  suggestedName: string,
  files: FileTable,
): Promise<HostFile | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog(windowOf(page), {
    defaultPath: basename(suggestedName),
  });
  if (canceled) return undefined;
  const name = basename(filePath);
  return { id: files.add({ path: filePath, name }), name, byteCount: 0 };
}

export function windowOf(page: WebContents) {
  const window = BrowserWindow.fromWebContents(page);
  if (window === null) throw new TracewiseError('internal', 'The window is gone');
  return window;
}
