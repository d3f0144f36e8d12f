import { isJsonObject, pointerTo } from '../../../contracts/json.js';
import type { Provider } from '../provider.js';
import { digestEnds } from '../diagnosis/mistakes.js';
import type { CastPart, Problem, World, WorldPart } from './world.js';

/** Validates a value by a JSON Schema; every problem's pointer is relative to the value. */
export type Judge = (schema: object, value: unknown) => readonly Problem[];

/** A valid world, or all its problems. */
export type CheckedWorld =
  { readonly ok: true; readonly world: World } | { readonly ok: false; readonly problems: readonly Problem[] };

type Cast = Readonly<Record<string, CastPart>>;

/** Validates a world: each provider's part under its name, and the roles under `cast`. */
export function checkedWorld(value: unknown, providers: readonly Provider[], judge: Judge): CheckedWorld {
  return atOnce(worldCheck(value, providers, judge));
}

/** Runs work that is divided into steps to its end. */
export function atOnce<Result>(steps: Generator<undefined, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps, so that other requests can be answered in between. */
export function* worldCheck(
  value: unknown,
  providers: readonly Provider[],
  judge: Judge,
): Generator<undefined, CheckedWorld> {
  const known = providers.map(({ name }) => name);
  if (!isJsonObject(value)) {
    return { ok: false, problems: [{ pointer: '', says: `must be an object with ${known.join(', ')} and cast` }] };
  }
  const cast = memberOf(value, 'cast');
  const problems = [...unknownMembers(Object.keys(value), [...known, 'cast']), ...problemsWithCast(cast, known)];
  // References between the two are only followed when both have the shape they are followed through.
  const castPart = (name: string): CastPart | undefined =>
    problems.length > 0 ? undefined : ((cast as Cast)[name] ?? {});
  const parts = providers.map((provider) => [provider, memberOf(value, provider.name)] as const);
  const wrong: Problem[] = [];
  for (const [provider, part] of parts) wrong.push(...(yield* problemsWithPart(provider, part, { judge, castPart })));
  if (problems.length + wrong.length > 0) {
    return { ok: false, problems: [...problems, ...wrong].map((problem) => withoutKeys(problem, providers)) };
  }
  const accepted = parts.map(([{ name }, part]) => [name, part as WorldPart] as const);
  return { ok: true, world: { ...Object.fromEntries(accepted), cast: cast as Cast } };
}

/** The maximum number of unknown members of one object that are listed. */
const maxNamed = 10;

function unknownMembers(members: readonly string[], known: readonly string[]): readonly Problem[] {
  const says = `is unknown here; remove it, or use one of: ${known.join(', ')}`;
  const unknown = members.filter((member) => !known.includes(member));
  const named = unknown.slice(0, maxNamed).map((member) => ({ pointer: pointerTo(namedShort(member)), says }));
  const more = unknown.length - named.length;
  return more === 0 ? named : [...named, { pointer: '', says: `has ${more} more members that are unknown here` }];
}

/** A member, or an empty one where it is missing. What the object does not have of its own, "constructor", is missing. */
function memberOf(object: Readonly<Record<string, unknown>>, name: string): unknown {
  const member = Object.hasOwn(object, name) ? object[name] : undefined;
  return member === undefined ? {} : member;
}

/** The name of an unknown member, cut to 80 characters: the file may be something else than a world. */
export const namedShort = (member: string): string => (member.length > 80 ? `${member.slice(0, 80)}…` : member);

interface Judging {
  readonly judge: Judge;
  readonly castPart: (provider: string) => CastPart | undefined;
}

function* problemsWithPart(
  { name, world }: Provider,
  part: unknown,
  { judge, castPart }: Judging,
): Generator<undefined, readonly Problem[]> {
  const judged = yield* problemsWithShape(world.schema, part, judge);
  const shape = judged.map((problem) => within(pointerTo(name), problem));
  if (shape.length > 0) return shape;
  const cast = castPart(name);
  if (cast === undefined) return [];
  return world.problems(part as WorldPart, cast);
}

/** Shows only the ends of keys that are credentials: a line that slipped can bring them to any place. */
function withoutKeys({ pointer, says }: Problem, providers: readonly Provider[]): Problem {
  const [, part = '', section = ''] = pointer.split('/');
  const keys = providers.flatMap(({ name, world: { secretKeys } }) =>
    secretKeys === undefined ? [] : [{ ...secretKeys, name }],
  );
  const isOfSecrets = keys.some((each) => each.name === part && each.section === section);
  const segments = pointer.split('/').map((segment, index) => {
    const isSecret = (isOfSecrets && index === 3) || keys.some(({ shape }) => shape.test(segment));
    return isSecret ? digestEnds(segment) : segment;
  });
  return { pointer: segments.join('/'), says };
}

/** For a value with more values in it than this, only the first error is reported: there may be millions. */
export const maxForAll = 2_000;

export const moreMayFollow: Problem = {
  pointer: '',
  says: `has more than ${maxForAll} values, so only its first error is reported; there may be more`,
};

/** The number of entities of a large part that are validated at once. */
const entitiesAtOnce = 500;

type Section = readonly [name: string, entries: readonly (readonly [id: string, entity: unknown])[]];

const piecesOf = ([name, entries]: Section): readonly object[] =>
  Array.from({ length: Math.ceil(entries.length / entitiesAtOnce) }, (_, index) => ({
    [name]: Object.fromEntries(entries.slice(index * entitiesAtOnce, (index + 1) * entitiesAtOnce)),
  }));

/**
 * Validates a large part in pieces. The schema of a section applies to each entity alone, so the result is the same.
 */
function* problemsWithShape(schema: object, part: unknown, judge: Judge): Generator<undefined, readonly Problem[]> {
  if (!isJsonObject(part)) return judge(schema, part);
  const large = Object.entries(part).flatMap(([section, entities]) => {
    const entries = isJsonObject(entities) ? Object.entries(entities) : [];
    return entries.length > maxForAll ? [[section, entries] as const] : [];
  });
  if (large.length === 0) return judge(schema, part);
  const emptied = { ...part, ...Object.fromEntries(large.map(([section]) => [section, {}])) };
  const others = judge(schema, emptied);
  if (others.length > 0) return [...others.slice(0, 1), moreMayFollow];
  for (const piece of large.flatMap(piecesOf)) {
    yield;
    const problems = judge(schema, piece);
    if (problems.length > 0) return [...problems.slice(0, 1), moreMayFollow];
  }
  return [];
}

function within(start: string, { pointer, says }: Problem): Problem {
  return { pointer: start + pointer, says };
}

function problemsWithCast(cast: unknown, known: readonly string[]): readonly Problem[] {
  if (!isJsonObject(cast)) return [{ pointer: '/cast', says: 'must be an object: {"<provider>":{"<role>":"<id>"}}' }];
  const unknown = unknownMembers(Object.keys(cast), known).map((problem) => within('/cast', problem));
  const roles = Object.entries(cast)
    .filter(([provider]) => known.includes(provider))
    .flatMap(([provider, part]) => problemsWithRoles(part, pointerTo('cast', provider)));
  return [...unknown, ...roles];
}

function problemsWithRoles(part: unknown, pointer: string): readonly Problem[] {
  if (!isJsonObject(part)) return [{ pointer, says: 'must be an object: {"<role>":"<id>"}' }];
  return Object.entries(part)
    .filter(([, id]) => typeof id !== 'string')
    .map(([role]) => ({
      pointer: pointer + pointerTo(role),
      says: 'must be a string: the id of the entity with this role',
    }));
}
