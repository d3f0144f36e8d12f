import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { sinkPath } from '../../core/callbacks/sink.js';
import { headerNames } from '../../../contracts/simulator-headers.js';
import { isOwnHost, type OwnNames } from '../own-address.js';
import type { ControlAddress } from '../request-address.js';
import { type Answer, problemAnswer } from './route.js';

/** Who may use the control API. */
export interface GuardSettings extends OwnNames {
  /** The bearer token that every request must carry; undefined means that none is asked for. */
  readonly controlToken: string | undefined;
}

type ControlHeaders = Pick<IncomingMessage, 'method' | 'headers' | 'headersDistinct'>;

/** The purpose of a request to the control API. */
interface ControlTarget extends Pick<ControlAddress, 'throughProxy' | 'target'> {
  /** Whether the space that it names exists already. */
  readonly isKnownSpace: () => boolean;
}

/**
 * Why a request may not reach the control API, or undefined when it may.
 *
 * A web page can make its visitor's browser send requests to loopback, under any name that resolves there. `Host` and
 * `Origin` are what such a page cannot choose freely, so both must name this very server. The address of a callback is
 * chosen by the caller of a provider, so a callback of any simulator reaches the sink alone. A page of another site may
 * link to the control API, and nothing else.
 */
export function forbidden(request: ControlHeaders, asked: ControlTarget, settings: GuardSettings): Answer | undefined {
  const { throughProxy, target } = asked;
  if (throughProxy) return proxied;
  if (request.headers[headerNames.callback] !== undefined && !target.startsWith(sinkPath)) return fromCallback;
  const elsewhere = fromElsewhere(request, settings);
  if (elsewhere !== undefined) return elsewhere;
  if (isCrossSite(request) && !isHarmlessLink(request, asked)) return crossSite;
  const { controlToken } = settings;
  return controlToken === undefined || carries(request.headers.authorization, controlToken) ? undefined : withoutToken;
}

/** Whether it is meant for another server, or a page of another site has sent it. */
function fromElsewhere(
  { headers: { origin }, headersDistinct }: ControlHeaders,
  settings: GuardSettings,
): Answer | undefined {
  const hosts = headersDistinct['host'] ?? [];
  const host = hosts.length === 1 ? (hosts[0] ?? '').toLowerCase() : '';
  if (!isOwnHost(host, settings)) return foreignHost;
  return origin !== undefined && authorityOf(origin) !== host ? foreignOrigin : undefined;
}

const isCrossSite = ({ headers }: ControlHeaders): boolean => headers['sec-fetch-site'] === 'cross-site';

/** A link that is opened in a tab and changes nothing: the sink keeps what it gets, and a new space takes up room. */
function isHarmlessLink({ method, headers }: ControlHeaders, { target, isKnownSpace }: ControlTarget): boolean {
  const isLink =
    method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return isLink && !target.startsWith(sinkPath) && isKnownSpace();
}

/** `http://localhost:4010` to `localhost:4010`; undefined for `null` and other origins without an authority. */
function authorityOf(origin: string): string | undefined {
  return /^https?:\/\/([^/?#@]+)$/.exec(origin.toLowerCase())?.[1];
}

/** Compares digests, not texts, so that length and time reveal nothing about the token. */
function carries(authorization: string | undefined, token: string): boolean {
  const given = /^bearer +(.*)$/is.exec(authorization ?? '')?.[1];
  return given !== undefined && timingSafeEqual(digestOf(given), digestOf(token));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const forbids = (says: string, fix: string): Answer => problemAnswer({ status: 403, kind: 'forbidden', says, fix });

const proxied = forbids(
  'The control API does not answer through the forward proxy.',
  'Call the simulator at its own address, and exclude its host from the proxy (no_proxy).',
);
const fromCallback = forbids(
  `The header "${headerNames.callback}" marks a callback: the control API takes callbacks in its sink only.`,
  `Register an address below ${sinkPath}, or leave the header out.`,
);
const foreignHost = forbids(
  'The `Host` header names neither loopback, nor the address the simulator listens on, nor an allowed host.',
  'Use http://127.0.0.1 or http://localhost, or start the simulator with --allow-host and the name you use.',
);
const foreignOrigin = forbids(
  'The `Origin` header names another site than `Host`: the control API answers no foreign web page.',
  'Call it from a program or from a page of the same authority, without a foreign `Origin`.',
);
const crossSite = forbids(
  'The browser says that another site sends this request (`Sec-Fetch-Site: cross-site`).',
  'Call it from a program or from a page of the same authority. Another site may link to a GET that changes nothing.',
);
const withoutToken = problemAnswer(
  {
    status: 401,
    kind: 'unauthorised',
    says: 'The control API of this simulator asks for its control token, and the request does not carry it.',
    fix: 'Send `Authorization: Bearer <token>` with the token given to --control-token or printed at start.',
  },
  { 'WWW-Authenticate': 'Bearer realm="simulator"' },
);
