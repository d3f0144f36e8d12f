import { createHash, createHmac } from 'node:crypto';
import type { IncomingRequest, Space } from '../../simulator/index.js';
import { incomingRequest } from '../support/incoming-request.js';
import { main } from '../xylink/xylink-requests.js';
import { type Call, prepare } from '../ytx/caller.js';
import { accountSID, authToken } from '../ytx/diagnosed.js';

/** A text with `{name}` placeholders, or one that is encoded. */
type Made = string | Readonly<Record<string, string>>;

const timestamp = '20261121120000';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

const encodings: Readonly<Record<string, (text: string) => string>> = {
  base64,
  unpadded: (text) => text.replace(/=+$/, ''),
  md5: (text) => createHash('md5').update(text).digest('hex'),
  sha1: (text) => createHash('sha1').update(text).digest('hex'),
};

function made(value: Made): string {
  const values = { accountSID, authToken, timestamp, authorization: base64(`${accountSID}|${timestamp}`) };
  if (typeof value === 'string') return fill(value, values);
  const [[encoding, text] = ['', '']] = Object.entries(value);
  const encode = encodings[encoding];
  if (encode === undefined) throw new Error(`unknown encoding ${encoding}`);
  return encode(fill(text, values));
}

/** A call of `fixtures/ytx/mistakes.json`. Null takes a header or a field out. */
export type ListedCall = Omit<Call, 'authorization' | 'sign' | 'fields' | 'headers'> & {
  readonly authorization?: Made | null;
  readonly sign?: Made;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string | null>>;
};

/** The request of a listed mistake with YTX. */
export function ytxRequest(
  space: Space,
  { authorization, sign, fields = {}, headers = {}, ...call }: ListedCall,
): IncomingRequest {
  const kept = Object.entries(fields).map(([name, value]) => [name, value === null ? undefined : value] as const);
  const whole = prepare(space, {
    ...call,
    ...(call.claimedAccount !== undefined && { claimedAccount: made(call.claimedAccount) }),
    ...(authorization !== undefined && { authorization: authorization === null ? null : made(authorization) }),
    ...(sign !== undefined && { sign: made(sign) }),
    fields: Object.fromEntries(kept),
  });
  const sent = Object.entries({ ...whole.headers, ...headers }).filter(([, value]) => value !== null);
  return incomingRequest({ ...whole, headers: Object.fromEntries(sent) as Readonly<Record<string, string>> });
}

/** A createGroups of `fixtures/xylink/mistakes.json`, signed by 1.0. Default: everything right. */
export interface ListedGroups {
  readonly fields: object;
  readonly enterpriseId?: string;
  readonly key?: string;
  /** The signed lines that are others, with `{name}` placeholders. */
  readonly lines?: Readonly<Partial<Record<'method' | 'path' | 'query' | 'body' | 'end' | 'between', string>>>;
  readonly written?: 'base64' | 'hex';
  /** How the signature is percent-encoded. */
  readonly encoded?: 'once' | 'twice' | 'not' | 'absent';
}

const parameter = {
  once: (signature: string) => `&signature=${encodeURIComponent(signature)}`,
  twice: (signature: string) => `&signature=${encodeURIComponent(encodeURIComponent(signature))}`,
  not: (signature: string) => `&signature=${signature}`,
  absent: () => '',
} as const;

const hashOf = (body: string | Buffer): string => createHash('sha256').update(body).digest('base64');
const beginning = (text: string): Buffer => Buffer.from(text).subarray(0, 100);
const path = 'conferenceControl/meeting/dynamicGroup';

/** The signed text, with the lines of the client that makes the mistake. */
function signedText(text: string, query: string, lines: Required<ListedGroups>['lines']): string {
  const values = {
    path,
    body: hashOf(beginning(text)),
    wholeBody: hashOf(text),
    emptyBody: hashOf(''),
    spacedBody: hashOf(beginning(text.replaceAll('":', '": ').replaceAll(',"', ', "'))),
  };
  const right = { method: 'POST', path: '{path}', query, body: '{body}', between: '\n', end: '' };
  const { between, end, ...each } = { ...right, ...lines };
  return [each.method, each.path, each.query, each.body].map((line) => fill(line, values)).join(between) + end;
}

/** The request of a listed mistake with XYLink. */
export function xylinkRequest(listed: ListedGroups): IncomingRequest {
  const right = { enterpriseId: main.enterpriseId, key: main.token, lines: {}, written: 'base64', encoded: 'once' };
  const { fields, enterpriseId, key, lines, written, encoded } = { ...right, ...listed } as Required<ListedGroups>;
  const body = JSON.stringify(fields);
  const query = `enterpriseId=${enterpriseId}`;
  const signature = createHmac('sha256', key)
    .update(signedText(body, query, lines))
    .digest(written);
  return incomingRequest({
    method: 'POST',
    host: 'sdk.xylink.com',
    target: `/api/rest/external/v1/${path}?${query}${parameter[encoded](signature)}`,
    headers: { 'Content-Type': 'application/json' },
    body,
  });
}
