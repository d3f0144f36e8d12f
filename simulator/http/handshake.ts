import type { SecureContext } from 'node:tls';
import type { Provider } from '../core/provider.js';
import { handshakeFault } from '../core/scenarios/handshake-faults.js';
import type { HandshakeFault } from '../core/scenarios/scenario.js';
import type { Space } from '../core/state/space.js';
import type { Spaces } from '../core/state/spaces.js';
import type { Certificates } from '../tls/authority.js';
import { ownerOfHost } from './address.js';
import { tcpConnectionOf, tunnelOf } from './connection.js';
import type { Hello } from './first-byte.js';

interface HandshakeDependencies {
  readonly certificates: Certificates;
  readonly providers: readonly Provider[];
  readonly spaces: Spaces;
}

/**
 * The certificate for a handshake, with the fault of an active scenario: of the tunnel's space, or of the default space for
 * direct connections. Undefined cuts the connection.
 */
export async function secureContextFor(
  hello: Hello,
  dependencies: HandshakeDependencies,
): Promise<SecureContext | undefined> {
  const { certificates, providers, spaces } = dependencies;
  const { space: name } = tunnelOf(hello.carrier) ?? {};
  const fault = faultOf(hello, spaces.getOrCreate(name), providers);
  return fault === 'cut' ? undefined : certificates.contextFor(hello.host, fault);
}

const emptyBody = new Uint8Array();

function faultOf({ host, carrier }: Hello, space: Space, providers: readonly Provider[]): HandshakeFault | undefined {
  if (space.scenarios.isEmpty()) return undefined;
  // Every provider knows these scenarios: for a host of none, any will do.
  const owner = ownerOfHost(host ?? '', providers)?.provider ?? providers[0];
  if (owner === undefined) return undefined;
  const tcp = tcpConnectionOf(carrier) as { readonly remoteAddress?: string };
  return space.scenarios.apply(
    {
      provider: owner,
      operation: '',
      request: { host: host ?? '', clientIp: tcp.remoteAddress ?? '', targetForProvider: '', body: emptyBody },
      readings: space.readingsOf(owner),
      now: space.clock.now(),
      random: space.randomFor(0),
      urlScenarios: [],
    },
    handshakeFault,
  );
}

/** What clients send, by OpenSSL's names, when they reject the certificate. */
const rejections =
  /alert (unknown ca|bad certificate|certificate unknown|certificate expired|unsupported certificate)/i;

/** Errors of a peer that closed the connection or spoke no TLS. */
const ofPeer = /^(ERR_SSL|ECONNRESET|EPIPE)/;

/** The line of the log for a handshake that failed; undefined if it is of no use, such as a peer that closed. */
export function handshakeFailure(error: Error, name = '(no name)'): string | undefined {
  // A client can send any bytes as the name, and must not write lines of the log.
  const host = /^(?:[\w.-]{1,253}|\(no name\))$/.test(name) ? name : '(invalid name)';
  const [, alert] = rejections.exec(error.message) ?? [];
  if (alert !== undefined) {
    const reason = alert.toLowerCase();
    // Only a scenario makes a certificate expire.
    const advice = reason === 'certificate expired' ? '' : '. Let it trust the CA: understudy ca';
    return `tls: the client of ${host} rejected the certificate (${reason})${advice}`;
  }
  return ofPeer.test('code' in error ? String(error.code) : '') ? undefined : `tls: ${host}: ${error.message}`;
}
