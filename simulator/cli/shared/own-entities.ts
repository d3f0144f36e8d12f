import { type Command, Option } from 'commander';
import { joinMessages, phrase, say } from '../../../contracts/messages.js';
import type { Provider } from '../../core/provider.js';
import { problemWithAdoptToken } from '../../core/requests/adoption.js';
import type { OwnEntity } from '../../core/state/own-entities.js';
import { checkedWorld } from '../../core/state/world-check.js';
import type { World } from '../../core/state/world.js';
import { BadUse } from './flags.js';
import type { Environment } from './io.js';

/** A value on the command line, and its place among all values of these flags. */
interface PlacedValue {
  readonly value: string;
  readonly place: number;
}

/** The values of the flags of the providers, by name. */
export type OwnEntityFlags = Readonly<Record<string, unknown>>;

const flagsOf = (providers: readonly Provider[]) => providers.flatMap(({ ownEntities }) => ownEntities?.flags ?? []);

/** Adds the flags of the providers that add entities of the user's own. */
export function addOwnEntityFlags(command: Command, providers: readonly Provider[]): Command {
  let place = 0;
  const collect = (value: string, before: readonly PlacedValue[] = []): readonly PlacedValue[] => {
    place += 1;
    return [...before, { value, place }];
  };
  for (const { name, value, says } of flagsOf(providers)) {
    command.addOption(new Option(`--${name} <${value}>`, says).argParser(collect));
  }
  return command;
}

/** The variable with the values of a flag, separated by commas or spaces: UNDERSTUDY_ADOPT_TOKEN. */
const variableOf = (flag: string): string => `UNDERSTUDY_${flag.toUpperCase().replaceAll('-', '_')}`;

/** The values of a variable. */
const valuesIn = (text: string | undefined): readonly string[] =>
  (text ?? '').split(/[\s,]+/).filter((value) => value !== '');

/** Adds the flag with tokens of unknown callers. */
export const addAdoptFlag = (command: Command): Command =>
  command.addOption(
    new Option(
      '--adopt-token <token>',
      'add an unknown account or enterprise whose signature is right with this token',
    ).argParser((value, before: readonly string[] | undefined) => [...(before ?? []), value]),
  );

/** The tokens of flag and variable. Throws `BadUse`, which does not show them. */
export function adoptTokensFrom(given: readonly string[] | undefined, env: Environment): readonly string[] {
  const variable = variableOf('adopt-token');
  const tokens = given ?? valuesIn(env[variable]);
  const problem = tokens.map(problemWithAdoptToken).find((each) => each !== undefined);
  if (problem === undefined) return tokens;
  throw new BadUse(say`${given === undefined ? variable : '--adopt-token'} ${phrase(problem)}`);
}

/** The entities that the user names: those of variables first, then those of the command line in their order. */
function ownEntitiesOf(flags: OwnEntityFlags, env: Environment, providers: readonly Provider[]): readonly OwnEntity[] {
  const all = flagsOf(providers).map(({ name }) => ({ name, given: (flags[name] ?? []) as readonly PlacedValue[] }));
  const ofVariables = all
    .filter(({ given }) => given.length === 0)
    .flatMap(({ name }) =>
      valuesIn(env[variableOf(name)]).map((value) => {
        return { flag: name, value, written: variableOf(name), isOrdered: false };
      }),
    );
  const ofFlags = all
    .flatMap(({ name, given }) => given.map(({ value, place }) => ({ name, value, place })))
    .sort((one, other) => one.place - other.place)
    .map(({ name, value }) => ({ flag: name, value, written: `--${name}`, isOrdered: true }));
  return [...ofVariables, ...ofFlags];
}

/** A world with the user's own entities, and these in words without their credentials; empty if there are none. */
interface WorldWithOwn {
  readonly world: World;
  readonly added: readonly string[];
}

/** Adds the entities of flags and variables to a world. Rejects with `BadUse`, which never shows a token. */
export async function withOwnEntities(
  world: World,
  { flags, env }: { readonly flags: OwnEntityFlags; readonly env: Environment },
  providers: readonly Provider[],
): Promise<WorldWithOwn> {
  const given = ownEntitiesOf(flags, env, providers);
  if (given.length === 0) return { world, added: [] };
  const all = providers.reduce<WorldWithOwn>((before, provider) => addOf(provider, before, given), {
    world,
    added: [],
  });
  const { judge } = await import('../../platform/judge.js');
  const checked = checkedWorld(all.world, providers, judge);
  if (checked.ok) return { ...all, world: checked.world };
  const problems = checked.problems.slice(0, 3).map(({ pointer, says }) => say`${pointer} ${phrase(says)}`);
  throw new BadUse(say`the world is not valid with ${all.added.join(', ')}: ${joinMessages(problems)}`);
}

function addOf(
  { name, ownEntities }: Provider,
  { world, added }: WorldWithOwn,
  given: readonly OwnEntity[],
): WorldWithOwn {
  const names = new Set(ownEntities?.flags.map((flag) => flag.name));
  const own = given.filter(({ flag }) => names.has(flag));
  if (ownEntities === undefined || own.length === 0) return { world, added };
  const result = ownEntities.add(world[name] ?? {}, own);
  if (!result.ok) throw new BadUse(say`${result.written} ${phrase(result.says)}`);
  return {
    world: { ...world, [name]: result.part },
    added: [...added, ...result.added.map((each) => `${name} ${each}`)],
  };
}
