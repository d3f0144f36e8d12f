import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import type { ProviderClient } from '../../contracts/suite/clients/client.js';
import { providerClients } from '../../contracts/suite/clients/provider-clients.js';
import type { CaseFile } from '../../contracts/suite/case.js';
import { withInventedRoles } from '../../contracts/suite/role-binding.js';
import { resolveReferences } from '../../contracts/suite/references.js';
import type { Entity } from '../../contracts/suite/target.js';
import type { Prepared } from '../../client/index.js';
import { createSimulator, startingWorld } from '../../simulator/index.js';

/** How a client is reached, and for how long it waits, in ms. */
export interface Reaching {
  readonly baseUrl: string;
  readonly now: number;
  readonly timeoutMs: number;
}

/** The included client, its own types forgotten. */
export interface ErrorsCaller extends Pick<ProviderClient, 'exchange' | 'understand'> {
  /** The base request of this operation's contract cases; whether it would be granted does not matter. */
  readonly prepare: (operation: string) => Prepared | Promise<Prepared>;
}

const files = await allCaseFiles();
const castOf = createSimulator({ world: startingWorld }).spaces.getOrCreate(undefined).cast();

function fileOf(provider: string, operation: string): CaseFile {
  const file = files.find((each) => each.provider === provider && each.operation === operation);
  if (file === undefined) throw new Error(`${provider} ${operation} has no contract cases`);
  return file;
}

/** Roles that a request to this host needs in the place of those of the base request. */
const rolesAt = (baseUrl: string): Readonly<Record<string, string>> =>
  baseUrl.endsWith('/api.ytx.net') ? { app: 'app:production' } : {};

/** The client of a provider, for an account or enterprise that nothing is wrong with. */
export function callerOf(provider: string, { baseUrl, now, timeoutMs }: Reaching): ErrorsCaller {
  const make = providerClients[provider];
  if (make === undefined) throw new Error(`there is no client of ${provider}`);
  const cast = withInventedRoles(provider, castOf[provider] as Readonly<Record<string, Entity>>);
  const clientFor = (roles: Readonly<Record<string, string>>): ProviderClient => {
    const parts = Object.fromEntries(Object.entries(roles).map(([part, role]) => [part, cast[role] ?? {}]));
    return make({ baseUrl, parts, clock: { now: () => now }, fetch, timeoutMs });
  };
  // Only the request's credentials depend on the roles.
  const { exchange, understand } = clientFor(files.find((each) => each.provider === provider)?.base.roles ?? {});
  return {
    exchange,
    understand,
    prepare(operation) {
      const { base } = fileOf(provider, operation);
      const { prepare, notations } = clientFor({ ...base.roles, ...rolesAt(baseUrl) });
      return prepare(operation, resolveReferences(base.input, { cast, results: {}, notations }));
    },
  };
}
