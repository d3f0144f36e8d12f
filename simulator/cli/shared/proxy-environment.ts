import { dirname } from 'node:path';
import { say } from '../../../contracts/messages.js';
import { packageRoot } from '../../../contracts/suite/package-root.js';
import { type TrustFiles, writeExtraCertificates, writeTrustFiles } from '../../tls/trust-files.js';
import { BadUse } from './flags.js';
import type { Environment, Io } from './io.js';
import { keptCaOrBadUse, type TlsFlags } from './tls-flags.js';
import { systemCodeOf, whyUnreadable } from './user-files.js';

/** Where the proxy is. */
export interface ProxyPlace extends Pick<TlsFlags, 'caDir'> {
  /** The base URL of the simulator, without a path. */
  readonly url: string;
  /** The space of the program's requests; Java cannot name one. */
  readonly space?: string | undefined;
}

/** The variables that lead a program to a simulator; writes the files that they name. Rejects with `BadUse`. */
export async function proxyVariables(
  place: ProxyPlace,
  io: Io,
  hosts: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const before = environmentBefore(io.env);
  const { ca, file } = await keptCaOrBadUse(place, io, hosts);
  const { NODE_EXTRA_CA_CERTS: extra = '', SSL_CERT_FILE: bundle = '' } = before;
  const [folder, { certificate }] = [dirname(file), ca];
  const trust = await orBadUse('SSL_CERT_FILE', () =>
    writeTrustFiles(folder, { certificate, bundle: bundle === '' ? undefined : bundle }),
  );
  const extraCertificates =
    extra === ''
      ? file
      : await orBadUse('NODE_EXTRA_CA_CERTS', () => writeExtraCertificates(folder, { certificate, extra }));
  return variablesFor({ ...place, extraCertificates, trust }, before);
}

/** Names the variable whose file cannot be read. */
async function orBadUse<Value>(name: string, write: () => Promise<Value>): Promise<Value> {
  try {
    return await write();
  } catch (error) {
    if (systemCodeOf(error) === undefined) throw error;
    throw new BadUse(say`cannot combine the file of ${name} with the local CA: ${whyUnreadable(error)}`);
  }
}

/** The files that the variables name, and the place of the proxy. */
interface ProxySettings extends ProxyPlace {
  /** PEM: the local CA, and what the user has in NODE_EXTRA_CA_CERTS already. */
  readonly extraCertificates: string;
  readonly trust: TrustFiles;
}

/** The variable that holds the former values of all others, as JSON, so that `--unset` restores them. */
export const formerValues = 'UNDERSTUDY_ENV';

const noProxy = 'localhost,127.0.0.1,::1';

/** The variables; those that hold options of Node and Java keep what they have in `before`, the environment without ours. */
function variablesFor(
  { url, space, extraCertificates, trust }: ProxySettings,
  before: Environment,
): Readonly<Record<string, string>> {
  const { protocol, hostname, port, host } = new URL(url);
  const proxy = `${protocol}//${space === undefined ? '' : `${space}:x@`}${host}`;
  const both = { http_proxy: proxy, https_proxy: proxy, no_proxy: noProxy };
  const java = [
    ...['http', 'https'].flatMap((scheme) => [
      `-D${scheme}.proxyHost=${hostname.replace(/^\[|\]$/g, '')}`,
      `-D${scheme}.proxyPort=${port === '' ? 80 : port}`,
    ]),
    '-Dhttp.nonProxyHosts=localhost|127.*|[::1]',
    `-Djavax.net.ssl.trustStore=${trust.javaStore}`,
    '-Djavax.net.ssl.trustStoreType=JKS',
    `-Djavax.net.ssl.trustStorePassword=${trust.javaPassword}`,
  ];
  const { href: preload } = new URL('dist/simulator/proxy-from-env.mjs', packageRoot);
  return {
    ...both,
    ...Object.fromEntries(Object.entries(both).map(([name, value]) => [name.toUpperCase(), value])),
    NODE_EXTRA_CA_CERTS: extraCertificates,
    SSL_CERT_FILE: trust.bundle,
    REQUESTS_CA_BUNDLE: trust.bundle,
    CURL_CA_BUNDLE: trust.bundle,
    NODE_OPTIONS: behind(before['NODE_OPTIONS'], `--import ${preload}`),
    JAVA_TOOL_OPTIONS: behind(before['JAVA_TOOL_OPTIONS'], java.map(javaWord).join(' ')),
  };
}

const behind = (options: string | undefined, more: string): string =>
  options === undefined || options.trim() === '' ? more : `${options} ${more}`;

/** Java splits JAVA_TOOL_OPTIONS at spaces outside of quotes. */
const javaWord = (option: string): string => (/\s/.test(option) ? `"${option}"` : option);

/** The environment as it was before `understudy env`. */
export function environmentBefore(env: Environment): Environment {
  const former = formerIn(env);
  return former === undefined ? env : { ...env, ...former, [formerValues]: undefined };
}

/** The former values of the variables that `understudy env` has set, undefined where there was none; undefined if it has set none. */
export function formerIn(env: Environment): Environment | undefined {
  try {
    const former: unknown = JSON.parse(env[formerValues] ?? '');
    if (typeof former !== 'object' || former === null) return undefined;
    return Object.fromEntries(
      Object.entries(former).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
    );
  } catch {
    return undefined;
  }
}
