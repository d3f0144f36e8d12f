import type { Provider } from '../core/provider.js';
import { problemWithSpaceName } from '../core/state/spaces.js';
import type { Address, ControlAddress, NowhereAddress } from './incoming.js';
import { badSpaceName, nobodyAt, notATarget, scenarioBeforeControl, twoSpaces, undecodable } from './nowhere.js';
import { type Prefix, prefixOf } from './prefix.js';
import { firstSegment, hostOfAuthority, type SplitTarget, splitTarget } from './target.js';

/** What a request's destination is read from: its raw target, and its `Host` header when it has one. */
export interface Asked {
  readonly target: string;
  readonly hostHeader: string | undefined;
}

/**
 * Reads where a request is going.
 *
 * The provider's host is looked for in the path, then in the authority of an absolute-form target, then in `Host`, and
 * last each provider is asked whether the bare path is its own.
 */
export function addressOf({ target, hostHeader }: Asked, providers: readonly Provider[]): Address {
  const split = splitTarget(target);
  if (split === undefined) return notATarget(providers);
  const prefix = prefixOf(split.path, providers);
  if (prefix === undefined) return undecodable;
  // An absolute-form target outweighs the header, as RFC 9112 §3.2.2 has it.
  const authority = split.authority ?? hostHeader;
  const hostAsked = hostOfAuthority(authority);
  const chosen = spaceOf(prefix, hostAsked);
  if ('to' in chosen) return chosen;
  const { space } = chosen;
  const named = namedHost(prefix.path, hostAsked, providers);
  if (named === undefined && isControl(prefix.path)) {
    return controlAddress(prefix, { space, throughProxy: split.authority !== undefined });
  }
  const destination = named ?? (isStrangers(split, hostAsked) ? undefined : ownerOfBarePath(prefix.path, providers));
  if (destination === undefined) return nobodyAt(providers, authority);
  return { to: 'provider', space, scenarios: prefix.scenarios, ...destination };
}

const loopbackName = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** A proxy that is asked for somebody else's host must not answer in a provider's name. */
function isStrangers({ authority }: SplitTarget, hostAsked: string): boolean {
  return authority !== undefined && !loopbackName.test(hostAsked);
}

interface Destination {
  readonly provider: Provider;
  readonly host: string;
  readonly targetForProvider: string;
}

function namedHost(path: string, hostAsked: string, providers: readonly Provider[]): Destination | undefined {
  const { segment, behind } = firstSegment(path);
  const host = hostOfAuthority(segment);
  const inPath = ownerOfHost(host, providers);
  if (inPath !== undefined) return { provider: inPath, host, targetForProvider: behind };
  const asked = ownerOfHost(hostAsked, providers);
  return asked && { provider: asked, host: hostAsked, targetForProvider: path };
}

function ownerOfHost(asked: string, providers: readonly Provider[]): Provider | undefined {
  return providers.find(({ hosts }) => hosts.some(({ host }) => host === asked));
}

function ownerOfBarePath(target: string, providers: readonly Provider[]): Destination | undefined {
  const [path = target] = target.split('?', 1);
  for (const provider of providers) {
    const host = provider.hostOfBarePath(path);
    if (host !== undefined) return { provider, host, targetForProvider: target };
  }
  return undefined;
}

function controlAddress(
  { scenarios, path }: Prefix,
  how: Pick<ControlAddress, 'space' | 'throughProxy'>,
): ControlAddress | NowhereAddress {
  return scenarios.length > 0 ? scenarioBeforeControl : { to: 'control', target: path, ...how };
}

function isControl(path: string): boolean {
  return path.startsWith('/_simulator') && firstSegment(path).segment === '_simulator';
}

const localhost = '.localhost';

/** The space that path or host name; the path's outweighs the host's. */
function spaceOf({ spaces }: Prefix, host: string): { readonly space: string | undefined } | NowhereAddress {
  if (spaces.length > 1) return twoSpaces;
  const space = spaces[0] ?? (host.endsWith(localhost) ? host.slice(0, -localhost.length) : undefined);
  const problem = space === undefined ? undefined : problemWithSpaceName(space);
  return problem === undefined ? { space } : badSpaceName(problem);
}
