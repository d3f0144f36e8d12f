import type { BilingualText } from '../diagnosis/mistakes.js';
import type { Fold } from './request-effects.js';
import type { HandshakeFault, Scenario } from './scenario.js';

const faults: Readonly<Record<HandshakeFault, BilingualText>> = {
  expired: { en: 'The certificate of the server has expired.', zh: '服务器证书已过期。' },
  'wrong-host': { en: 'The certificate of the server is for another host.', zh: '服务器证书属于另一个主机名。' },
  'self-signed': { en: 'The certificate of the server is signed by itself.', zh: '服务器证书是自签名的。' },
  'unknown-ca': {
    en: 'The certificate of the server is signed by a CA that no client knows.',
    zh: '服务器证书由客户端不信任的 CA 签发。',
  },
  cut: { en: 'The connection is closed in the TLS handshake.', zh: 'TLS 握手中途连接被关闭。' },
};

/** The scenarios of the TLS handshake, `tls-expired` and so on. A handshake comes before any path, so no URL can name them. */
export const handshakeFaults: readonly Scenario[] = Object.entries(faults).map(([fault, says]) => ({
  name: `tls-${fault}`,
  says,
  provider: undefined,
  operations: undefined,
  effect: { does: 'handshake', fault: fault as HandshakeFault },
}));

/** Whether a scenario applies to TLS handshakes, not to requests. */
export const affectsHandshakes = ({ effect }: Scenario): boolean => effect.does === 'handshake';

/** The fault of a handshake: the first that applies. */
export const handshakeFault: Fold<HandshakeFault | undefined> = {
  start: undefined,
  join: (before, { effect }) => (before === undefined && effect.does === 'handshake' ? effect.fault : undefined),
};
