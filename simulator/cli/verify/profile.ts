import { joinMessages, type Message, phrase, say } from '../../../contracts/messages.js';
import { isJsonObject, pointerTo } from '../../../contracts/json.js';
import { isInventedPhone } from '../../../contracts/suite/skip-reason.js';
import type { Entity } from '../../../contracts/suite/target.js';
import type { Profile, ProviderProfile } from '../../../contracts/suite/targets/sandbox-profile.js';
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
  if (problems.length > 0)
    throw new BadUse(say`${name} is not a valid profile: ${joinMessages(problems.map(problemText))}`);
  const { budget = defaultBudget, ...parts } = value as { budget?: number } & Record<string, WrittenPart>;
  const providers = Object.entries(profileShapes).flatMap(([provider, shape]) => {
    const part = parts[provider];
    return part === undefined ? [] : [[provider, partOf(part, shape)] as const];
  });
  return { providers: Object.fromEntries(providers), budget };
}

function problemText({ pointer, says }: ProfileProblem): Message {
  const problem = say`${pointer === '' ? '(document)' : pointer} ${says}`;
  // The most common mistake is an id as a number.
  return says.template === 'must be of type string' ? say`${problem}; put it in quotes` : problem;
}

/** A mistake in a profile file, by its JSON pointer. */
interface ProfileProblem {
  readonly pointer: string;
  readonly says: Message;
}

const judgeProfile = (schema: object, value: unknown): readonly ProfileProblem[] =>
  judge(schema, value).map(({ pointer, says }) => ({ pointer, says: phrase(says) }));

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
function profileProblems(value: unknown): readonly ProfileProblem[] {
  const problems = judgeProfile(profileSchema, value);
  if (problems.length > 0) return problems;
  const parts = value as Readonly<Record<string, unknown>>;
  const written = Object.entries(profileShapes).filter(([provider]) => parts[provider] !== undefined);
  if (written.length === 0) {
    return [{ pointer: '', says: say`has no provider; add one of: ${Object.keys(profileShapes).join(', ')}` }];
  }
  return written.flatMap(([provider, shape]) =>
    problemsWithPart(parts[provider], shape).map(({ pointer, says }) => ({
      pointer: pointerTo(provider) + pointer,
      says,
    })),
  );
}

function problemsWithPart(part: unknown, { schema, roles }: ProfileShape): readonly ProfileProblem[] {
  const problems = judgeProfile(schema, part);
  if (problems.length > 0) return problems;
  const { cast } = part as { readonly cast: Readonly<Record<string, unknown>> };
  const own = Object.keys(cast);
  return Object.entries(cast).flatMap(([role, entity]) => [
    // No case uses an unknown role, so a misspelt one would have no effect.
    ...(roles.includes(role)
      ? []
      : [{ pointer: pointerTo('cast', role), says: say`is not a role; ${orThese(role, roles)}` }]),
    ...problemsWithReferences(role, entity, own),
    ...problemsWithNumber(role, entity),
  ]);
}

/** An entity of an account refers to it by its role. */
function problemsWithReferences(role: string, entity: unknown, own: readonly string[]): readonly ProfileProblem[] {
  const account: unknown = isJsonObject(entity) ? entity['account'] : undefined;
  if (account === undefined || own.some((each) => each === account)) return [];
  const accounts = own.filter((each) => each.startsWith('account:'));
  const has = accounts.length === 0 ? say`add one under cast` : say`use one of: ${accounts.join(', ')}`;
  return [{ pointer: pointerTo('cast', role, 'account'), says: say`is not an account of this profile; ${has}` }];
}

/** A call to an invented number could reach its real owner. */
function problemsWithNumber(role: string, entity: unknown): readonly ProfileProblem[] {
  const number: unknown = role.startsWith('phone:') && isJsonObject(entity) ? entity['number'] : undefined;
  if (typeof number !== 'string' || !isInventedPhone(number)) return [];
  return [{ pointer: pointerTo('cast', role, 'number'), says: say`is an invented number; use a number that you own` }];
}
