import type { IncomingMessage } from 'node:http';
import { type RefusalName, refusals } from '../../contracts/xylink/generated.js';
import { signatureOneMatches } from '../../contracts/xylink/signing-scheme1.js';
import { signTwoMatches } from '../../contracts/xylink/signing-scheme2.js';
import { createXylinkClient, type XylinkClient, type XylinkClientOptions } from '../../client/index.js';
import { openSmallServer, type SmallServer } from './small-server.js';

/** 2026-11-21 12:00:00 at +08:00, when every test begins. */
export const noon = Date.UTC(2026, 10, 21, 4);

/** Invented keys, which must never appear in an error. */
export const keys = {
  enterpriseId: '0123456789abcdef0123456789abcdef01234567',
  token: 'fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210',
  clientId: 'nobodysclientid123456789',
  clientSecret: 'nobodysclientsecret0123456789abc',
};

/** A client that signs with 1.0, one that signs with 2.0. */
export const byToken: XylinkClientOptions['auth'] = { token: keys.token };
export const byLogin = { clientId: keys.clientId, clientSecret: keys.clientSecret } as const;

export const room = '910004217404';

/** A clock that stands still; a `sleep` advances it by its duration. */
export interface FakeTime {
  readonly clock: { now(): number };
  readonly sleep: (ms: number) => Promise<void>;
  /** The sleeps so far, in ms. */
  readonly slept: number[];
  readonly advance: (ms: number) => void;
}

export function fakeTime(): FakeTime {
  let now = noon;
  const slept: number[] = [];
  return {
    clock: { now: () => now },
    sleep(ms) {
      slept.push(ms);
      now += ms;
      return Promise.resolve();
    },
    slept,
    advance(ms) {
      now += ms;
    },
  };
}

/** A client with the keys above. Default: by token, without a rate limit. */
export const xylinkOf = (options: Partial<XylinkClientOptions> = {}): XylinkClient =>
  createXylinkClient({
    baseUrl: 'http://sdk.xylink.com',
    enterpriseId: keys.enterpriseId,
    auth: byToken,
    limit: 0,
    ...fakeTime(),
    ...options,
  });

export interface Seen {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export type Answer = readonly [status: number, body: string, headers?: Record<string, string>];

/** A provider of a few lines that verifies every signature with the contract's own functions. */
export interface SmallXylink extends SmallServer {
  readonly seen: Seen[];
  /** How many requests went to this path's end. */
  readonly countOf: (end: string) => number;
  /** Answers to give instead of the usual ones, first to last. */
  readonly instead: Answer[];
  /** Takes no access token that was given so far; and no refresh token either. */
  readonly revoke: (which: 'access' | 'access and refresh') => void;
  /** For how many seconds tokens are given out. */
  expiresIn: number;
}

export const refusal = (name: RefusalName): Answer => [refusals[name].status, refusals[name].body];

const device = {
  id: 221000000,
  type: 5,
  participantId: '65728',
  externalUserId: null,
  participantNumber: '10000000001',
};
const status = {
  meetingRoomNumber: `${room}@CONFNO`,
  meetingId: '1156074031000',
  meetingName: '周会',
  mode: 1,
  mainVenue: null,
  mainImage: null,
  deviceStatusList: [{ name: '张三', muteStatus: 1, device }],
  handUpList: [],
  recordingDevice: null,
  contentDevice: null,
  whiteBoardDevice: null,
};
const { participantId: _, ...member } = device;
const group = {
  groupNo: `mms${'0'.repeat(32)}`,
  groupName: '分组1',
  memberList: [{ ...member, admin: false, canSetAdmin: true }],
};

/** What each kind of path is answered with, once its signature is right. */
const usual = ({ target }: Seen): Answer => {
  if (target.includes('/meetingStatus?')) return [200, JSON.stringify(status)];
  return target.includes('/dynamicGroup?') ? [200, JSON.stringify([group])] : [200, ''];
};

export async function openSmallXylink(): Promise<SmallXylink> {
  const seen: Seen[] = [];
  const instead: Answer[] = [];
  const secrets = new Map<string, string>();
  const refreshable = new Set<string>();
  let logins = 0;

  const tokens = (): Answer => {
    logins += 1;
    const [access_token, refresh_token, signSecret] = [
      `access-${logins}`,
      `refresh-${logins}`,
      String(logins).padStart(32, 'a'),
    ];
    secrets.set(`Bearer ${access_token}`, signSecret);
    refreshable.add(refresh_token);
    return [
      200,
      JSON.stringify({
        message: 'success',
        data: { access_token, refresh_token, signSecret, expires_in: xylink.expiresIn },
      }),
    ];
  };
  const loggingIn = ({ target, body }: Seen): Answer => {
    const fields = JSON.parse(body.toString()) as Readonly<Record<string, unknown>>;
    if (target.endsWith('/refresh_token')) {
      return refreshable.delete(String(fields['refresh_token'])) ? tokens() : refusal('refreshTokenInvalid');
    }
    const isRight = fields['client_id'] === keys.clientId && fields['client_secret'] === keys.clientSecret;
    return isRight && fields['enterpriseId'] === keys.enterpriseId ? tokens() : refusal('loginRefused');
  };
  const answerOf = (request: Seen): Answer => {
    const given = instead.shift();
    if (given !== undefined) return given;
    if (request.target.startsWith('/admin/login/')) return loggingIn(request);
    const sign = request.headers['x-xy-sign'];
    if (typeof sign !== 'string') return isSignedOne(request) ? usual(request) : refusal('signatureInvalid');
    const secret = secrets.get(request.headers.authorization ?? '');
    if (secret === undefined) return refusal('accessTokenInvalid');
    return isSignedTwo(request, sign, secret) ? usual(request) : refusal('signatureInvalid');
  };

  const server = await openSmallServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: target = '', headers } = request;
      const arrived = { method, target, headers, body: Buffer.concat(chunks) };
      seen.push(arrived);
      const [code, body, more = {}] = answerOf(arrived);
      response.writeHead(code, more).end(body);
    });
  });
  const xylink: SmallXylink = {
    ...server,
    seen,
    instead,
    expiresIn: 7200,
    countOf: (end) => seen.filter(({ target }) => target.replace(/\?.*/, '').endsWith(end)).length,
    revoke(which) {
      secrets.clear();
      if (which === 'access and refresh') refreshable.clear();
    },
  };
  return xylink;
}

const isSignedOne = (request: Seen): boolean => {
  const given = /&signature=([^&]*)$/.exec(request.target)?.[1] ?? '';
  return signatureOneMatches(given, request, keys.token);
};

function isSignedTwo({ method, target, headers, body }: Seen, sign: string, secret: string): boolean {
  const text = (name: string): string => String(headers[name]);
  const signed = {
    clientId: text('x-xy-clientid'),
    nonce: text('x-xy-nonce'),
    signType: text('x-xy-signtype'),
    timestamp: text('x-xy-timestamp'),
  };
  return signTwoMatches(sign, { method, headers: signed, target, body }, secret);
}
