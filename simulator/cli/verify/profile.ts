import { isJsonObject, pointerTo } from '../../../contracts/json.js';
import { isInventedPhone } from '../../../contracts/suite/skip-reason.js';
import type { Entity } from '../../../contracts/suite/target.js';
import type { Profile, ProviderProfile } from '../../../contracts/suite/targets/sandbox-profile.js';
import type { Problem } from '../../core/state/world.js';
import { judge } from '../../platform/judge.js';
import { BadUse, orThese } from '../shared/flags.js';
import type { Environment } from '../shared/io.js';
import { parsedYaml } from '../shared/world-file.js';
import { withVariables, type Lacking } from './abort-after.js';
import { profileSchema, type ProfileShape, profileShapes } from './profile-shapes.js';

/** A provider's part of a profile file. */
interface WrittenPart {
  readonly requestsPerSecond?: number;
  readonly baseUrls?: Readonly<Record<string, string>>;
  readonly cast: Readonly<Record<string, Entity>>;
}

const defaultBudget = 300;

/**
 * Parses a profile, YAML or JSON. `name` is the source of the text, for messages.
 *
 * A message has the JSON pointer of every problem, and never a value, which may be a credential.
 */
export async function profileFrom(
  name: string,
  text: string,
  environment: Environment,
  lacking: Lacking = {},
): Promise<Profile> {
  const value = withVariables(name, await parsedYaml(name, text), environment, lacking);
  const problems = profileProblems(value);
  if (problems.length > 0) throw new BadUse(`${name} is not a valid profile: ${problems.map(problemText).join('; ')}`);
  const { budget = defaultBudget, ...parts } = value as { budget?: number } & Record<string, WrittenPart>;
  const providers = Object.entries(profileShapes).flatMap(([provider, shape]) => {
    const part = parts[provider];
    return part === undefined ? [] : [[provider, partOf(part, shape)] as const];
  });
  return { providers: Object.fromEntries(providers), budget };
}

function problemText({ pointer, says }: Problem): string {
  // The most common mistake is an id as a number.
  const hint = says === 'must be of type string' ? '; put it in quotes' : '';
  return `${pointer === '' ? '(document)' : pointer} ${says}${hint}`;
}

function partOf({ requestsPerSecond, baseUrls, cast }: WrittenPart, shape: ProfileShape): ProviderProfile {
  return {
    requestsPerSecond: requestsPerSecond ?? shape.requestsPerSecond,
    baseUrls: { ...shape.baseUrls, ...baseUrls },
    cast: Object.fromEntries(Object.entries(cast).map(([role, entity]) => [role, idFirst(role, entity, shape)])),
  };
}

/** Puts the id of an entity first, since its users expect it there. */
function idFirst(role: string, entity: Entity, { membersOf }: ProfileShape): Entity {
  const [kind = ''] = role.split(':');
  return Object.fromEntries(
    membersOf(kind).flatMap((member) => (entity[member] === undefined ? [] : [[member, entity[member]]])),
  );
}

/** The problems of a profile file; empty for a valid one. No problem contains a value. */
function profileProblems(value: unknown): readonly Problem[] {
  const problems = judge(profileSchema, value);
  if (problems.length > 0) return problems;
  const parts = value as Readonly<Record<string, unknown>>;
  const written = Object.entries(profileShapes).filter(([provider]) => parts[provider] !== undefined);
  if (written.length === 0) {
    return [{ pointer: '', says: `has no provider; add one of: ${Object.keys(profileShapes).join(', ')}` }];
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
    // No case uses an unknown role, so a misspelt one would have no effect.
    ...(roles.includes(role)
      ? []
      : [{ pointer: pointerTo('cast', role), says: `is not a role; ${orThese(role, roles)}` }]),
    ...problemsWithReferences(role, entity, own),
    ...problemsWithNumber(role, entity),
  ]);
}

/** An entity of an account refers to it by its role. */
function problemsWithReferences(role: string, entity: unknown, own: readonly string[]): readonly Problem[] {
  const account: unknown = isJsonObject(entity) ? entity['account'] : undefined;
  if (account === undefined || own.some((each) => each === account)) return [];
  const accounts = own.filter((each) => each.startsWith('account:'));
  const has = accounts.length === 0 ? 'add one under cast' : `use one of: ${accounts.join(', ')}`;
  return [{ pointer: pointerTo('cast', role, 'account'), says: `is not an account of this profile; ${has}` }];
}

/** A call to an invented number could reach its real owner. */
function problemsWithNumber(role: string, entity: unknown): readonly Problem[] {
  const number: unknown = role.startsWith('phone:') && isJsonObject(entity) ? entity['number'] : undefined;
  if (typeof number !== 'string' || !isInventedPhone(number)) return [];
  return [{ pointer: pointerTo('cast', role, 'number'), says: 'is an invented number; use a number that you own' }];
}
