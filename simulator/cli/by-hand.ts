import type { SignedByHand } from '../core/requests/request-builder.js';
import type { Provider } from '../core/provider.js';
import type { Space } from '../core/state/space.js';

/** What `understudy sign` was asked for: the provider's own flags, and the time (ms since the epoch). */
export interface AskedByHand {
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly now: number;
}

/** Signs a request of this provider for somebody in this space's cast; a text says why it cannot. */
export function signedByHand(
  provider: Provider,
  space: Pick<Space, 'cast'>,
  { flags, now }: AskedByHand,
): SignedByHand | string {
  const cast = space.cast()[provider.name] ?? {};
  return provider.handSigning.sign({
    flags,
    now,
    cast: (role) => (Object.hasOwn(cast, role) ? (cast[role] as Readonly<Record<string, unknown>>) : undefined),
  });
}

/** The flags of this provider when none is given. */
export function standardFlags({ handSigning }: Provider): AskedByHand['flags'] {
  return Object.fromEntries(handSigning.flags.map(({ name, standard }) => [name, standard]));
}
