import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { menuTemplate } from '#main/hosts/electron/menu.ts';
import type { HostEvent } from '#shared/contract/hostEvents.ts';
import { pageCommands } from '#shared/contract/hostEvents.ts';
import { rooms } from '#shared/contract/rooms.ts';

const recent = [{ projectId: 'p1', name: 'R&D panel', path: '/projects/R&D panel.tracewise' }];

function menuOf(platform: NodeJS.Platform, recentProjects = recent) {
  const told: HostEvent[] = [];
  const showLogs = vi.fn();
  const template = menuTemplate({
    platform,
    recent: recentProjects,
    tell: (event) => told.push(event),
    showLogs,
  });
  return { template, entries: entriesOf(template), told, showLogs };
}

function entriesOf(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? entriesOf(item.submenu) : [])]);
}

/** Chooses an entry, as a click or its keys do. */
function choose(entries: MenuItemConstructorOptions[], label: string): void {
  const click = entries.find((entry) => entry.label === label)?.click as (() => void) | undefined;
  if (click === undefined) throw new Error(`there is no entry ${label} that can be chosen`);
  click();
}

describe.each(['darwin', 'win32', 'linux'] as const)('on %s the menu', (platform) => {
  it('offers every command of the page once', () => {
    const { entries, told } = menuOf(platform);
    for (const { click } of entries) (click as (() => void) | undefined)?.();
    const commands = told.flatMap((event) => (event.kind === 'command' ? [event.command] : []));
    expect(commands.toSorted()).toEqual([...pageCommands].toSorted());
  });

  it('gives no keys twice', () => {
    const keys = menuOf(platform).entries.flatMap(({ accelerator }) =>
      accelerator === undefined ? [] : [accelerator.toLowerCase()],
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain('cmdorctrl+1');
  });

  it('leads to every room by its number', () => {
    const { entries, told } = menuOf(platform);
    const numbered = entries.filter(({ accelerator }) => /^CmdOrCtrl\+[1-9]$/.test(accelerator ?? ''));
    for (const { click } of numbered) (click as () => void)();
    expect(told).toEqual(rooms.map((_room, index) => ({ kind: 'show-room', place: index + 1 })));
  });
});

it('only a Mac has an app menu, and closes its windows where others quit', () => {
  expect(menuOf('darwin').template[0]).toMatchObject({ label: 'Tracewise' });
  expect(menuOf('win32').template[0]).toMatchObject({ label: 'File' });
  const rolesIn = (platform: NodeJS.Platform) => {
    const file = menuOf(platform).template.find(({ label }) => label === 'File');
    return Array.isArray(file?.submenu) ? file.submenu.map(({ role }) => role) : [];
  };
  expect(rolesIn('darwin').at(-1)).toBe('close');
  expect(rolesIn('linux').at(-1)).toBe('quit');
});

it('recent projects are opened by their ids, and an ampersand in a name is seen', () => {
  const { entries, told } = menuOf('win32');
  choose(entries, 'R&&D panel');
  expect(told).toEqual([{ kind: 'show-project', projectId: 'p1' }]);
  expect(menuOf('win32', []).entries).toContainEqual({ label: 'No Recent Projects', enabled: false });
});

it('a theme is chosen, and logs are shown by the desktop itself', () => {
  const { entries, told, showLogs } = menuOf('linux');
  choose(entries, 'Dark');
  choose(entries, 'Show Logs');
  expect(told).toEqual([{ kind: 'choose-theme', theme: 'dark' }]);
  expect(showLogs).toHaveBeenCalledOnce();
});
