const storageKey = 'tracewise-token';

/**
 * The web host's token. It comes in the fragment of the address that the host printed, which no browser sends anywhere;
 * it is taken out of the address and kept for this tab, so that a reload still works.
 * @returns an empty string when there is none
 */
export function takeToken(location: Location, history: History, storage: Storage): string {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given === null) return storage.getItem(storageKey) ?? '';
  storage.setItem(storageKey, given);
  history.replaceState(history.state, '', location.pathname + location.search);
  return given;
}
