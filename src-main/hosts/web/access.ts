import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is not answered. */
export interface Refusal {
  status: 401 | 403;
  message: string;
}

/** 256 random bits in a form that an address can hold. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Refuses whatever another site made a browser send. A name that was bound to 127.0.0.1 after its page had loaded shows
 * in `Host`; a foreign page shows in `Origin` and `Sec-Fetch-Site`. Following a link here is allowed: it gives the other
 * page nothing, and the token is not in the request.
 * @param authority of this host, for instance `127.0.0.1:4000`
 */
export function refuseForeign(headers: IncomingHttpHeaders, authority: string): Refusal | undefined {
  const { host, origin } = headers;
  if (host !== authority) return { status: 403, message: `This host answers to ${authority} only` };
  if (origin !== undefined && origin !== `http://${authority}`) return foreignPage;
  const site = headers['sec-fetch-site'];
  const ownRequest = site === undefined || site === 'same-origin' || site === 'none';
  return ownRequest || headers['sec-fetch-mode'] === 'navigate' ? undefined : foreignPage;
}

const foreignPage: Refusal = { status: 403, message: 'Only pages of this host may ask it' };

/** Every call carries the token that was given to the user; it is compared in constant time. */
export function refuseUnknown(headers: IncomingHttpHeaders, token: string): Refusal | undefined {
  const given = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  if (timingSafeEqual(digest(given), digest(token))) return undefined;
  return { status: 401, message: 'This page is not connected to Tracewise' };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
