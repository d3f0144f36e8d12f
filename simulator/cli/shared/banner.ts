import type { Provider } from '../../core/provider.js';
import { canonicalAddress } from '../../core/requests/incoming-request.js';
import type { Space } from '../../core/state/space.js';
import { formatInstant } from '../../http/control/instants.js';
import { BadUse } from './flags.js';
import { signedByHand, defaultFlags } from './request-overrides.js';
import { word } from './text.js';
import { systemCodeOf } from './user-files.js';

/** What `serve` can tell about itself once it listens. */
interface Served {
  readonly url: string;
  readonly providers: readonly Provider[];
  /** The control token, if it was made here: nobody else knows it. */
  readonly madeToken: string | undefined;
  /** A shell command that tries a provider out; undefined when nobody in this world could sign it. */
  readonly attempt: string | undefined;
}

/** What `serve` says once it listens: where each provider is, and a line that tries it out. */
export function welcome({ url, providers, madeToken, attempt }: Served): string {
  const hosts = providers.flatMap(({ name, hosts: each }) =>
    each.map(({ host, label }) => [`${name} ${label}`, `${url}/${host}`] as const),
  );
  const rows = [...hosts, ['control API', `${url}/_simulator/`] as const];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = [
    `Understudy listens on ${url}`,
    '',
    ...rows.map(([label, address]) => `  ${label.padEnd(width)}  ${address}`),
    ...(madeToken === undefined ? [] : ['', `  control token (shown only now): ${madeToken}`]),
    ...(attempt === undefined ? [] : ['', `Try it:  ${attempt}`]),
    '',
  ];
  return lines.join('\n');
}

/** What a command that tries the server out must know of how it was started. */
interface Started {
  readonly url: string;
  readonly world?: string;
  readonly startAt?: number;
}

/** A shell command that a provider accepts as things stand: same cast, same clock; undefined when there is none. */
export function attemptAt(
  { url, world, startAt }: Started,
  { providers, spaces }: { readonly providers: readonly Provider[]; readonly spaces: { of(name: undefined): Space } },
  called: Called,
): string | undefined {
  const now = startAt ?? 0;
  const signable = providers.find(
    (each) => typeof signedByHand(each, spaces.of(undefined), { flags: defaultFlags(each), now }) !== 'string',
  );
  if (signable === undefined) return undefined;
  return [
    `${calledAs(called)} sign ${signable.name} --url ${word(url)}`,
    ...(world === undefined ? [] : [`--world ${word(world)}`]),
    ...(startAt === undefined ? [] : [`--start-at ${formatInstant(startAt)}`]),
    '--curl | sh',
  ].join(' ');
}

/** What a process knows about how it was called. */
interface Called {
  /** The interpreter as it was typed: `node`, or a path. */
  readonly argv0: string;
  /** The script's absolute path; a link is not followed. */
  readonly script: string;
  readonly cwd: string;
  /** The folders in which a shell looks for commands. */
  readonly path: readonly string[];
}

/** How to call this program again in a POSIX shell that stands in the same folder. */
function calledAs({ argv0, script, cwd, path }: Called): string {
  const slash = script.lastIndexOf('/');
  const [folder, name] = [script.slice(0, slash), script.slice(slash + 1)];
  const isProgram = !/\.[cm]?js$/.test(name);
  // npm and npx put their own .bin in front of the path of what they run; in the user's other terminal it is not there.
  if (isProgram && path.includes(folder) && !folder.endsWith('/node_modules/.bin')) return word(name);
  const near = script.startsWith(`${cwd}/`) ? script.slice(cwd.length + 1) : script;
  if (isProgram) return word(near.includes('/') ? near : `./${near}`);
  return `${word(argv0)} ${word(near)}`;
}

/** Whether only this machine can reach what is bound to this host; a name is judged as it is written. */
export function isLoopback(host: string): boolean {
  const address = canonicalAddress(host) ?? '';
  return host.toLowerCase() === 'localhost' || address === '::1' || address.startsWith('127.');
}

const notHere = ({ host }: Where): string => `${host} is not an address of this machine; choose another with --host`;

interface Where {
  readonly port: number;
  readonly host: string;
}

const reasons: Readonly<Record<string, (where: Where) => string>> = {
  EADDRINUSE: ({ port, host }) => `port ${port} on ${host} is in use; choose another with --port (0 picks a free one)`,
  EACCES: ({ port, host }) => `port ${port} on ${host} may not be used by this user; choose one above 1023 with --port`,
  EADDRNOTAVAIL: notHere,
  EAFNOSUPPORT: notHere,
  ENOTFOUND: notHere,
};

/** Node's error when it could not listen, as something its user can mend; what is no system error is ours. */
export function cannotListen(error: unknown, where: Where): unknown {
  const code = systemCodeOf(error);
  if (code === undefined) return error;
  return new BadUse(reasons[code]?.(where) ?? `cannot listen on ${where.host}, port ${where.port} (${code})`);
}
