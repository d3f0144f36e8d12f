import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { rootCertificates } from 'node:tls';
import { phrase, say } from '../../../contracts/messages.js';
import { isJsonObject, parsedJson } from '../../../contracts/json.js';
import type { Provider } from '../../core/provider.js';
import type { SignedByHand } from '../../core/requests/request-builder.js';
import { BadUse, defaultAddress } from './flags.js';
import { systemCodeOf } from './user-files.js';

/** A reply as it came. */
export interface SentReply {
  /** `HTTP/1.1 200 OK` */
  readonly statusLine: string;
  readonly status: number;
  /** Names and values alternating. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** How a request is sent. */
interface Sending {
  /** The URL in front of the provider's host, without a slash at its end. */
  readonly base: string;
  /** Loads the certificate of the local CA; called for https only. */
  readonly ca: () => Promise<string>;
  /** How long to wait for the whole reply, ms of real time. */
  readonly timeoutMs: number;
}

/** Why there is no reply. */
export interface NoReply {
  readonly says: string;
}

/** The base URL's parts; the path stays as it is, since it may name scenarios. */
const baseShape = /^(https?):\/\/(\[[^\]]+\]|[^/:]+)(?::(\d+))?(.*)$/i;

/** Sends a signed request, its target byte for byte, and resolves to the reply or to the reason that there is none. */
export async function sendRequest(
  signed: SignedByHand,
  { base, ca, timeoutMs }: Sending,
): Promise<SentReply | NoReply> {
  const [, scheme = '', hostname = '', port, prefix = ''] = baseShape.exec(base) ?? [];
  if (hostname === '')
    throw new BadUse(say`${'--url'} must be a URL such as ${defaultAddress}, without user and password`);
  const isSecure = scheme.toLowerCase() === 'https';
  const { method, host, target, headers, body } = signed;
  const options: RequestOptions = {
    method,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port ?? (isSecure ? 443 : 80),
    path: `${prefix}/${host}${target}`,
    headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
  };
  const trusted = isSecure ? { ca: [await ca(), ...rootCertificates] } : {};
  return new Promise((resolve) => {
    const onError = (error: unknown): void => {
      resolve({ says: reasonOf(error) });
    };
    const sending = isSecure ? httpsRequest({ ...options, ...trusted }) : httpRequest(options);
    sending.on('error', onError);
    sending.on('response', (reply) => {
      textOf(reply).then((text) => {
        resolve(replyFrom(reply, text));
      }, onError);
    });
    sending.end(body);
  });
}

async function textOf(reply: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of reply as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString();
}

const replyFrom = ({ httpVersion, statusCode = 0, statusMessage = '', rawHeaders }: IncomingMessage, body: string) => ({
  statusLine: `HTTP/${httpVersion} ${statusCode} ${statusMessage}`.trimEnd(),
  status: statusCode,
  rawHeaders,
  body,
});

const reasons: Readonly<Record<string, string>> = {
  ABORT_ERR: 'there is no whole reply within the time limit',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
};

function reasonOf(error: unknown): string {
  const code = systemCodeOf(error) ?? 'unknown error';
  return reasons[code] ?? code;
}

const ofInterest = /^(?:content-type|retry-after|location|simulator-.*)$/i;

/** The reply for people: status line, the headers that matter here, and the body as it is. */
export function replyText({ statusLine, rawHeaders, body }: SentReply): string {
  const headers = rawHeaders.flatMap((name, index, all) =>
    index % 2 === 0 && ofInterest.test(name) ? [`${name}: ${all[index + 1] ?? ''}`] : [],
  );
  return `${[statusLine, ...headers, '', body].join('\n')}\n`;
}

/** Whether a reply has the marks of a success that the contract of the operation names. */
export function isAccepted({ status, body }: SentReply, { operations }: Provider, operation: string): boolean {
  const { status: agreed = 200, ...marks } = operations[operation]?.accepted ?? {};
  const value = parsedJson(body);
  const members = isJsonObject(value) ? value : {};
  return status === agreed && Object.entries(marks).every(([name, mark]) => String(members[name]) === mark);
}

/** A signed request as a file for the HTTP clients of editors. */
export const httpFileText = ({ method, host, target, headers, body }: SignedByHand, base: string): string =>
  [
    `${method} ${base}/${host}${target}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    ...(body === '' ? [] : [body, '']),
  ].join('\n');

/** The message for a request without a reply. */
export const noReplyMessage = (base: string, { says }: NoReply) => say`no reply from ${base}: ${phrase(says)}`;
