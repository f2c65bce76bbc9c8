import type { Protocol } from 'electron';
import { readBundleFile } from '../bundleFiles.ts';
import { securityHeaders } from '../contentSecurity.ts';
import { appScheme, isBundleAddress } from './security.ts';

/** Makes `app://` behave as a secure origin. Must run before the app is ready. */
export function declareAppScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function serveAppScheme(protocol: Protocol, rendererFolder: string): void {
  protocol.handle(appScheme, (request) => answerBundleRequest(request, rendererFolder));
}

/** A file of the built page with the security headers, or 404; nothing else is told of what is there. */
export async function answerBundleRequest(
  request: { url: string; method: string },
  rendererFolder: string,
): Promise<Response> {
  const mayRead = request.method === 'GET' && isBundleAddress(request.url);
  const file = mayRead ? await readBundleFile(new URL(request.url).pathname, rendererFolder) : undefined;
  if (file === undefined)
    return new Response('There is no such file', { status: 404, headers: securityHeaders });
  return new Response(file.content, {
    headers: { ...securityHeaders, 'content-type': file.contentType, 'cache-control': 'no-cache' },
  });
}
