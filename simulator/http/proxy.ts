import { type IncomingMessage, request as requestOf, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import type { Provider } from '../core/provider.js';
import { headerOf } from '../core/requests/incoming-request.js';
import type { SimulatorProblem } from '../core/requests/problem-response.js';
import type { Clock } from '../core/state/clock.js';
import { problemWithSpaceName } from '../core/state/spaces.js';
import { hostOfAuthority, ownerOfHost } from './address.js';
import { afterEarlierReplies, hangUp } from './connection-errors.js';
import { rememberTunnel } from './connection.js';
import { answerProblem } from './errors.js';
import type { Accept } from './first-byte.js';

/** Rules of the forward proxy. */
export interface ProxyRules {
  /** The space of requests through the proxy whose user names none. Default: the default space. */
  readonly space?: string | undefined;
  /** Other hosts that the proxy connects to; a name that starts with a dot includes all names below it. Default: none. */
  readonly passthrough?: readonly string[];
}

interface TunnelDependencies {
  readonly providers: readonly Provider[];
  readonly rules: ProxyRules;
  /** Accepts a tunnel as a connection to the simulator itself. */
  readonly accept: Accept;
}

/**
 * Opens `CONNECT` tunnels: one to a provider's host ends in the simulator, one to a host in the passthrough leads there, and
 * any other is refused. The user of `Proxy-Authorization` names the space of a tunnel.
 */
export function openTunnels(server: Server, { providers, rules, accept }: TunnelDependencies): void {
  const open = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const authority = request.url ?? '';
    const host = hostOfAuthority(authority);
    if (ownerOfHost(host, providers) === undefined) {
      if (isPassthrough(host, rules)) tunnelTo(authority, socket, head);
      else hangUp(socket, foreignHost(providers));
      return;
    }
    const space = proxySpace(request, rules);
    const problem = space === undefined ? undefined : problemWithSpaceName(space);
    if (problem !== undefined) {
      hangUp(socket, badProxyUser(problem));
      return;
    }
    rememberTunnel(socket, { host, space });
    socket.write(established);
    if (head.length > 0) socket.unshift(head);
    accept(socket);
  };
  server.on('connect', (request, socket, head) => {
    // The peer may close the connection at any time, which is not an error.
    socket.on('error', () => socket.destroy());
    afterEarlierReplies(socket, () => {
      // An earlier reply may have closed the connection.
      if (!socket.writable) return;
      open(request, socket, head);
    });
  });
}

interface ForwardDependencies {
  readonly providers: readonly Provider[];
  readonly rules: ProxyRules;
  readonly clock: Clock;
}

/** Sends a plain request in absolute form on to a host in the passthrough, never a provider's; returns whether it does. */
export function forwardToPassthrough(
  request: IncomingMessage,
  response: ServerResponse,
  { providers, rules, clock }: ForwardDependencies,
): boolean {
  const url = absoluteUrl(request.url);
  if (url === undefined || !isPassthrough(url.hostname, rules)) return false;
  if (ownerOfHost(url.hostname, providers) !== undefined) return false;
  const { 'proxy-authorization': _user, 'proxy-connection': _connection, ...headers } = request.headers;
  const onward = requestOf(url, { method: request.method, headers }, (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers);
    pipeline(reply, response, () => undefined);
  });
  onward.on('error', ({ message }) => {
    if (response.headersSent) response.destroy();
    else answerProblem(response, unreachable(url.host, message), { at: clock.now() });
  });
  pipeline(request, onward, () => undefined);
  return true;
}

/** The space of a request through the proxy: that of its user, or the configured one. */
export function proxySpace(request: Pick<IncomingMessage, 'rawHeaders'>, { space }: ProxyRules): string | undefined {
  const credentials = headerOf(request, 'proxy-authorization');
  const encoded = /^basic +(\S+)$/i.exec(credentials ?? '')?.[1];
  const [user = ''] = Buffer.from(encoded ?? '', 'base64')
    .toString('latin1')
    .split(':', 1);
  return user === '' ? space : user.toLowerCase();
}

const established = 'HTTP/1.1 200 Connection Established\r\n\r\n';

function absoluteUrl(target = ''): URL | undefined {
  if (!/^http:\/\//i.test(target)) return undefined;
  return URL.canParse(target) ? new URL(target) : undefined;
}

const isPassthrough = (host: string, { passthrough = [] }: ProxyRules): boolean =>
  passthrough.some((each) => each === host || (each.startsWith('.') && host.endsWith(each)));

/** Joins a tunnel with a connection to its host. */
function tunnelTo(authority: string, socket: Duplex, head: Buffer): void {
  const port = Number(/:(\d+)$/.exec(authority)?.[1] ?? 443);
  const onward = connect({ host: hostOfAuthority(authority), port }, () => {
    socket.write(established);
    onward.write(head);
    pipeline(socket, onward, socket, () => undefined);
  });
  onward.once('error', ({ message }) => {
    if (onward.pending || onward.connecting) hangUp(socket, unreachable(authority, message));
    socket.destroy();
  });
}

const foreignHost = (providers: readonly Provider[]): SimulatorProblem => ({
  status: 403,
  kind: 'forbidden',
  says: 'The proxy of the simulator opens tunnels only to the hosts of providers.',
  fix: `Exclude this host with no_proxy, or start the simulator with --proxy-passthrough and its name. Hosts of providers: ${providers
    .flatMap(({ hosts }) => hosts.map(({ host }) => host))
    .join(', ')}.`,
});

const badProxyUser = (problem: string): SimulatorProblem => ({
  status: 400,
  kind: 'bad-request',
  says: `The user of the proxy is not a name of a space: ${problem}.`,
  fix: 'Use http://NAME:x@127.0.0.1:4010 as the proxy, or no user for the default space.',
});

const unreachable = (host: string, reason: string): SimulatorProblem => ({
  status: 502,
  kind: 'unreachable',
  says: `The proxy of the simulator cannot connect to ${host}: ${reason}.`,
  fix: 'Check the name and the network of this machine.',
});
