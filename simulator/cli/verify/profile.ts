import { isJsonObject, pointerTo } from '../../../contracts/json.js';
import { isInventedPhone } from '../../../contracts/suite/skip-reason.js';
import type { Entity } from '../../../contracts/suite/target.js';
import type { Profile, ProviderProfile } from '../../../contracts/suite/targets/sandbox-profile.js';
import type { Problem } from '../../core/state/world.js';
import { judge } from '../../platform/judge.js';
import { BadUse, orThese } from '../shared/flags.js';
import type { Environment } from '../shared/io.js';
import { parsedYaml } from '../shared/world-file.js';
import { fromEnvironment, type Lacking } from './environment.js';
import { profileSchema, type ProfileShape, profileShapes } from './profile-shapes.js';

/** A provider's part as it is written. */
interface WrittenPart {
  readonly requestsPerSecond?: number;
  readonly baseUrls?: Readonly<Record<string, string>>;
  readonly cast: Readonly<Record<string, Entity>>;
}

const defaultBudget = 300;

/**
 * Reads a profile from YAML or JSON. `name` is what the text is called where something is wrong with it.
 *
 * Every problem is named with its JSON pointer, and never with a value: it may be a credential.
 */
export async function profileFrom(
  name: string,
  text: string,
  environment: Environment,
  lacking: Lacking = {},
): Promise<Profile> {
  const value = fromEnvironment(name, await parsedYaml(name, text), environment, lacking);
  const problems = profileProblems(value);
  if (problems.length > 0) throw new BadUse(`${name} is no profile: ${problems.map(told).join('; ')}`);
  const { budget = defaultBudget, ...parts } = value as { budget?: number } & Record<string, WrittenPart>;
  const providers = Object.entries(profileShapes).flatMap(([provider, shape]) => {
    const part = parts[provider];
    return part === undefined ? [] : [[provider, partOf(part, shape)] as const];
  });
  return { providers: Object.fromEntries(providers), budget };
}

function told({ pointer, says }: Problem): string {
  // An id in digits is the most usual mistake.
  const hint = says === 'must be of type string' ? '; put it in quotes' : '';
  return `${pointer === '' ? '(the whole)' : pointer} ${says}${hint}`;
}

function partOf({ requestsPerSecond, baseUrls, cast }: WrittenPart, shape: ProfileShape): ProviderProfile {
  return {
    requestsPerSecond: requestsPerSecond ?? shape.requestsPerSecond,
    baseUrls: { ...shape.baseUrls, ...baseUrls },
    cast: Object.fromEntries(Object.entries(cast).map(([role, entity]) => [role, idFirst(role, entity, shape)])),
  };
}

/** A role's id is the first thing that its entity says of itself, in whatever order it was written. */
function idFirst(role: string, entity: Entity, { membersOf }: ProfileShape): Entity {
  const [kind = ''] = role.split(':');
  return Object.fromEntries(
    membersOf(kind).flatMap((member) => (entity[member] === undefined ? [] : [[member, entity[member]]])),
  );
}

/** What is wrong with a profile as it is written; nothing when it can be used. No problem names a value. */
function profileProblems(value: unknown): readonly Problem[] {
  const problems = judge(profileSchema, value);
  if (problems.length > 0) return problems;
  const parts = value as Readonly<Record<string, unknown>>;
  const written = Object.entries(profileShapes).filter(([provider]) => parts[provider] !== undefined);
  if (written.length === 0) {
    return [{ pointer: '', says: `names no provider; add one of: ${Object.keys(profileShapes).join(', ')}` }];
  }
  return written.flatMap(([provider, shape]) =>
    problemsWithPart(parts[provider], shape).map(({ pointer, says }) => ({
      pointer: pointerTo(provider) + pointer,
      says,
    })),
  );
}

function problemsWithPart(part: unknown, { schema, roles }: ProfileShape): readonly Problem[] {
  const problems = judge(schema, part);
  if (problems.length > 0) return problems;
  const { cast } = part as { readonly cast: Readonly<Record<string, unknown>> };
  const own = Object.keys(cast);
  return Object.entries(cast).flatMap(([role, entity]) => [
    // No case would ever ask for such a role, and nobody would notice.
    ...(roles.includes(role)
      ? []
      : [{ pointer: pointerTo('cast', role), says: `is no role; ${orThese(role, roles)}` }]),
    ...problemsWithReferences(role, entity, own),
    ...problemsWithNumber(role, entity),
  ]);
}

/** An entity that belongs to an account names it by its role. */
function problemsWithReferences(role: string, entity: unknown, own: readonly string[]): readonly Problem[] {
  const account: unknown = isJsonObject(entity) ? entity['account'] : undefined;
  if (account === undefined || own.some((each) => each === account)) return [];
  const accounts = own.filter((each) => each.startsWith('account:'));
  const has = accounts.length === 0 ? 'it has none' : `it has: ${accounts.join(', ')}`;
  return [{ pointer: pointerTo('cast', role, 'account'), says: `names no account of this profile; ${has}` }];
}

/** Nobody owns an invented number, so that nobody can say what becomes of a call to it. */
function problemsWithNumber(role: string, entity: unknown): readonly Problem[] {
  const number: unknown = role.startsWith('phone:') && isJsonObject(entity) ? entity['number'] : undefined;
  if (typeof number !== 'string' || !isInventedPhone(number)) return [];
  return [{ pointer: pointerTo('cast', role, 'number'), says: 'is an invented number; give one that you own' }];
}
