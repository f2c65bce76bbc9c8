import { expect, it } from 'vitest';
import { menuTemplate } from '#main/hosts/electron/menu.ts';

it('only a Mac has an app menu, and closes its windows where others quit', () => {
  expect(menuTemplate('darwin')[0]).toEqual({ role: 'appMenu' });
  expect(menuTemplate('win32')[0]).toEqual({ label: 'File', submenu: [{ role: 'quit' }] });
});
