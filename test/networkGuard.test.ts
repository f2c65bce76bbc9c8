import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startProgram } from './programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'tracewise-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
async function outwardOf(code: string, env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const script = join(folder, `program-${count++}.mjs`);
  writeFileSync(script, code);
  const program = startProgram(script, [], env);
  await program.ended;
  return program.outward();
}

// 192.0.2.0/24 and .invalid belong to nobody: without the guard these would fail later, or not at all.
it.each([
  ['fetch', "await fetch('http://192.0.2.1/')", 'connect 192.0.2.1'],
  ['fetch of a name', "await fetch('https://example.invalid/')", 'connect example.invalid'],
  ['http', "import http from 'node:http'; http.get('http://192.0.2.1/')", 'connect 192.0.2.1'],
  ['a socket', "import net from 'node:net'; net.connect(80, '192.0.2.1')", 'connect 192.0.2.1'],
  ['tls', "import tls from 'node:tls'; tls.connect(443, '192.0.2.1')", 'connect 192.0.2.1'],
  [
    'a name look-up',
    "import dns from 'node:dns'; dns.lookup('example.invalid', () => {})",
    'lookup example.invalid',
  ],
  [
    'a promised look-up',
    "import { resolve4 } from 'node:dns/promises'; await resolve4('example.invalid')",
    'resolve4 example.invalid',
  ],
  [
    'a datagram',
    "import dgram from 'node:dgram'; dgram.createSocket('udp4').send('x', 53, '192.0.2.1')",
    'send 192.0.2.1',
  ],
  [
    'a thread',
    "import { Worker } from 'node:worker_threads'; new Worker(new URL('data:text/javascript,fetch(`http://192.0.2.1/`)'))",
    'connect 192.0.2.1',
  ],
])('%s beyond this machine is refused and told', async (_what, code, told) => {
  expect(await outwardOf(code)).toContain(`outward: ${told}`);
});

it.each([
  ['a connection', "import net from 'node:net'; net.connect(9, '127.0.0.1')", 'connect 127.0.0.1'],
  ['fetch', "await fetch('http://127.0.0.1:49151/')", 'connect 127.0.0.1'],
  ['listening', "import net from 'node:net'; net.createServer().listen(0, '127.0.0.1')", 'listen anybody'],
  ['a server', "import http from 'node:http'; http.createServer().listen(0)", 'listen anybody'],
  ['a datagram', "import dgram from 'node:dgram'; dgram.createSocket('udp4').bind(0)", 'bind anybody'],
  [
    'a thread',
    "import { Worker } from 'node:worker_threads'; new Worker(new URL('data:text/javascript,fetch(`http://127.0.0.1/`)'))",
    'connect 127.0.0.1',
  ],
])('where nobody is to be spoken to, %s is refused on this machine too', async (_what, code, told) => {
  expect(await outwardOf(code, { NETWORK_GUARD: 'all' })).toContain(`outward: ${told}`);
});

it('this machine can be reached', async () => {
  const server = createServer((_request, response) => response.end('here'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const script = join(folder, 'local.mjs');
  writeFileSync(script, `console.log(await (await fetch('http://127.0.0.1:${port}/')).text())`);
  const program = startProgram(script, []);
  expect(await program.ended).toBe(0);
  expect(program.stdout()).toBe('here\n');
  expect(program.outward()).toEqual([]);
  server.close();
});
