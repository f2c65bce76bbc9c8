import type { OutgoingHttpHeaders } from 'node:http';
import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askRaw, startTestHost } from './testHost.ts';
import type { TestHost } from './testHost.ts';

let host: TestHost;
beforeAll(async () => {
  host = await startTestHost();
});
afterAll(() => host.close());

const openSession = (headers: OutgoingHttpHeaders) =>
  askRaw(host.host.port, '/api/sessions', { method: 'POST', headers });

describe('the token', () => {
  it('opens the calls to who has it', async () => {
    const answer = await openSession({ authorization: `Bearer ${host.token}` });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toHaveProperty('session');
  });

  it('is 256 random bits and another one for every host', async () => {
    const other = await startTestHost();
    expect(Buffer.from(host.token, 'base64url')).toHaveLength(32);
    expect(other.token).not.toBe(host.token);
    await other.close();
  });

  it.each([
    ['nothing', undefined],
    ['an empty token', 'Bearer '],
    ['another token', `Bearer ${'A'.repeat(43)}`],
    ['a token of another length', 'Bearer A'],
    ['another scheme', 'Basic QTpC'],
  ])('is asked of every call: %s is refused', async (_what, authorization) => {
    const headers = authorization === undefined ? {} : { authorization };
    expect((await openSession(headers)).status).toBe(401);
    for (const [method, path] of [
      ['POST', '/api/files?name=x.tsv'],
      ['GET', '/api/sessions/x/messages?after=0'],
      ['POST', '/api/sessions/x/messages'],
      ['GET', '/api/nowhere'],
    ]) {
      expect((await askRaw(host.host.port, path, { method, headers })).status).toBe(401);
    }
  });

  it('is refused in the query, where logs and histories would keep it', async () => {
    const answer = await askRaw(host.host.port, `/api/sessions?token=${host.token}`, { method: 'POST' });
    expect(answer.status).toBe(401);
  });
});

describe('foreign pages', () => {
  const allowed = () => ({ authorization: `Bearer ${host.token}` });

  it.each([
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '127.0.0.1',
    '127.0.0.1:1',
    '0.0.0.0',
  ])('are refused behind the rebound name %s, even with the token', async (name) => {
    expect((await openSession({ ...allowed(), host: name })).status).toBe(403);
    expect((await askRaw(host.host.port, '/', { headers: { host: name } })).status).toBe(403);
  });

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1', 'file://'])(
    'are refused by their origin %s, even with the token',
    async (origin) => {
      expect((await openSession({ ...allowed(), origin })).status).toBe(403);
    },
  );

  it('are refused when the browser says that the request crosses sites', async () => {
    for (const site of ['cross-site', 'same-site']) {
      expect((await openSession({ ...allowed(), 'sec-fetch-site': site })).status).toBe(403);
    }
    const script = await askRaw(host.host.port, '/assets/app-1.js', {
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    });
    expect(script.status).toBe(403);
  });

  it('may link to the app, which is how an address in a mail or notebook is opened', async () => {
    const page = await askRaw(host.host.port, '/', {
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    });
    expect(page.status).toBe(200);
  });

  it('get no preflight answered', async () => {
    const answer = await askRaw(host.host.port, '/api/sessions', {
      method: 'OPTIONS',
      headers: { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(answer.status).toBe(403);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('the page', () => {
  it('comes with a policy that allows its own files only, and no inline script or style', async () => {
    const { headers, status } = await askRaw(host.host.port, '/');
    const policy = String(headers['content-security-policy']);
    expect(status).toBe(200);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  });

  it('is read, never written', async () => {
    expect((await askRaw(host.host.port, '/', { method: 'HEAD' })).text).toBe('');
    for (const method of ['POST', 'PUT', 'DELETE']) {
      expect((await askRaw(host.host.port, '/index.html', { method })).status).toBe(404);
    }
  });

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/..%5csecret.json',
    '/..\\secret.json',
    '/%252e%252e/secret.json',
    '//secret.json',
    '/./../secret.json',
    '/.hidden.js',
    '/assets/%00app-1.js',
    '/assets/app-1.js%00.html',
    '/%E0%A4%A',
    '/assets',
    '/index.html/x.js',
    'http://127.0.0.1/../secret.json',
  ])('is confined to its folder: %s', async (path) => {
    const answer = await askRaw(host.host.port, path);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('secret');
  });
});

describe('messages', () => {
  const send = async (body: string) => {
    const headers = { authorization: `Bearer ${host.token}` };
    const opened: unknown = JSON.parse((await openSession(headers)).text);
    const { session } = opened as { session: string };
    return askRaw(host.host.port, `/api/sessions/${session}/messages`, { method: 'POST', headers, body });
  };

  it('that are too long are refused', async () => {
    const long = JSON.stringify({ batch: 1, received: 0, messages: [], more: 'x'.repeat(5 * 1024 * 1024) });
    const answer = await send(long);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('too long');
  });

  it.each(['', '{', 'null', '{"batch":1,"received":0,"messages":[{"kind":"call"}]}'])(
    'that are not of the contract are refused: %s',
    async (body) => {
      const before = host.backend.heard.length;
      expect((await send(body)).status).toBe(400);
      expect(host.backend.heard).toHaveLength(before);
    },
  );
});

it('listens on this machine alone', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal);
  for (const { address } of others) {
    const reached = await new Promise((resolve) => {
      const socket = connect(host.host.port, address, () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    expect(reached, address).toBe(false);
  }
});
