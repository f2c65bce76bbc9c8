import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWebHost } from '#main/hosts/web/webHost.ts';
import type { SessionLimits } from '#main/hosts/web/sessions.ts';
import { fakeBackend } from '../fakeBackend.ts';

/** A web host over a fake backend, with a page of three files and a secret beside its folder. */
export async function startTestHost(limits?: SessionLimits) {
  const folder = mkdtempSync(join(tmpdir(), 'tracewise-test-'));
  const rendererFolder = join(folder, 'renderer');
  mkdirSync(join(rendererFolder, 'assets'), { recursive: true });
  writeFileSync(join(rendererFolder, 'index.html'), '<!doctype html><title>Tracewise</title>');
  writeFileSync(join(rendererFolder, 'assets', 'app-1.js'), 'export {};');
  writeFileSync(join(rendererFolder, '.hidden.js'), 'secret');
  writeFileSync(join(folder, 'secret.json'), 'secret');
  const backend = fakeBackend();
  const libraryFolder = join(folder, 'library');
  const host = await startWebHost({ libraryFolder, rendererFolder, openBackend: backend.open, limits });
  const { hash, origin } = new URL(host.url);
  return {
    backend,
    host,
    libraryFolder,
    origin,
    token: hash.replace('#token=', ''),
    authority: `127.0.0.1:${host.port}`,
    async close() {
      await host.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type TestHost = Awaited<ReturnType<typeof startTestHost>>;

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** A request whose path and headers go out exactly as given, as no browser would send them. */
export function askRaw(
  port: number,
  path: string,
  options: { method?: string; headers?: OutgoingHttpHeaders; body?: string } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers, body } = options;
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
