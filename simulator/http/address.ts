import type { Provider } from '../core/provider.js';
import { problemWithSpaceName } from '../core/state/spaces.js';
import { badSpaceName, unknownPath, notATarget, scenarioBeforeControl, twoSpaces, undecodable } from './not-found.js';
import type { Address, ControlAddress, UnknownAddress } from './request-address.js';

/** The inputs that determine a request's destination: its raw target, and its `Host` header if present. */
interface AddressInput {
  readonly target: string;
  readonly hostHeader: string | undefined;
  /** Where it came through the forward proxy: by an absolute-form target, or in a tunnel. */
  readonly proxy?: ProxyContext | undefined;
}

/** The space and scenarios that the proxy or tunnel chose for its requests. */
interface ProxyContext {
  readonly space: string | undefined;
  readonly scenarios?: readonly string[];
}

/**
 * Determines the destination of a request.
 *
 * The provider's host is searched for in the path, then in the authority of an absolute-form target, then in `Host`;
 * last, each provider decides whether the bare path is its own.
 */
export function addressOf({ target, hostHeader, proxy }: AddressInput, providers: readonly Provider[]): Address {
  const parts = splitTarget(target);
  if (parts === undefined) return notATarget(providers);
  const prefix = prefixOf(parts.path, providers);
  if (prefix === undefined) return undecodable;
  // An absolute-form target takes precedence over the header, see RFC 9112 §3.2.2.
  const authority = parts.authority ?? hostHeader;
  const requestHost = hostOfRequest(authority);
  const spaceInAddress = spaceOf(prefix, requestHost, proxy);
  if ('to' in spaceInAddress) return spaceInAddress;
  const { space } = spaceInAddress;
  const throughProxy = isThroughProxy(proxy, parts);
  const byHost = destinationOfHost(prefix.path, requestHost, providers);
  if (byHost === undefined && isControl(prefix.path)) return controlAddress(prefix, { space, throughProxy });
  const isForeign = isForeignHost(requestHost, throughProxy);
  const destination = byHost ?? (isForeign ? undefined : ownerOfBarePath(prefix.path, providers));
  if (destination === undefined) return unknownPath(providers, authority);
  const scenarios = withProxyScenarios(prefix.scenarios, proxy);
  const { provider, host, targetForProvider } = destination;
  return { to: 'provider', space, scenarios, provider, host, targetForProvider };
}

const isThroughProxy = (proxy: ProxyContext | undefined, { authority }: SplitTarget): boolean =>
  proxy !== undefined || authority !== undefined;

/** The scenarios of a tunnel, then those of the path. */
function withProxyScenarios(ofPath: readonly string[], proxy: ProxyContext | undefined): readonly string[] {
  return proxy?.scenarios === undefined ? ofPath : [...proxy.scenarios, ...ofPath];
}

/** Whether a host, lower case and without port, is a name or an address of this machine. */
export const isLoopbackName = (host: string): boolean => loopbackName.test(host);

const loopbackName = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** A forward-proxy request for any other host that is not a provider's must not get a provider's reply. */
const isForeignHost = (host: string, throughProxy: boolean): boolean => throughProxy && !isLoopbackName(host);

interface Destination {
  readonly provider: Provider;
  readonly host: string;
  readonly targetForProvider: string;
}

function destinationOfHost(path: string, requestHost: string, providers: readonly Provider[]): Destination | undefined {
  const { segment, pathAfter } = firstSegment(path);
  const inPath = ownerOfHost(segment, providers) ?? ownerOfHost(hostOfAuthority(segment), providers);
  if (inPath !== undefined) return { provider: inPath.provider, host: inPath.host, targetForProvider: pathAfter };
  const inHost = ownerOfHost(requestHost, providers);
  return inHost && { provider: inHost.provider, host: inHost.host, targetForProvider: path };
}

/** All hosts of these providers, under every name. */
export const hostsOf = (providers: readonly Provider[]): readonly string[] =>
  providers.flatMap(({ hosts, otherHosts = new Map<string, string>() }) => [
    ...hosts.map(({ host }) => host),
    ...otherHosts.keys(),
  ]);

type HostOwner = Pick<Destination, 'provider' | 'host'>;

/** The provider of a host name, and the host that answers for it. */
export function ownerOfHost(host: string, providers: readonly Provider[]): HostOwner | undefined {
  const owners = ownersByHost.get(providers) ?? tabulateOwners(providers);
  return owners.get(host);
}

/** A table for each list of providers, since every request is looked up. */
const ownersByHost = new WeakMap<readonly Provider[], ReadonlyMap<string, HostOwner>>();

function tabulateOwners(providers: readonly Provider[]): ReadonlyMap<string, HostOwner> {
  const owners = new Map<string, HostOwner>();
  for (const provider of providers.toReversed()) {
    for (const { host } of provider.hosts) owners.set(host, { provider, host });
    for (const [name, host] of provider.otherHosts ?? []) owners.set(name, { provider, host });
  }
  ownersByHost.set(providers, owners);
  return owners;
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
): ControlAddress | UnknownAddress {
  return scenarios.length > 0 ? scenarioBeforeControl : { to: 'control', target: path, ...how };
}

function isControl(path: string): boolean {
  return path.startsWith('/_simulator') && firstSegment(path).segment === '_simulator';
}

const localhost = '.localhost';

/** The space in the path, in the host name, or of the proxy's user; the first takes precedence. */
function spaceOf(
  { spaces }: Prefix,
  host: string,
  proxy: ProxyContext | undefined,
): { readonly space: string | undefined } | UnknownAddress {
  if (spaces.length > 1) return twoSpaces;
  const space = spaces[0] ?? (host.endsWith(localhost) ? host.slice(0, -localhost.length) : proxy?.space);
  const problem = space === undefined ? undefined : problemWithSpaceName(space);
  return problem === undefined ? { space } : badSpaceName(problem);
}

/** The simulator's own segments at the start of a path. */
interface Prefix {
  /** The `/~name` segments, decoded and lower case, without the tilde; more than one is an error. */
  readonly spaces: readonly string[];
  /** The `/+scenario` segments in order, decoded, without the plus sign. */
  readonly scenarios: readonly string[];
  /** The rest of the path, unchanged. */
  readonly path: string;
}

const segmentPrefixes = { space: ['~', '%7e'], scenario: ['+', '%2b'] } as const;

/**
 * Removes the simulator's own segments from a path, in any order; undefined if one of them cannot be decoded.
 *
 * A scenario segment that is the name of a provider is only the first half of a name: `/+ytx/app-offline/`.
 */
function prefixOf(path: string, providers: readonly Pick<Provider, 'name'>[]): Prefix | undefined {
  const spaces: string[] = [];
  const scenarios: string[] = [];
  let rest = path;
  while (mayBeOwnSegment(rest)) {
    const { segment, pathAfter } = firstSegment(rest);
    const space = afterPrefix(segment, segmentPrefixes.space);
    const name = decodePercent(space ?? afterPrefix(segment, segmentPrefixes.scenario));
    if (name === null) return undefined;
    if (name === undefined) break;
    const fullName =
      space === undefined && providers.some((each) => each.name === name)
        ? secondHalf(name, pathAfter)
        : { name, pathAfter };
    if (fullName === undefined) return undefined;
    if (space === undefined) scenarios.push(fullName.name);
    else spaces.push(name.toLowerCase());
    rest = fullName.pathAfter;
  }
  return { spaces, scenarios, path: rest };
}

/** A scenario name whose provider is a segment of its own. */
function secondHalf(provider: string, path: string): { readonly name: string; readonly pathAfter: string } | undefined {
  const { segment, pathAfter } = firstSegment(path);
  const name = decodePercent(segment);
  return typeof name === 'string' ? { name: `${provider}/${name}`, pathAfter } : undefined;
}

/** For nearly every request, one character decides. */
function mayBeOwnSegment(path: string): boolean {
  const first = path[1];
  return first === '~' || first === '+' || first === '%';
}

function afterPrefix(segment: string, [plain, encoded]: readonly [string, string]): string | undefined {
  if (segment.startsWith(plain)) return segment.slice(plain.length);
  return segment.slice(0, encoded.length).toLowerCase() === encoded ? segment.slice(encoded.length) : undefined;
}

/** The decoded text; null if it cannot be decoded, undefined if there is none. */
function decodePercent(text: string | undefined): string | null | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** A request target, split at the end of its authority; nothing is decoded or normalised. */
interface SplitTarget {
  /** `api.ytx.net:80` of an absolute-form target; undefined in origin form. */
  readonly authority: string | undefined;
  /** Path and query unchanged, from the slash on. */
  readonly path: string;
}

const scheme = /^https?:\/\//i;

/** Splits an origin-form or absolute-form target; undefined for all others, including `*`. */
function splitTarget(target: string): SplitTarget | undefined {
  if (target.startsWith('/')) return { authority: undefined, path: target };
  const start = scheme.exec(target)?.[0].length;
  if (start === undefined) return undefined;
  const afterScheme = target.slice(start);
  const end = afterScheme.search(/[/?#]/);
  const authority = end < 0 ? afterScheme : afterScheme.slice(0, end);
  // User information is not allowed in a request target, and obscures the host.
  if (authority === '' || authority.includes('@')) return undefined;
  return { authority, path: withSlash(end < 0 ? '' : afterScheme.slice(end)) };
}

/** The first segment of a path that starts with a slash, and the rest of the path. */
function firstSegment(path: string): { readonly segment: string; readonly pathAfter: string } {
  const query = path.indexOf('?');
  const pathEnd = query < 0 ? path.length : query;
  const slash = path.indexOf('/', 1);
  const end = slash < 0 || slash > pathEnd ? pathEnd : slash;
  return { segment: path.slice(1, end), pathAfter: withSlash(path.slice(end)) };
}

/** Adds the leading slash if a removed prefix took it. */
function withSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

const portAtEnd = /:\d*$/;

/** The host of an authority: lower case, without port and trailing dot. */
export function hostOfAuthority(authority = ''): string {
  const host = (authority.includes(':') ? authority.replace(portAtEnd, '') : authority).toLowerCase();
  return host.endsWith('.') ? host.slice(0, -1) : host;
}

let lastAuthority = '';
let lastHost = '';

/** The same; the last one is cached, since most requests share it. */
function hostOfRequest(authority = ''): string {
  if (authority === lastAuthority) return lastHost;
  lastAuthority = authority;
  lastHost = hostOfAuthority(authority);
  return lastHost;
}
