/** What is known of this machine before anything is opened. */
export interface Surroundings {
  wantsWeb: boolean;
  hasElectron: boolean;
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
}

export type LaunchMode = { kind: 'electron' } | { kind: 'web'; reason: string };

/** The desktop app where it can run, otherwise the same app in a browser, and why. */
export function launchMode({ wantsWeb, hasElectron, platform, env }: Surroundings): LaunchMode {
  if (wantsWeb) return { kind: 'web', reason: 'As asked for, Tracewise runs in the browser.' };
  if (!hasScreen(platform, env)) {
    return {
      kind: 'web',
      reason: 'There is no screen here for a window: Tracewise runs in the browser instead.',
    };
  }
  if (hasElectron) return { kind: 'electron' };
  return {
    kind: 'web',
    reason: 'Electron is not here and cannot be fetched now: Tracewise runs in the browser instead.',
  };
}

/** Linux tells by its environment; Windows and macOS always have a screen. */
export function hasScreen(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((display) => display !== undefined && display !== '');
}

/** The command that opens an address in the user's browser. */
export function openCommand(platform: NodeJS.Platform, address: string): [string, ...string[]] {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address];
  return [platform === 'darwin' ? 'open' : 'xdg-open', address];
}
