import { describe, expect, it, vi } from 'vitest';
import type { App, Session, WebContents } from 'electron';
import {
  cutOffNetwork,
  guardContents,
  guardEveryPage,
  guardSession,
  isBundleAddress,
  isLocalResource,
  isTrustedSender,
  startPage,
} from '#main/hosts/electron/security.ts';

const foreignAddresses = [
  '',
  'about:blank',
  'https://bundle/index.html',
  'app://other/index.html',
  'app://bundle.evil.example/',
  'app://bundle:1/index.html',
  'app://user@bundle/index.html',
  'app:bundle',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'apps://bundle/index.html',
];

describe('who may speak to main', () => {
  it('is the main frame of a page of the bundle', () => {
    expect(isTrustedSender({ url: startPage, parent: null })).toBe(true);
    expect(isTrustedSender({ url: `${startPage}#/project/1`, parent: null })).toBe(true);
  });

  it('is no frame inside it, and no frame that is gone', () => {
    expect(isTrustedSender({ url: startPage, parent: {} })).toBe(false);
    expect(isTrustedSender(null)).toBe(false);
  });

  it.each(foreignAddresses)('is not %j', (url) => {
    expect(isTrustedSender({ url, parent: null })).toBe(false);
    expect(isBundleAddress(url)).toBe(false);
  });
});

/** Keeps the handlers that a guard sets, by name. */
function recorder() {
  const handlers = new Map<string, (...args: unknown[]) => unknown>();
  const keep = (name: string) => (handler: (...args: unknown[]) => unknown) => handlers.set(name, handler);
  const on = (event: string, handler: (...args: unknown[]) => unknown) => handlers.set(event, handler);
  const call = (name: string, ...args: unknown[]) => {
    const handler = handlers.get(name);
    if (handler === undefined) throw new Error(`nothing guards ${name}`);
    return handler(...args);
  };
  return { keep, on, call };
}

describe('a page', () => {
  const { keep, on, call } = recorder();
  let webRtcPolicy = '';
  const setWebRTCIPHandlingPolicy = (policy: string) => (webRtcPolicy = policy);
  guardContents({
    on,
    setWindowOpenHandler: keep('open'),
    setWebRTCIPHandlingPolicy,
  } as unknown as WebContents);

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    'cannot leave the bundle by %s',
    (event) => {
      for (const url of foreignAddresses) {
        const preventDefault = vi.fn();
        call(event, { url, preventDefault });
        expect(preventDefault, url).toHaveBeenCalled();
      }
      const preventDefault = vi.fn();
      call(event, { url: startPage, preventDefault });
      expect(preventDefault).not.toHaveBeenCalled();
    },
  );

  it('talks to no other browser past the policies', () => {
    expect(webRtcPolicy).toBe('disable_non_proxied_udp');
  });

  it('opens no window and embeds no browser', () => {
    const preventDefault = vi.fn();
    call('will-attach-webview', { preventDefault });
    expect(preventDefault).toHaveBeenCalled();
    expect(call('open', { url: startPage })).toEqual({ action: 'deny' });
  });
});

it('nothing of the app finds a host', () => {
  const appendSwitch = vi.fn();
  cutOffNetwork({ commandLine: { appendSwitch } } as unknown as App);
  expect(appendSwitch).toHaveBeenCalledWith('host-resolver-rules', 'MAP * ~NOTFOUND');
});

describe('a session', () => {
  const { keep, on, call } = recorder();
  guardSession({
    on,
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setDisplayMediaRequestHandler: keep('screen'),
    webRequest: { onBeforeRequest: keep('load') },
  } as unknown as Session);
  const asks = (permission: string, url = startPage) => {
    const answer = vi.fn();
    call('request', { getURL: () => url }, permission, answer);
    return answer.mock.calls[0][0] as unknown;
  };

  it('grants copying to pages of the bundle, and nothing else', () => {
    expect(asks('clipboard-sanitized-write')).toBe(true);
    expect(asks('clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
    for (const permission of [
      'clipboard-read',
      'media',
      'geolocation',
      'notifications',
      'fileSystem',
      'hid',
    ]) {
      expect(asks(permission), permission).toBe(false);
      expect(call('check', null, permission, 'app://bundle/')).toBe(false);
    }
    expect(call('device', {})).toBe(false);
  });

  it('shows no screen and downloads nothing', () => {
    const answer = vi.fn();
    call('screen', {}, answer);
    expect(answer).toHaveBeenCalledWith({});
    const preventDefault = vi.fn();
    call('will-download', { preventDefault });
    expect(preventDefault).toHaveBeenCalled();
  });

  it.each([
    [startPage, true],
    ['blob:app://bundle/1', true],
    ['data:image/png;base64,AA', true],
    ['https://example.com/', false],
    ['http://127.0.0.1:1/', false],
    ['ws://127.0.0.1:1/', false],
    ['file:///etc/passwd', false],
  ])('loads %s: %s', (url, allowed) => {
    const answer = vi.fn();
    call('load', { url }, answer);
    expect(answer).toHaveBeenCalledWith({ cancel: !allowed });
    expect(isLocalResource(url)).toBe(allowed);
  });
});

it('every page is guarded as it is made', () => {
  const { on, call } = recorder();
  guardEveryPage({ on } as unknown as App);
  const contents = { on: vi.fn(), setWindowOpenHandler: vi.fn(), setWebRTCIPHandlingPolicy: vi.fn() };
  call('web-contents-created', {}, contents);
  expect(contents.setWindowOpenHandler).toHaveBeenCalled();
});
