import type { MenuItemConstructorOptions } from 'electron';
import { app } from './app.ts';
import { complain, loud } from './loud.ts';
import { focusedWindow } from './windows.ts';

const modifiers =
  /^(?:(?:Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)\+)*/i;
const key =
  /^(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|[)!@#$%^&*(:;+=<,_\->.?/~`{\][|\\}'"]|Plus|Space|Tab|Backspace|Delete|Insert|Return|Enter|Up|Down|Left|Right|Home|End|PageUp|PageDown|Escape|Esc)$/i;

/** The roles that do something here; the others only have to be Electron's, which their type sees to. */
const roleActions: Partial<Record<string, () => void>> = {
  quit: () => app.quit(),
  close: () => focusedWindow()?.close(),
  minimize: () => focusedWindow()?.minimize(),
  about: () => app.showAboutPanel(),
};

export class MenuItem {
  id: string | undefined;
  label: string;
  type: string;
  role: string | undefined;
  accelerator: string | undefined;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  sublabel: string | undefined;
  toolTip: string | undefined;
  submenu: Menu | undefined;
  click: () => void;

  constructor(options: MenuItemConstructorOptions) {
    const { submenu, click, role, label, type, accelerator } = options;
    if (role === undefined && label === undefined && type !== 'separator') {
      throw complain(`a menu item without label and role: ${JSON.stringify(options)}`);
    }
    if (accelerator !== undefined && !key.test(accelerator.replace(modifiers, ''))) {
      throw complain(`the accelerator ${accelerator}`);
    }
    this.id = options.id;
    this.label = label ?? role ?? '';
    this.role = role;
    this.accelerator = accelerator;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.sublabel = options.sublabel;
    this.toolTip = options.toolTip;
    if (Array.isArray(submenu)) this.submenu = Menu.buildFromTemplate(submenu);
    else if (submenu instanceof Menu) this.submenu = submenu;
    this.type = type ?? (submenu === undefined ? 'normal' : 'submenu');
    const self = loud('MenuItem', this);
    this.click = () => {
      if (!self.enabled) return;
      if (self.type === 'checkbox') self.checked = !self.checked;
      if (self.type === 'radio') self.checked = true;
      const window = focusedWindow();
      if (click !== undefined) click(self as never, window as never, {});
      else if (role !== undefined) this.act(role);
    };
    return self;
  }

  private act(role: string): void {
    const action = roleActions[role];
    if (action === undefined) throw complain(`the role ${role} does nothing in the stand-in`);
    action();
  }
}

let applicationMenu: Menu | null = null;

export class Menu {
  items: MenuItem[] = [];

  constructor() {
    return loud('Menu', this);
  }

  static buildFromTemplate(template: (MenuItemConstructorOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
    const accelerators = (menu?.everyItem() ?? []).flatMap(({ accelerator }) => accelerator ?? []);
    const twice = accelerators.find((each, place) => accelerators.indexOf(each) !== place);
    if (twice !== undefined) throw complain(`two menu items share the accelerator ${twice}`);
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  getMenuItemById(id: string): MenuItem | null {
    return this.everyItem().find((item) => item.id === id) ?? null;
  }

  everyItem(): MenuItem[] {
    return this.items.flatMap((item) => [item, ...(item.submenu?.everyItem() ?? [])]);
  }
}
