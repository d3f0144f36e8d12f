import { durationMs } from '../durations.js';
import { bothPatches, type JsonObject } from '../json.js';
import type { CaseFile, ContractCase, Given } from './case.js';
import type { ProviderClient } from './clients/client.js';
import { providerClients } from './clients/provider-clients.js';
import { MissingReferent, resolveReferences } from './references.js';
import type { Entity, Session, Situation } from './target.js';
import { instantMs } from './time.js';

/** The situation of a case; its references are not resolved yet. */
export function situationOf(file: CaseFile, contractCase: ContractCase): Situation {
  const { given = {} } = contractCase;
  return {
    provider: file.provider,
    file,
    contractCase,
    now: given.clock === undefined ? undefined : instantMs(given.clock),
    readings: given.readings ?? {},
    caller: given.caller,
    world: (cast) => resolveReferences(worldPatch(file, given), { cast, results: {}, notations: {} }),
  };
}

/** The patch of a case and that of its base. */
const worldPatch = ({ base }: CaseFile, { world }: Given): JsonObject | undefined =>
  bothPatches(base.world, world) as JsonObject | undefined;

/** The client of a case, made from the entities of its roles. Throws a `MissingReferent` for a role without an entity. */
export function clientFor(
  file: CaseFile,
  { given = {} }: ContractCase,
  session: Pick<Session, 'cast' | 'now' | 'urlOf' | 'fetch' | 'timeoutMs'>,
): ProviderClient {
  const parts = Object.fromEntries(
    Object.entries({ ...file.base.roles, ...given.roles }).map(([part, role]) => [part, entityOf(role, session)]),
  );
  const credentials = resolveReferences(given.credentials ?? {}, { cast: session.cast, results: {}, notations: {} });
  const skew = given.clockSkew === undefined ? 0 : durationMs(given.clockSkew);
  const make = providerClients[file.provider];
  if (make === undefined) throw new Error(`unknown provider ${file.provider}: it has no client`);
  return make({
    baseUrl: session.urlOf(given.host ?? file.base.host),
    parts: Object.fromEntries(Object.entries(parts).map(([part, entity]) => [part, { ...entity, ...credentials }])),
    clock: { now: () => session.now() + skew },
    trueClock: { now: () => session.now() },
    fetch: session.fetch,
    ...(session.timeoutMs !== undefined && { timeoutMs: session.timeoutMs }),
  });
}

function entityOf(role: string, { cast }: Pick<Session, 'cast'>): Entity {
  const entity = cast[role];
  if (entity === undefined) throw new MissingReferent(`the cast has no entity for the role ${role}`);
  return entity;
}

/** The phones and receivers of the cases for simulators, by provider and role. */
const invented: Readonly<Record<string, Session['cast']>> = {
  ytx: {
    'phone:creator': { number: '10000007556' },
    'phone:guest': { number: '10000000804' },
    // A fixed line with an extension, from the provider's page.
    'phone:line': { number: '01000000200,1234' },
  },
  xylink: {
    'phone:invited': { number: '10000000009' },
    'receiver:events': { url: '/_simulator/sink/xylink' },
  },
};

/** A cast of a simulator with these, so that cases can name phones and receivers by role on every target. */
export const withInventedRoles = (provider: string, cast: Session['cast']): Session['cast'] => ({
  ...invented[provider],
  ...cast,
});

/** The roles of phones and receivers that the cases of a provider name. */
export const inventedRoles = (provider: string): readonly string[] => Object.keys(invented[provider] ?? {});

/** The numbers of all phones in a cast. */
export const phonesIn = (cast: Session['cast']): readonly string[] =>
  Object.entries(cast).flatMap(([role, { number }]) =>
    role.startsWith('phone:') && typeof number === 'string' ? [number] : [],
  );
