import type { MenuItemConstructorOptions } from 'electron';
import type { RecentProject } from '#shared/contract/desk.ts';
import type { HostEvent, PageCommand } from '#shared/contract/hostEvents.ts';
import { roomNames, rooms } from '#shared/contract/rooms.ts';

export interface MenuParts {
  platform: NodeJS.Platform;
  recent: readonly RecentProject[];
  /** Asks the page for something. */
  tell: (event: HostEvent) => void;
  showLogs: () => void;
}

type Items = MenuItemConstructorOptions[];

/** The menu in the order that each system expects. What it offers is done by the page, or by Electron's own roles. */
export function menuTemplate({ platform, recent, tell, showLogs }: MenuParts): Items {
  const isMac = platform === 'darwin';
  const ask = (label: string, command: PageCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => tell({ kind: 'command', command }),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const about = ask('About Tracewise', 'show-about');
  return [
    ...(isMac ? [appMenu(about)] : []),
    {
      label: 'File',
      submenu: [
        ask('New Project…', 'new-project', 'CmdOrCtrl+N'),
        ask('Open Project File…', 'open-project', 'CmdOrCtrl+O'),
        { label: 'Open Recent', submenu: recentItems(recent, tell) },
        separator,
        ask('Import Data…', 'import-data', 'CmdOrCtrl+I'),
        ask('Export Project…', 'export', 'CmdOrCtrl+E'),
        separator,
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        ask('All Projects', 'show-library', 'CmdOrCtrl+0'),
        ...rooms.map((room, index) => ({
          label: roomNames[room],
          accelerator: `CmdOrCtrl+${index + 1}`,
          click: () => tell({ kind: 'show-room', place: index + 1 }),
        })),
        separator,
        { label: 'Theme', submenu: themeItems(tell) },
        separator,
        // Ctrl+0, which resets the zoom elsewhere, belongs to the rooms here.
        { role: 'resetZoom', accelerator: 'CmdOrCtrl+Shift+0' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: 'Jobs',
      submenu: [
        ask('Show Jobs', 'show-jobs', 'CmdOrCtrl+J'),
        separator,
        ask('Pause All', 'pause-jobs'),
        ask('Resume All', 'resume-jobs'),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      label: 'Help',
      submenu: [
        ask('User Guide', 'show-guide', 'F1'),
        { label: 'Show Logs', click: showLogs },
        ...(isMac ? [] : [separator, about]),
      ],
    },
  ];
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** As Electron's own, but for the page's About box. */
function appMenu(about: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    label: 'Tracewise',
    submenu: [
      about,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
}

function recentItems(recent: readonly RecentProject[], tell: MenuParts['tell']): Items {
  if (recent.length === 0) return [{ label: 'No Recent Projects', enabled: false }];
  return recent.map(({ projectId, name, path }) => ({
    label: withoutMnemonic(name),
    toolTip: path,
    click: () => tell({ kind: 'show-project', projectId }),
  }));
}

/** In a label `&` would underline the letter behind it. */
function withoutMnemonic(text: string): string {
  return text.replaceAll('&', '&&');
}

function themeItems(tell: MenuParts['tell']): Items {
  const themes = [
    { label: 'As the System', theme: 'system' },
    { label: 'Light', theme: 'light' },
    { label: 'Dark', theme: 'dark' },
  ] as const;
  return themes.map(({ label, theme }) => ({
    label,
    click: () => tell({ kind: 'choose-theme', theme }),
  }));
}
