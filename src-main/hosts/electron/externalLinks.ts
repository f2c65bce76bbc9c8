import { dialog, shell } from 'electron';
import type { WebContents } from 'electron';
import { z } from 'zod';
import { externalLinks } from '#shared/contract/links.ts';
import type { ExternalLink } from '#shared/contract/links.ts';
import { windowOf } from './dialogs.ts';

/** Only what is on the list, to the letter. */
export const externalRequest = z.enum(externalLinks);

const cancel = 0;
const open = 1;

/** Opens a listed address in the user's browser, if they agree: nothing leaves this machine unasked. */
export async function openExternal(page: WebContents, link: ExternalLink): Promise<boolean> {
  const { response } = await dialog.showMessageBox(windowOf(page), {
    type: 'question',
    message: `Open ${new URL(link).host} in your browser?`,
    detail: `${link}\n\nThe browser asks this address for a page. Nothing of your projects is sent.`,
    buttons: ['Cancel', 'Open'],
    defaultId: open,
    cancelId: cancel,
  });
  if (response !== open) return false;
  await shell.openExternal(link);
  return true;
}
