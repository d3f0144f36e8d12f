import { isJsonObject, type JsonObject } from '../../../contracts/json.js';
import { anyOf, joinMessages, type Message, phrase, say } from '../../../contracts/messages.js';
import { nearestNames } from '../../core/scenarios/scenario-names.js';
import { BadUse } from '../shared/flags.js';
import type { Config } from '../shared/io.js';
import type { DeclaredCommand, CommandOption } from './declared.js';

/** Where a command's own keys stand: `['commands', 'callbacks', 'check']`. */
const sectionOf = (path: readonly string[]): readonly string[] => ['commands', ...path];

/** The value of a setting in a file, and its key from the top: that of the command's own section before a shared one. */
export function valueInFile(
  { values }: Config,
  path: readonly string[],
  { key, isShared, isOnlyFlag }: CommandOption,
): { readonly value: unknown; readonly at: string; readonly isShared: boolean } | undefined {
  if (isOnlyFlag) return undefined;
  const section = path.length === 0 ? undefined : sectionOf(path).reduce(memberOf, values);
  const own = memberOf(section, key);
  if (own !== undefined) return { value: own, at: [...sectionOf(path), key].join('.'), isShared: false };
  const shared = isShared ? memberOf(values, key) : undefined;
  return shared === undefined ? undefined : { value: shared, at: key, isShared: true };
}

const memberOf = (value: unknown, name: string): unknown =>
  isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Throws `BadUse` for unknown keys and wrong types anywhere in the file; it never repeats a value, which may be a secret. */
export function refuseInvalid({ file = '', values }: Config, declared: readonly DeclaredCommand[]): void {
  const problems = [...problemsAtTop(values, declared), ...problemsInSections(values, declared)];
  if (problems.length === 0) return;
  const more = problems.length - maxNamed;
  const shown = problems.slice(0, maxNamed);
  throw new BadUse(say`${file}: ${joinMessages(more > 0 ? [...shown, say`and ${more} more mistakes`] : shown)}`);
}

const maxNamed = 10;

function problemsAtTop(values: JsonObject, declared: readonly DeclaredCommand[]): readonly Message[] {
  const all = declared.flatMap(({ path, settings }) => settings.map((setting) => ({ path, setting })));
  const shared = new Map(
    all.filter(({ setting }) => isSettable(setting) && setting.isShared).map(({ setting }) => [setting.key, setting]),
  );
  return Object.entries(values).flatMap(([key, value]) => {
    if (key === '$schema' || key === 'commands') return [];
    const setting = shared.get(key);
    if (setting !== undefined) return problemsWith(setting, value, key);
    const homes = all
      .filter(({ setting: each }) => each.key === key && isSettable(each))
      .map(({ path }) => [...sectionOf(path), key].join('.'));
    if (homes.length > 0) return [say`${key} means something else in each command; write ${anyOf(homes)}`];
    return [unknownKey(key, key, { names: [...shared.keys(), 'commands'], all })];
  });
}

const isSettable = ({ isOnlyFlag }: CommandOption): boolean => !isOnlyFlag;

function problemsInSections({ commands }: JsonObject, declared: readonly DeclaredCommand[]): readonly Message[] {
  if (commands === undefined) return [];
  return problemsInSection(commands, [], declared);
}

function problemsInSection(
  section: unknown,
  path: readonly string[],
  declared: readonly DeclaredCommand[],
): readonly Message[] {
  const at = sectionOf(path).join('.');
  if (!isJsonObject(section)) return [say`${at} must be an object`];
  const own = path.length === 0 ? [] : (declared.find((each) => isSame(each.path, path))?.settings ?? []);
  const settings = new Map(own.filter(isSettable).map((each) => [each.key, each]));
  const children = declared.flatMap((each) =>
    each.path.length === path.length + 1 && isSame(each.path.slice(0, -1), path) ? [each.path] : [],
  );
  return Object.entries(section).flatMap(([key, value]) => {
    const setting = settings.get(key);
    if (setting !== undefined) return problemsWith(setting, value, `${at}.${key}`);
    const child = children.find((each) => each.at(-1) === key);
    if (child !== undefined) return problemsInSection(value, child, declared);
    const names = [...settings.keys(), ...children.map((each) => each.at(-1) ?? '')];
    return [unknownKey(key, `${at}.${key}`, { names, all: own.map((each) => ({ setting: each })) })];
  });
}

const isSame = (one: readonly string[], other: readonly string[]): boolean => one.join(' ') === other.join(' ');

interface KnownKeys {
  readonly names: readonly string[];
  readonly all: readonly { readonly setting: CommandOption }[];
}

function unknownKey(key: string, at: string, { names, all }: KnownKeys): Message {
  const onlyFlag = all.find(({ setting }) => setting.isOnlyFlag && setting.key === key);
  if (onlyFlag !== undefined)
    return say`${at} cannot be set in a file: pass ${onlyFlag.setting.flag} on the command line`;
  const near = nearestNames(key, names);
  return near.length === 0
    ? say`unknown key ${at}; \`understudy config\` lists the keys`
    : say`unknown key ${at}; did you mean ${anyOf(near)}?`;
}

function problemsWith(setting: CommandOption, value: unknown, at: string): readonly Message[] {
  const { isList } = setting;
  const each = isList && Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (each.every((one) => isOfKind(setting, one))) return [];
  const hint = each.some((one) => typeof one === 'number') && setting.kind === 'text';
  const problem = say`${at} must be ${expectedText(setting)}`;
  return [hint ? say`${problem}; put the number in quotes` : problem];
}

function isOfKind({ kind, choices }: CommandOption, value: unknown): boolean {
  if (kind === 'boolean') return typeof value === 'boolean';
  const isNumber = kind !== 'text' && Number.isInteger(value);
  const isText = kind !== 'integer' && typeof value === 'string';
  return isNumber || (isText && (choices?.includes(value) ?? true));
}

const kindTexts: Readonly<Record<CommandOption['kind'], Message>> = {
  boolean: say`true or false`,
  integer: say`an integer`,
  size: say`an integer or a string such as "512mb"`,
  text: say`a string`,
};

function expectedText({ kind, isList, choices }: CommandOption): Message {
  const one = choices === undefined ? kindTexts[kind] : anyOf(choices);
  return isList ? say`${one}, or a list of such values` : one;
}

/** The texts of a value in a file, as flags would have them; paths start from the working folder. */
export const textsOf = (
  value: unknown,
  pathFrom: (path: string) => string,
  { isPath }: CommandOption,
): readonly string[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map((each) =>
    isPath && each !== '-' ? pathFrom(String(each)) : String(each),
  );

/** A text in a message that a library wrote. */
export const reasonOf = (error: Error): Message => (error instanceof BadUse ? error.says : phrase(error.message));
