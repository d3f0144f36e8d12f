import { type Command, Option } from 'commander';
import { joinMessages, phrase, say } from '../../../contracts/messages.js';
import type { Provider } from '../../core/provider.js';
import { problemWithAdoptToken } from '../../core/requests/adoption.js';
import type { OwnEntity } from '../../core/state/own-entities.js';
import { checkedWorld } from '../../core/state/world-check.js';
import type { World } from '../../core/state/world.js';
import { BadUse } from './flags.js';
import { withTraits } from '../settings/declared.js';

/** A value, and where it stands. */
interface WrittenValue {
  readonly value: string;
  /** `--account`, or `UNDERSTUDY_ACCOUNT`. */
  readonly written: string;
  /** Its place among all values of these flags on the command line. */
  readonly place?: number;
}

const valuesAt = (values: readonly string[], written: string): readonly WrittenValue[] =>
  values.map((value) => ({ value, written }));

/** The values of the flags of the providers, by name. */
export type OwnEntityFlags = Readonly<Record<string, unknown>>;

const flagsOf = (providers: readonly Provider[]) => providers.flatMap(({ ownEntities }) => ownEntities?.flags ?? []);

/** Adds the flags of the providers that add entities of the user's own. */
export function addOwnEntityFlags(command: Command, providers: readonly Provider[]): Command {
  let place = 0;
  for (const { name, value, says } of flagsOf(providers)) {
    const collect = (text: string, before: readonly WrittenValue[] = []): readonly WrittenValue[] => {
      place += 1;
      return [...before, { value: text, written: `--${name}`, place }];
    };
    const option = new Option(`--${name} <${value}>`, says).argParser(collect);
    command.addOption(withTraits(option, { isList: true, readSetting: valuesAt }));
  }
  return command;
}

const adoptFlag = '--adopt-token';

/** Tokens of unknown callers. */
export type AdoptTokens = readonly WrittenValue[];

/** Adds the flag with tokens of unknown callers. */
export function addAdoptFlag(command: Command): Command {
  const option = new Option(
    `${adoptFlag} <token>`,
    'add an unknown account or enterprise whose signature is right with this token',
  ).argParser((value, before: AdoptTokens | undefined) => [...(before ?? []), { value, written: adoptFlag }]);
  return command.addOption(withTraits(option, { isList: true, readSetting: valuesAt }));
}

/** The tokens themselves. Throws `BadUse`, which does not show them. */
export function adoptTokensFrom(given: AdoptTokens = []): readonly string[] {
  for (const { value, written } of given) {
    const problem = problemWithAdoptToken(value);
    if (problem !== undefined) throw new BadUse(say`${written} ${phrase(problem)}`);
  }
  return given.map(({ value }) => value);
}

/** The entities that the user names: those of variables and files first, then those of the command line in their order. */
const ownEntitiesOf = (flags: OwnEntityFlags, providers: readonly Provider[]): readonly OwnEntity[] =>
  flagsOf(providers)
    .flatMap(({ name }) => ((flags[name] ?? []) as readonly WrittenValue[]).map((each) => ({ name, ...each })))
    .sort((one, other) => (one.place ?? 0) - (other.place ?? 0))
    .map(({ name, value, written, place }) => ({ flag: name, value, written, isOrdered: place !== undefined }));

/** A world with the user's own entities, and these in words without their credentials; empty if there are none. */
interface WorldWithOwn {
  readonly world: World;
  readonly added: readonly string[];
}

/** Adds the entities of flags to a world. Rejects with `BadUse`, which never shows a token. */
export async function withOwnEntities(
  world: World,
  flags: OwnEntityFlags,
  providers: readonly Provider[],
): Promise<WorldWithOwn> {
  const given = ownEntitiesOf(flags, providers);
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
