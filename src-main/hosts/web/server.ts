import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { z } from 'zod';
import { clientMessage } from '#shared/contract/wire.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { readBundleFile } from '../bundleFiles.ts';
import { securityHeaders } from '../contentSecurity.ts';
import type { FileTable } from '../fileTable.ts';
import { refuseForeign, refuseUnknown } from './access.ts';
import { answerError, answerJson, answerRefusal, readJson } from './answers.ts';
import type { Session, Sessions } from './sessions.ts';
import { receiveUpload } from './uploads.ts';
import type { UploadFolders } from './uploads.ts';

export interface WebServerParts {
  /** The built page. */
  rendererFolder: string;
  token: string;
  sessions: Sessions;
  files: FileTable;
  folders: UploadFolders;
}

/** What a request may do, by `METHOD /path`; `:` stands for a session's id. */
type Route = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void;

const messageByteLimit = 4 * 1024 * 1024;

const batchOfMessages = z.strictObject({
  batch: z.number().int().positive(),
  received: z.number().int().nonnegative(),
  messages: z.array(clientMessage),
});

/** The app's HTTP server: the page's files for anyone on this machine, everything else for who has the token. */
export function createWebServer(parts: WebServerParts): Server {
  const routes = apiRoutes(parts);
  // Uploads take as long as they take.
  return createServer({ requestTimeout: 0 }, (request, response) => {
    handle(request, response).catch((error: unknown) => answerError(response, error));
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const authority = `127.0.0.1:${request.socket.localPort ?? 0}`;
    const address = request.url ?? '/';
    const pathname = address.split('?', 1)[0];
    const isCall = pathname.startsWith('/api/');
    const refusal =
      refuseForeign(request.headers, authority) ??
      (isCall ? refuseUnknown(request.headers, parts.token) : undefined);
    if (refusal !== undefined) {
      answerRefusal(response, refusal);
    } else if (isCall) {
      const route = routes[routeName(request.method, pathname)];
      if (route === undefined) throw new TracewiseError('not-found', 'There is no such call');
      await route(request, response, new URL(address, `http://${authority}`));
    } else {
      await answerFile(request, response, pathname, parts.rendererFolder);
    }
  }
}

function routeName(method: string | undefined, pathname: string): string {
  return `${method ?? ''} ${pathname.replace(/^\/api\/sessions\/[^/]+/, '/api/sessions/:')}`;
}

function apiRoutes({ sessions, files, folders }: WebServerParts): Partial<Record<string, Route>> {
  return {
    'POST /api/sessions'(_request, response) {
      answerJson(response, { session: sessions.open().id });
    },
    'GET /api/sessions/:/messages'(_request, response, url) {
      const after = z.coerce.number().int().nonnegative().safeParse(url.searchParams.get('after'));
      if (!after.success) throw new TracewiseError('invalid-input', 'The message number is missing');
      const open = () =>
        response.writeHead(200, {
          ...securityHeaders,
          'content-type': 'application/x-ndjson',
          'cache-control': 'no-store',
        });
      if (!sessionOf(url, sessions).follow(after.data, open)) throw notKnown();
    },
    async 'POST /api/sessions/:/messages'(request, response, url) {
      const parsed = batchOfMessages.safeParse(await readJson(request, messageByteLimit));
      if (!parsed.success) {
        throw new TracewiseError('invalid-input', 'These are not messages of the contract', {
          found: z.prettifyError(parsed.error),
        });
      }
      const { batch, received, messages } = parsed.data;
      sessionOf(url, sessions).accept(batch, received, messages);
      answerJson(response, null);
    },
    async 'POST /api/files'(request, response, url) {
      const name = url.searchParams.get('name') ?? '';
      answerJson(response, await receiveUpload(request, name, files, folders));
    },
  };
}

function sessionOf(url: URL, sessions: Sessions): Session {
  const session = sessions.find(url.pathname.split('/')[3]);
  if (session === undefined) throw notKnown();
  return session;
}

function notKnown(): TracewiseError {
  return new TracewiseError('not-found', 'This page is not known any more');
}

async function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  rendererFolder: string,
): Promise<void> {
  const readOnly = request.method === 'GET' || request.method === 'HEAD';
  const file = readOnly ? await readBundleFile(pathname, rendererFolder) : undefined;
  if (file === undefined) throw new TracewiseError('not-found', 'There is no such file');
  response.writeHead(200, {
    ...securityHeaders,
    'content-type': file.contentType,
    'content-length': file.content.byteLength,
    'cache-control': 'no-cache',
  });
  response.end(request.method === 'HEAD' ? undefined : file.content);
}
