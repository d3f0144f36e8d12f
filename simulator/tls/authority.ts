import { createSecureContext, type SecureContext } from 'node:tls';
import type { KeyPair } from './certificates.js';

/** What can be wrong with a certificate on purpose. */
type CertificateFault = 'expired' | 'wrong-host' | 'self-signed' | 'unknown-ca';

/** The certificates of a simulator, each made when it is first needed, and kept in memory. */
export interface Certificates {
  /** The certificate of the CA, PEM. Rejects if it cannot be read or made. */
  readonly authority: () => Promise<string>;
  /** The certificate for a host that a client names; without a name that it may vouch for, that for loopback. */
  readonly contextFor: (host: string | undefined, fault?: CertificateFault) => Promise<SecureContext>;
}

/** What certificates are made from. */
export interface CertificateSources {
  /** The hosts that the CA may vouch for beside loopback: those of the providers. */
  readonly hosts: readonly string[];
  /** Reads or makes the CA; called once, when first needed. Default: makes one in memory. */
  readonly authority?: () => Promise<KeyPair>;
  /** The instant, ms since the epoch. Clients check validity by the true time, so it is not the clock of a space. */
  readonly now: () => number;
}

const day = 24 * 60 * 60 * 1000;
/** Browsers accept at most 398 days. */
const leafDays = 397;
/** More names of spaces than the simulator keeps spaces are not kept either. */
const maxContexts = 512;

const loopback = ['localhost', '127.0.0.1', '::1'];

/** The scope of a CA that vouches for the domains of these hosts and for loopback. */
function scopeOf(hosts: readonly string[]) {
  const domains = new Set(hosts.map((host) => host.split('.').slice(-2).join('.')));
  return { domains: [...domains, 'localhost'], networks: ['127.0.0.0/8', '::1/128'] };
}

/** Makes a CA for these hosts that is valid for ten years. */
export async function makeCa(hosts: readonly string[], now: number): Promise<KeyPair> {
  const { makeAuthority } = await import('./certificates.js');
  return makeAuthority('Understudy local CA', { from: now - day, until: now + 3650 * day }, scopeOf(hosts));
}

/** The certificates of a simulator. Nothing is loaded or made before the first is asked for. */
export function certificatesFrom(sources: CertificateSources): Certificates {
  const { hosts, now } = sources;
  const madeHere = once(() => makeCa(hosts, now()));
  const authority = once(sources.authority ?? madeHere);
  /** A CA of which no client knows. */
  const unknown = once(() => makeCa(hosts, now()));
  const contexts = new Map<string, Promise<SecureContext>>();

  const make = async (host: string | undefined, fault: CertificateFault | undefined): Promise<SecureContext> => {
    const { makeLeaf } = await import('./certificates.js');
    const names = fault === 'wrong-host' ? ['wrong-host.localhost'] : host === undefined ? loopback : [host];
    const signedBy = fault === 'self-signed' ? undefined : await (fault === 'unknown-ca' ? unknown : authority)();
    const end = fault === 'expired' ? now() - day : now() + (leafDays - 1) * day;
    const validity = { from: end - leafDays * day, until: end };
    const { certificate, key } = await makeLeaf(names, validity, signedBy);
    return createSecureContext({ cert: certificate, key });
  };

  return {
    authority: async () => (await authority()).certificate,
    contextFor(asked, fault) {
      const host = asked !== undefined && mayVouchFor(asked, hosts) ? asked : undefined;
      const name = `${fault ?? 'valid'} ${host ?? ''}`;
      const known = contexts.get(name);
      if (known !== undefined) return known;
      const made = make(host, fault);
      if (contexts.size >= maxContexts) contexts.clear();
      contexts.set(name, made);
      // A failure, such as an unreadable CA, must not be kept.
      made.catch(() => contexts.delete(name));
      return made;
    },
  };
}

const mayVouchFor = (host: string, hosts: readonly string[]): boolean =>
  hosts.includes(host) || (host.endsWith('.localhost') && /^[a-z0-9.-]+$/.test(host));

/** Calls it once; after a failure it may be called again. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
