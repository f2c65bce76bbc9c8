import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TracewiseError } from '#shared/model/errors.ts';
import type { OpenBackend } from '../backendSeam.ts';
import { createFileTable } from '../fileTable.ts';
import { createHub } from '../hub.ts';
import { makeToken } from './access.ts';
import { createWebServer } from './server.ts';
import { createSessions, usualLimits } from './sessions.ts';
import type { SessionLimits } from './sessions.ts';

export interface WebHostOptions {
  /** Where projects live; made when it is not there. */
  libraryFolder: string;
  /** The built page. */
  rendererFolder: string;
  openBackend: OpenBackend;
  /** 0 or left out: any free one. */
  port?: number;
  /** Solver threads; left out: one per core less one. */
  threads?: number;
  limits?: SessionLimits;
}

export interface WebHost {
  /** With the token in its fragment: who has this address has the app. */
  url: string;
  port: number;
  close: () => Promise<void>;
}

/**
 * Serves the app to browsers of this machine, on 127.0.0.1 only.
 * @throws TracewiseError `conflict` when the port is taken
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { libraryFolder, rendererFolder, openBackend, threads, limits = usualLimits } = options;
  const temporary = await mkdtemp(join(tmpdir(), 'tracewise-'));
  const closers = [() => rm(temporary, { recursive: true, force: true })];
  const close = async () => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne();
  };
  try {
    const files = createFileTable();
    const backend = await openBackend({ libraryFolder, files, threads });
    closers.push(() => backend.close());
    const sessions = createSessions(createHub(backend.connect), limits);
    const token = makeToken();
    const folders = { temporary, library: libraryFolder };
    const server = createWebServer({ rendererFolder, token, sessions, files, folders });
    const port = await listen(server, options.port ?? 0);
    closers.push(() => {
      sessions.closeAll();
      return stopListening(server);
    });
    return { url: `http://127.0.0.1:${port}/#token=${token}`, port, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function stopListening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(describeListenFailure(error, port)));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function describeListenFailure(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return error;
  return new TracewiseError('conflict', `Port ${port} cannot be used`, {
    found: error.code === 'EACCES' ? 'a port that needs special rights' : 'another program that uses it',
    remedy: 'Choose another port, or none to get a free one',
  });
}
