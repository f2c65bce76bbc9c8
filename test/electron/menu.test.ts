import { expect, it, vi } from 'vitest';
import { Menu } from './menu.ts';

it('an item is found by its id, however deep, and clicked', () => {
  const click = vi.fn();
  const menu = Menu.buildFromTemplate([
    { label: 'File', submenu: [{ label: 'Recent', submenu: [{ id: 'first', label: 'Panel', click }] }] },
  ]);
  menu.getMenuItemById('first')?.click();
  expect(click).toHaveBeenCalledOnce();
  expect(menu.getMenuItemById('second')).toBeNull();
});

it('a disabled item does nothing, and a ticked one keeps its tick', () => {
  const click = vi.fn();
  const menu = Menu.buildFromTemplate([
    { id: 'off', label: 'Off', enabled: false, click },
    { id: 'tick', label: 'Tick', type: 'checkbox' },
  ]);
  menu.getMenuItemById('off')?.click();
  expect(click).not.toHaveBeenCalled();
  menu.getMenuItemById('tick')?.click();
  expect(menu.getMenuItemById('tick')?.checked).toBe(true);
});

it.each(['CmdOrCtrl+Shift+O', 'F11', 'Alt+Left', 'Ctrl+,', 'CommandOrControl+Plus'])(
  'takes the accelerator %s',
  (accelerator) => {
    expect(() => Menu.buildFromTemplate([{ label: 'x', accelerator }])).not.toThrow();
  },
);

it.each(['Ctrl-O', 'Crtl+O', 'Ctrl+', 'Enterr'])('refuses the accelerator %s', (accelerator) => {
  expect(() => Menu.buildFromTemplate([{ label: 'x', accelerator }])).toThrow(accelerator);
});

it('two items do not share an accelerator', () => {
  const menu = Menu.buildFromTemplate([
    { label: 'A', accelerator: 'Ctrl+A' },
    { label: 'B', submenu: [{ label: 'C', accelerator: 'Ctrl+A' }] },
  ]);
  expect(() => Menu.setApplicationMenu(menu)).toThrow('Ctrl+A');
});

it('an item has a label or a role', () => {
  expect(() => Menu.buildFromTemplate([{ click: () => undefined }])).toThrow('without label and role');
});
