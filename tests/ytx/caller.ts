import { type Agent, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { timestampOf } from '../../contracts/ytx/china-time.js';
import { authorizationOf, signOf } from '../../contracts/ytx/signing.js';
import type { Space } from '../../simulator/index.js';
import { mobileOf } from '../../simulator/world-generator/phones.js';

/** 2026-11-21 12:00:00 at +08:00, the instant at which every test begins. */
export const noon = Date.UTC(2026, 10, 21, 4);

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A createMeeting of a caller. Default: everything right. */
export interface Call {
  /** The role that signs. */
  readonly account?: string;
  /** The role whose `appid` is sent. */
  readonly app?: string;
  readonly host?: 'sandbox.ytx.net' | 'api.ytx.net';
  readonly method?: string;
  readonly version?: string;
  /** What follows the account in the path. */
  readonly call?: string;
  /** Stands in the path instead of the signing account's id. */
  readonly pathAccount?: string;
  /** Stands in Authorization instead of the path's account. */
  readonly claimedAccount?: string;
  readonly timestamp?: string;
  /** The whole header instead of one that is put together; null leaves it out. */
  readonly authorization?: string | null;
  /** The Sign instead of the right one. */
  readonly sign?: string;
  /** The query instead of `Sign=` and the Sign, for which `{Sign}` stands. */
  readonly query?: string;
  /** Added to the body's fields; undefined takes one out. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** The body instead of the fields. */
  readonly body?: string | Uint8Array;
  /** The address it comes from. */
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A reply, whole. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** The name of the check that refused it. */
  readonly refusedBy: string | undefined;
}

export const mobile = mobileOf(7556);

const standardFields = {
  action: 'createMeeting',
  meetingname: '123cs',
  creator: mobile,
  parties: JSON.stringify([
    { name: '张三', phone: mobileOf(804) },
    { name: '李四', phone: mobile },
  ]),
  bookmeeting: '0',
  confid: '',
  booktime: '',
};

/** A value of a role's entity in the cast: `authToken`, `appid`. */
function valueOf(space: Space, role: string, name: string): string {
  const entity = space.cast()['ytx']?.[role] as Readonly<Record<string, unknown>> | undefined;
  const value = entity?.[name];
  if (typeof value !== 'string') throw new Error(`the cast has no entity for the role ${role}, or it has no ${name}`);
  return value;
}

/** A call as it goes over the wire. */
export interface Prepared {
  readonly method: string;
  readonly host: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const standardCall = {
  account: 'account:active',
  app: 'app:sandbox',
  host: 'sandbox.ytx.net',
  method: 'POST',
  version: '201612',
  call: 'call/TeleMeeting.wx',
  query: 'Sign={Sign}',
} as const;

/** Signs a call and writes it out. */
export function prepare(space: Space, wanted: Call): Prepared {
  const asked = { ...standardCall, ...wanted };
  const accountSID = valueOf(space, asked.account, 'accountSID');
  const authToken = valueOf(space, asked.account, 'authToken');
  const { method, host, timestamp = timestampOf(space.clock.now()), pathAccount = accountSID } = asked;
  const { sign = signOf({ accountSID, authToken }, timestamp), claimedAccount = pathAccount } = asked;
  const { authorization = authorizationOf({ accountSID: claimedAccount, timestamp }) } = asked;
  const fields = { ...standardFields, appid: valueOf(space, asked.app, 'appid'), ...asked.fields };
  const target = `/${asked.version}/sid/${pathAccount}/${asked.call}?${asked.query.replace('{Sign}', sign)}`;
  return {
    method,
    host,
    target,
    headers: headersFor(asked, authorization),
    body: asked.body ?? JSON.stringify(fields),
  };
}

function headersFor({ from, headers }: Call, authorization: string | null): Readonly<Record<string, string>> {
  return {
    Accept: 'application/json',
    'Content-Type': 'application/json;charset=utf-8',
    ...(authorization !== null && { Authorization: authorization }),
    ...(from !== undefined && { 'simulator-caller': from }),
    ...headers,
  };
}

/** Sends bytes to a port of this machine and gives the whole reply. */
export function send(
  port: number,
  { method, target, headers, body }: Omit<Prepared, 'host'>,
  agent?: Agent,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body);
    const length = { 'Content-Length': String(bytes.length) };
    const options = { host: '127.0.0.1', port, method, path: target, headers: { ...headers, ...length } };
    const request = httpRequest({ ...options, ...(agent !== undefined && { agent }) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const received = Buffer.concat(chunks);
        const refusedBy = response.headers['simulator-refused-by'];
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes: received,
          text: received.toString('utf8'),
          refusedBy: typeof refusedBy === 'string' ? refusedBy : undefined,
        });
      });
    });
    request.on('error', reject);
    request.end(bytes);
  });
}

/** What a success says of the meeting. */
export interface Meeting {
  readonly meid: string;
  readonly mepwd: string;
  readonly meetcallerid: string;
}

/** The meeting in a success; anything else is shown whole in the error. */
export function meetingIn({ text }: Answer): Meeting {
  const { statusCode, statusMsg } = JSON.parse(text) as { readonly statusCode?: string; readonly statusMsg?: Meeting };
  if (statusCode !== '0' || typeof statusMsg !== 'object') throw new Error(`this is no success: ${text}`);
  return statusMsg;
}
