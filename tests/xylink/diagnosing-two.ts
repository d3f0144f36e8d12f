import { createHash, createHmac } from 'node:crypto';
import type { IncomingRequest } from '../../simulator/index.js';
import { incomingRequest, bytes, type Diagnoser, md5, target } from './diagnosing.js';
import { main, noon, type Tokens } from './xylink-requests.js';

/** Logs the included enterprise in. */
export function loggedIn({ ask }: Diagnoser): Tokens {
  const { clientId, clientSecret, enterpriseId } = main;
  const fields = { client_id: clientId, client_secret: clientSecret, enterpriseId, refresh_token: null };
  const body = Buffer.from(JSON.stringify(fields));
  const { reply } = ask(incomingRequest({ method: 'POST', target: '/admin/login/oauth/app_token', body }));
  return (JSON.parse(reply) as { readonly data: Tokens }).data;
}

/** How a client signs by 2.0. Default: everything right. */
export interface SigningTwo {
  /** Method, headers, target, MD5 of the body, and the key's line. */
  readonly lines?: (right: readonly string[]) => readonly string[];
  /** The algorithm used. Default: `named`. */
  readonly type?: string;
  /** What x-xy-signtype says. */
  readonly named?: string;
  readonly hmacKey?: (signSecret: string) => string;
  readonly written?: (hex: string) => string;
  readonly target?: string;
  readonly prefix?: string;
  /** Sent besides, or in place of what is sent. */
  readonly headers?: Readonly<Record<string, string>>;
}

const asIs = (lines: readonly string[]): readonly string[] => lines;
const inUpperCase = (hex: string): string => hex.toUpperCase();
const withAmpersand = (secret: string): string => `${secret}&`;

function digestOf(text: string, type: string, key: string): string {
  if (type === 'HMAC_SHA256') return createHmac('sha256', key).update(text).digest('hex');
  return createHash(type).update(text).digest('hex');
}

export const headersNaming = (signType: string): readonly string[] => [
  `x-xy-clientid=${main.clientId}`,
  'x-xy-nonce=n1',
  `x-xy-signtype=${signType}`,
  `x-xy-timestamp=${noon}`,
];

/** A createGroups request as such a client sends it. */
export function signedByTwo({ access_token: accessToken, signSecret }: Tokens, signing: SigningTwo): IncomingRequest {
  const { lines = asIs, named = 'HMAC_SHA256', type = named, hmacKey = withAmpersand, written = inUpperCase } = signing;
  const signed = headersNaming(named);
  const sent = signing.target ?? target;
  const right = ['POST', signed.join('&'), sent, md5(bytes), `${signSecret}&`];
  const headers = {
    ...Object.fromEntries(signed.map((each) => each.split('=') as [string, string])),
    'x-xy-sign': written(digestOf(lines(right).join('\n'), type, hmacKey(signSecret))),
    Authorization: `Bearer ${accessToken}`,
    ...signing.headers,
  };
  const targetAsSent = (signing.prefix ?? '') + sent;
  const rawHeaders = Object.entries(headers).flat();
  return incomingRequest({ method: 'POST', target: sent, targetAsSent, body: bytes, rawHeaders });
}
