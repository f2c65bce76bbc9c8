import { fromShown } from './appAddresses.ts';
import type { Session } from './cdp.ts';
import { handledSchemes, handlerOf } from './protocol.ts';
import { defaultSession } from './session.ts';

export interface PausedRequest {
  requestId: string;
  frameId: string;
  resourceType: string;
  request: { url: string; method: string; headers: Record<string, string>; postData?: string };
}

/**
 * Every request of a page and of the frames in it passes here before anything leaves the browser.
 * @param mayNavigate asked for a document: whether the app lets a frame go to an address
 */
export async function holdRequests(
  session: Session,
  mayNavigate: (frameId: string, address: string) => boolean,
): Promise<void> {
  session.on('Fetch.requestPaused', (paused) => {
    // A page that has gone meanwhile takes no answer.
    answer(session, paused, mayNavigate).catch(() => undefined);
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}

async function answer(
  session: Session,
  { requestId, frameId, resourceType, request }: PausedRequest,
  mayNavigate: (frameId: string, address: string) => boolean,
): Promise<void> {
  const { method } = request;
  const url = fromShown(request.url);
  if (resourceType === 'Document' && !mayNavigate(frameId, url)) {
    await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    return;
  }
  if (!(await defaultSession.mayRequest({ id: 0, url, method }))) {
    await session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    return;
  }
  const handler = handledSchemes().some((scheme) => url.startsWith(`${scheme}://`)) && handlerOf(url);
  if (!handler) {
    await session.send('Fetch.continueRequest', { requestId });
    return;
  }
  const body = request.postData;
  const response = await handler(new Request(url, { method, headers: request.headers, body }));
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}
