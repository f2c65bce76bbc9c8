/**
 * Chromium knows no scheme of an app's own. A page at `app://bundle/index.html` stands at
 * `https://bundle.app.standin.test/index.html`, which belongs to nobody and is answered before any look-up of a name.
 */
const domain = 'standin.test';

export function toShown(address: string, schemes: readonly string[]): string {
  const scheme = schemes.find((each) => address.startsWith(`${each}://`));
  if (scheme === undefined) return address;
  const { host, pathname, search, hash } = new URL(address.replace(`${scheme}:`, 'https:'));
  return `https://${host}.${scheme}.${domain}${pathname}${search}${hash}`;
}

export function fromShown(address: string): string {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || !url.host.endsWith(`.${domain}`)) return address;
  const parts = url.host.slice(0, -domain.length - 1).split('.');
  const scheme = parts.pop() ?? '';
  return `${scheme}://${parts.join('.')}${url.pathname}${url.search}${url.hash}`;
}
