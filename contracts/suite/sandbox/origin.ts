import xylink from '../../xylink/api.json' with { type: 'json' };
import ytx from '../../ytx/api.json' with { type: 'json' };
import type { Origin } from '../target.js';
import type { Profile } from './profile.js';

const hostsIn = ({ servers }: { readonly servers: readonly { readonly url: string }[] }): readonly string[] =>
  servers.map(({ url }) => new URL(url).host);

/** The hosts, ports included, at which a provider itself answers. */
const ownHosts: Readonly<Record<string, readonly string[]>> = { xylink: hostsIn(xylink), ytx: hostsIn(ytx) };

/**
 * Who answers at the base URLs of a profile: a `provider` only where every one of them leads to a host of that
 * provider's own. With anything else among them, loopback above all, the whole is a `stand-in`, and validates nothing.
 */
export function originOf({ providers }: Profile): Extract<Origin, 'provider' | 'stand-in'> {
  const isReal = Object.entries(providers).every(([name, { baseUrls }]) =>
    Object.values(baseUrls).every((url) => ownHosts[name]?.includes(new URL(url).host) === true),
  );
  return isReal ? 'provider' : 'stand-in';
}
