import { Agent, request } from 'node:http';
import { createHash, createHmac } from 'node:crypto';
import { createSimulator, type Simulator, type SimulatorOptions, type Space } from '../../simulator/index.js';

/** 2026-11-21T12:00:00+08:00, where the clock of these tests stands. */
export const noon = Date.UTC(2026, 10, 21, 4);

/** The included enterprise and its rooms. */
export const main = {
  enterpriseId: 'e000000000000000000000000000000000000001',
  token: '7000000000000000000000000000000000000000000000000000000000000e01',
  clientId: 'c00000000000000000000001',
  clientSecret: 's0000000000000000000000000000001',
};
export const rooms = { running: '910000000001', idle: '910000000002', grouped: '910000000003', small: '910000000004' };

/** A request, signed or not, as it goes over the wire. */
export interface Sent<Body extends string | Buffer = string> {
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly refusedBy: string | undefined;
}

/** A simulator on a free port. */
export interface ProviderServer {
  readonly simulator: Simulator;
  readonly space: (name?: string) => Space;
  readonly send: (sent: Sent<string | Buffer>) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export async function startServer(options: SimulatorOptions = {}): Promise<ProviderServer> {
  const simulator = createSimulator({ startAt: noon, ...options });
  const { port, close } = await simulator.listen(0);
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  return {
    simulator,
    space: (name) => simulator.spaces.getOrCreate(name),
    send: (sent) => exchanged(sent, port, agent),
    async close() {
      agent.destroy();
      await close();
    },
  };
}

function exchanged(
  { method, target, headers = {}, body }: Sent<string | Buffer>,
  port: number,
  agent: Agent,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined || body === '' ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const options = { port, host: '127.0.0.1', method, path: target, headers: { ...headers, ...length }, agent };
    const asking = request(options, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.once('end', () => {
        const refusedBy = reply.headers['simulator-refused-by'] as string | undefined;
        resolve({ status: reply.statusCode ?? 0, text: Buffer.concat(chunks).toString(), refusedBy });
      });
    });
    asking.once('error', reject);
    asking.end(body);
  });
}

const sha256 = (text: Buffer): string => createHash('sha256').update(text).digest('base64');
const api = '/api/rest/external/v1/';

/** Signs by 1.0 what conference control is asked. */
export const byOne = <Body extends string | Buffer = string>(
  method: string,
  path: string,
  body: Body | '' = '',
  keys: Partial<typeof main> = {},
): Sent<Body | ''> => signedByOne(method, `conferenceControl/${path}`, body, keys);

/** Signs by 1.0, with nothing but the facts and node's own digests. */
export function signedByOne<Body extends string | Buffer = string>(
  method: string,
  path: string,
  body: Body | '' = '',
  keys: Partial<typeof main> & { readonly parameter?: string } = {},
): Sent<Body | ''> {
  const { enterpriseId, token, parameter = 'enterpriseId' } = { ...main, ...keys };
  const query = `${parameter}=${enterpriseId}`;
  const text = [method, path, query, sha256(Buffer.from(body).subarray(0, 100))].join('\n');
  const signature = createHmac('sha256', token).update(text).digest('base64');
  return { method, target: `${api}${path}?${query}&signature=${encodeURIComponent(signature)}`, body };
}

export const groups = (body: object, keys?: Partial<typeof main>): Sent =>
  byOne('POST', 'meeting/dynamicGroup', JSON.stringify(body), keys);

/** What a login gave. */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly signSecret: string;
}

export async function login({ send }: ProviderServer): Promise<Tokens> {
  const { clientId: client_id, clientSecret: client_secret, enterpriseId } = main;
  const body = JSON.stringify({ client_id, client_secret, enterpriseId, refresh_token: null });
  const { text } = await send({ method: 'POST', target: '/admin/login/oauth/app_token', body });
  return (JSON.parse(text) as { readonly data: Tokens }).data;
}

/** Signs by 2.0 with HMAC_SHA256, over the target as it is given. */
export function byTwo(tokens: Tokens, { method, target, body = '' }: Sent, signedTarget = target): Sent {
  const signed = { 'x-xy-clientid': main.clientId, 'x-xy-nonce': 'n1', 'x-xy-signtype': 'HMAC_SHA256' };
  const headers = { ...signed, 'x-xy-timestamp': String(noon) };
  const line = Object.entries(headers).map((pair) => pair.join('='));
  const key = `${tokens.signSecret}&`;
  const digest = createHash('md5').update(body).digest('hex');
  const text = [method, line.join('&'), signedTarget, digest, key].join('\n');
  const sign = createHmac('sha256', key).update(text).digest('hex').toUpperCase();
  const sent = { ...headers, 'x-xy-sign': sign, Authorization: `Bearer ${tokens.access_token}` };
  return { method, target, body, headers: sent };
}
