import type { Profile, ProviderProfile } from '../../../contracts/suite/targets/sandbox-profile.js';
import type { Entity } from '../../../contracts/suite/target.js';
import type { Problem } from '../../core/state/world.js';
import { BadUse } from '../bad-use.js';
import type { Environment } from '../io.js';
import { parsedYaml } from '../yaml-text.js';
import { fromEnvironment, type Lacking } from './from-environment.js';
import { profileProblems } from './profile-problems.js';
import { type ProfileShape, profileShapes } from './profile-shapes.js';

/** A provider's part as it is written. */
interface WrittenPart {
  readonly requestsPerSecond?: number;
  readonly baseUrls?: Readonly<Record<string, string>>;
  readonly cast: Readonly<Record<string, Entity>>;
}

const standardBudget = 300;

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
  const { budget = standardBudget, ...parts } = value as { budget?: number } & Record<string, WrittenPart>;
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
