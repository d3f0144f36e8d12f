import { columnsOf, type Message, padTo, say, type Render } from '../../../contracts/messages.js';
import type { Provider } from '../../core/provider.js';
import { canonicalAddress } from '../../core/requests/incoming-request.js';
import type { Space } from '../../core/state/space.js';
import { formatInstant } from '../../http/control/instants.js';
import { BadUse } from './flags.js';
import type { Io } from './io.js';
import { signRequest, defaultFlags } from './request-overrides.js';
import { word } from './text.js';
import { systemCodeOf } from './user-files.js';

/** What the banner of `serve` shows. */
interface Served {
  /** The first is the usual one. */
  readonly urls: readonly string[];
  readonly providers: readonly Provider[];
  /** The control token, if `serve` generated it: the banner is the only place that shows it. */
  readonly madeToken: string | undefined;
  /** A shell command that sends a first request; undefined when the world has no account to sign it. */
  readonly tryIt: string | undefined;
  readonly text: Render;
}

/** The banner of `serve`: the address of each provider, and a command that sends a first request. */
export function banner({ urls: [url = '', ...others], providers, madeToken, tryIt, text }: Served): string {
  const hosts = providers.flatMap(({ name, hosts: each }) =>
    each.map(({ host, label }) => [`${name} ${text(label)}`, `${url}/${host}`] as const),
  );
  const rows = [...hosts, [text(say`control API`), `${url}/_simulator/`] as const];
  const width = Math.max(...rows.map(([label]) => columnsOf(label)));
  const lines = [
    text(say`Understudy listens on ${url}`),
    ...others.map((other) => text(say`Other machines reach it at ${other}`)),
    '',
    ...rows.map(([label, address]) => `  ${padTo(label, width)}  ${address}`),
    ...(madeToken === undefined ? [] : ['', `  ${text(say`control token (shown only now): ${madeToken}`)}`]),
    ...(tryIt === undefined ? [] : ['', text(say`Try it:  ${tryIt}`)]),
    '',
  ];
  return lines.join('\n');
}

/** The flags of `serve` that the first request depends on. */
interface Started {
  readonly url: string;
  readonly world?: string;
  readonly startAt?: number;
}

/** A shell command that a provider accepts with the same cast and clock; undefined without an account that can sign. */
export function tryItCommand(
  { url, world, startAt }: Started,
  {
    providers,
    spaces,
  }: { readonly providers: readonly Provider[]; readonly spaces: { getOrCreate(name: undefined): Space } },
  self: SelfCall,
): string | undefined {
  const now = startAt ?? 0;
  const signable = providers.find(
    (each) => typeof signRequest(each, spaces.getOrCreate(undefined), { flags: defaultFlags(each), now }) !== 'string',
  );
  if (signable === undefined) return undefined;
  return [
    `${selfCommand(self)} sign ${signable.name} --url ${word(url)}`,
    ...(world === undefined ? [] : [`--world ${word(world)}`]),
    ...(startAt === undefined ? [] : [`--start-at ${formatInstant(startAt)}`]),
    '--send',
  ].join(' ');
}

/** How this process was started. */
interface SelfCall {
  /** The interpreter as it was typed: `node`, or a path. */
  readonly argv0: string;
  /** The script's absolute path; a link is not followed. */
  readonly script: string;
  readonly cwd: string;
  /** The folders in which a shell looks for commands. */
  readonly path: readonly string[];
}

/** The command of this program for a POSIX shell in the same folder. */
function selfCommand({ argv0, script, cwd, path }: SelfCall): string {
  const slash = script.lastIndexOf('/');
  const [folder, name] = [script.slice(0, slash), script.slice(slash + 1)];
  const isProgram = !/\.[cm]?js$/.test(name);
  // npm and npx add their own .bin to the PATH of their children; the user's other terminals do not have it.
  if (isProgram && path.includes(folder) && !folder.endsWith('/node_modules/.bin')) return word(name);
  const near = script.startsWith(`${cwd}/`) ? script.slice(cwd.length + 1) : script;
  if (isProgram) return word(near.includes('/') ? near : `./${near}`);
  return `${word(argv0)} ${word(near)}`;
}

/**
 * The base URLs at which clients reach a server that is bound to this host, the usual one first.
 *
 * A server on all addresses is at none of them by that name: this machine uses loopback, others the addresses of interfaces. Link-local
 * addresses are left out, since a URL cannot name their zone.
 */
export function reachableUrls(
  { url, port, host }: { readonly url: string; readonly port: number; readonly host: string },
  interfaces: ReturnType<Io['interfaces']>,
): readonly string[] {
  const bound = canonicalAddress(host);
  if (bound !== '0.0.0.0' && bound !== '::') return [url];
  const own = interfaces
    .filter(({ address, internal }) => !internal && !/^fe[89ab]/i.test(address))
    .map(({ address }) => address)
    .filter((address) => bound === '::' || !address.includes(':'));
  const [v6, v4] = [true, false].map((is6) => own.filter((address) => address.includes(':') === is6));
  return ['127.0.0.1', ...(v4 ?? []), ...(v6 ?? []).map((address) => `[${address}]`)].map(
    (name) => `http://${name}:${port}`,
  );
}

/** Whether only this machine can reach this host; a name is not resolved. */
export function isLoopback(host: string): boolean {
  const address = canonicalAddress(host) ?? '';
  return host.toLowerCase() === 'localhost' || address === '::1' || address.startsWith('127.');
}

const notHere = ({ host }: Where): Message =>
  say`${host} is not an address of this machine; choose another one with --host`;

interface Where {
  readonly port: number;
  readonly host: string;
}

const reasons: Readonly<Record<string, (where: Where) => Message>> = {
  EADDRINUSE: ({ port, host }) =>
    say`port ${port} on ${host} is in use; choose another one with --port (0 picks a free one)`,
  EACCES: ({ port, host }) => say`port ${port} on ${host} needs more permissions; choose a port above 1023 with --port`,
  EADDRNOTAVAIL: notHere,
  EAFNOSUPPORT: notHere,
  ENOTFOUND: notHere,
};

/** Turns a system error of `listen` into a message for the user; other errors are bugs and stay as they are. */
export function cannotListen(error: unknown, where: Where): unknown {
  const code = systemCodeOf(error);
  if (code === undefined) return error;
  return new BadUse(reasons[code]?.(where) ?? say`cannot listen on ${where.host}, port ${where.port} (${code})`);
}
