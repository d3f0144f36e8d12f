import { curlRequest } from '../../simulator/cli/shared/curl-request.js';
import type { Diagnosis } from '../../simulator/core/diagnosis/diagnosis.js';
import type { Exchange } from '../../simulator/core/requests/handle-request.js';
import type { Simulator } from '../../simulator/index.js';

/** A request that a check has refused, in a space. */
export interface RefusedExchange {
  readonly refusedBy: string;
  readonly exchange: Exchange;
  readonly spaceName: string | undefined;
}

/** The curl commands of an advice, in their order. */
export const commandsIn = ({ advice }: Diagnosis): readonly string[] =>
  (advice?.fix ?? '').match(/curl -X [A-Z]+ [\w:/.~-]+[\w](?: -d '[^']*'(?:"\$\w+"'[^']*')*)?/g) ?? [];

/** Sends the commands to the simulator, then the request again: `passed`, or what went wrong. */
export async function runCommands(
  commands: readonly string[],
  { refusedBy, exchange: { provider, request }, spaceName }: RefusedExchange,
  simulator: Simulator,
): Promise<string> {
  for (const command of commands) {
    const written = expandVariables(command);
    const { method, target, rawHeaders, body } = curlRequest(written);
    const headers = new Headers(pairs(rawHeaders).filter(([name]) => !/^(host|content-length)$/i.test(name)));
    const reply = await fetch(`http://${authorityIn(rawHeaders)}${target}`, {
      method,
      headers,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    if (!reply.ok) return `${written} -> ${reply.status} ${await reply.text()}`;
  }
  const { outcome } = simulator.ask(provider.name, request, { space: spaceName });
  const isRefusedAgain = outcome.source === 'provider' && outcome.refusedBy?.name === refusedBy;
  return isRefusedAgain ? `refused after ${commands.join(' && ')}` : 'passed';
}

/** What a reader sets before a command: the sentences before it name the variables. */
const variables: Readonly<Record<string, string>> = {
  YTX_AUTH_TOKEN: 'inventedauthtoken',
  XYLINK_ENTERPRISE_ID: 'inventedenterprise',
  XYLINK_TOKEN: 'inventedtoken',
  XYLINK_CLIENT_ID: 'inventedclient',
  XYLINK_CLIENT_SECRET: 'inventedsecret',
};

/** Replaces the variables of a command, as a shell does in which they are set. */
const expandVariables = (command: string): string =>
  command.replace(/'"\$(\w+)"'/g, (whole, name: string) => variables[name] ?? whole);

const pairs = (flat: readonly string[]): [string, string][] =>
  flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? ''] as [string, string]] : []));

const authorityIn = (rawHeaders: readonly string[]): string =>
  pairs(rawHeaders).find(([name]) => name === 'Host')?.[1] ?? '';
