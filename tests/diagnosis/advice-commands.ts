import { isJsonObject, parsedJson } from '../../contracts/json.js';
import { curlRequest } from '../../simulator/cli/shared/curl-request.js';
import type { Diagnosis } from '../../simulator/core/diagnosis/diagnosis.js';
import type { Exchange } from '../../simulator/core/requests/handle-request.js';
import { queryOf } from '../../simulator/core/requests/incoming-request.js';
import type { Simulator } from '../../simulator/index.js';

/** A request that a check has refused, in a space. */
export interface RefusedExchange {
  readonly refusedBy: string;
  readonly exchange: Exchange;
  readonly spaceName: string | undefined;
}

/** The curl commands of an advice, in their order. */
export const commandsIn = ({ advice }: Diagnosis): readonly string[] =>
  (advice?.fix ?? '').match(/curl -X [A-Z]+ [\w:/.~-]+[\w](?: -d '[^']*')?/g) ?? [];

/** Sends the commands to the simulator, then the request again: `passed`, or what went wrong. */
export async function runCommands(
  commands: readonly string[],
  { refusedBy, exchange: { provider, request }, spaceName }: RefusedExchange,
  simulator: Simulator,
): Promise<string> {
  for (const command of commands) {
    const written = fillPlaceholders(command, request);
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

/** Fills in what a command leaves to its reader: the ids in the request, and invented secrets. */
function fillPlaceholders(command: string, { targetForProvider, body }: Exchange['request']): string {
  const json = parsedJson(new TextDecoder().decode(body));
  const fields = isJsonObject(json) ? json : {};
  const inQuery = new URLSearchParams(queryOf(targetForProvider));
  const values: Readonly<Record<string, unknown>> = {
    accountSID: /\/(?:sid|Accounts|accounts)\/([^/?]+)/.exec(targetForProvider)?.[1],
    appid: fields['appid'],
    enterpriseId: inQuery.get('enterpriseId') ?? inQuery.get('enterprise_id'),
    clientId: fields['client_id'],
    number: fields['shownumber'],
  };
  return command.replace(/<(\w+)>/g, (_, name: string) => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : `invented${name}`;
  });
}

const pairs = (flat: readonly string[]): [string, string][] =>
  flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? ''] as [string, string]] : []));

const authorityIn = (rawHeaders: readonly string[]): string =>
  pairs(rawHeaders).find(([name]) => name === 'Host')?.[1] ?? '';
