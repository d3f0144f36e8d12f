import type { Command, Option } from 'commander';

/** What commander does not know of an option. */
export interface OptionTraits {
  /** The option may be repeated, and its value is a list. */
  readonly isList?: true;
  /** Makes the value from texts that are not of the command line; `written` is where they stand. Default: the option's parser. */
  readonly readSetting?: (texts: readonly string[], written: string) => unknown;
  /** The option means something else in other commands: it has no shared variable and key. */
  readonly isLocal?: true;
  /** A confirmation, or a change of the system: nothing but the command line may give it. */
  readonly isOnlyFlag?: true;
  /** The shared variable, if it is not that of the rule. */
  readonly sharedVariable?: string;
  /** A variable of other programs, which counts last. */
  readonly commonVariable?: string;
}

/** Adds traits to an option. */
export const withTraits = (option: Option, traits: OptionTraits): Option => Object.assign(option, traits);

const traitsOf = (option: Option & OptionTraits): OptionTraits => option;

/** The type of a value in a configuration file. */
type SettingKind = 'boolean' | 'integer' | 'size' | 'text';

/** One option of one command, and where it can be set besides the command line. */
export interface CommandOption {
  /** The key in a file: `startAt`. */
  readonly key: string;
  /** `--start-at`. */
  readonly flag: string;
  /** The option that reads its value. */
  readonly option: Option;
  readonly kind: SettingKind;
  readonly isList: boolean;
  readonly choices?: readonly string[];
  /** The value names files, in a configuration file relative to its folder. */
  readonly isPath: boolean;
  /** The value may hold a credential: it is never printed. */
  readonly isSecret: boolean;
  /** `--no-tls`: false is a value, not the absence of one. */
  readonly isNegatable: boolean;
  readonly isOnlyFlag: boolean;
  /** It means the same in all commands that have it, and can be set for all of them at once. */
  readonly isShared: boolean;
  /** The variables, the first that is set counts. */
  readonly variables: readonly Variable[];
  readonly about: string;
  /** The default as a user would write it. */
  readonly usual?: string;
}

interface Variable {
  readonly name: string;
  readonly isShared: boolean;
}

/** A command and its settings; the program itself has an empty path. */
export interface DeclaredCommand {
  /** `['callbacks', 'check']`. */
  readonly path: readonly string[];
  readonly command: Command;
  readonly settings: readonly CommandOption[];
}

/** Every option of every command as data: variables, keys of files, the schema and the documentation follow from it. */
export function settingsOf(program: Command): readonly DeclaredCommand[] {
  const commands = commandsIn(program, []).map(({ path, command }) => ({ path, command, options: optionsOf(command) }));
  const meanings = new Map<string, Set<string>>();
  for (const { first } of commands.flatMap(({ options }) => options)) {
    const key = first.attributeName();
    if (traitsOf(first).isLocal !== true) meanings.set(key, (meanings.get(key) ?? new Set()).add(meaningOf(first)));
  }
  const isShared = (option: Option): boolean =>
    traitsOf(option).isLocal !== true && meanings.get(option.attributeName())?.size === 1;
  return commands.map(({ path, command, options }) => ({
    path,
    command,
    settings: options.map((each) => settingOf(each, { path, isShared: isShared(each.first) })),
  }));
}

interface FoundCommand {
  readonly path: readonly string[];
  readonly command: Command;
}

const commandsIn = (command: Command, path: readonly string[]): readonly FoundCommand[] => [
  { path, command },
  ...command.commands.flatMap((each) => commandsIn(each, [...path, each.name()])),
];

/** `--color` and `--no-color` are one setting. */
interface Options {
  readonly first: Option;
  readonly isNegatable: boolean;
}

function optionsOf(command: Command): readonly Options[] {
  const byKey = new Map<string, Options>();
  for (const option of command.options) {
    const key = option.attributeName();
    if (key === 'version' || key === 'config') continue;
    const before = byKey.get(key);
    byKey.set(key, { first: before?.first ?? option, isNegatable: option.negate || before?.isNegatable === true });
  }
  return [...byKey.values()];
}

/** Two options with the same type and words are the same option; defaults and conditions do not count. */
const meaningOf = (option: Option): string =>
  [
    kindOf(option),
    isListOf(option),
    option.description.replace(/ \(default: .*\)$/, '').replace(/^(?:with|for) [^:]*: /, ''),
  ].join(' ');

const isListOf = (option: Option): boolean => option.variadic || traitsOf(option).isList === true;

/** What stands between the angle brackets: `file`. */
const placeholderOf = ({ flags }: Option): string | undefined => /<([^>.]+)/.exec(flags)?.[1];

function kindOf(option: Option): SettingKind {
  const placeholder = placeholderOf(option);
  if (placeholder === undefined) return 'boolean';
  if (placeholder === 'n') return 'integer';
  return placeholder === 'size' ? 'size' : 'text';
}

const secretShape = /token|secret|password|signature|--sign |--header |--curl |<json>/i;

const variableOf = (words: readonly string[]): string =>
  `UNDERSTUDY_${words
    .join('_')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toUpperCase()}`;

function variablesOf(option: Option, { path, isShared }: OptionPlace): readonly Variable[] {
  const { sharedVariable, commonVariable } = traitsOf(option);
  const key = option.attributeName();
  const own = path.length === 0 ? [] : [{ name: variableOf([...path, key]), isShared: false }];
  const shared = isShared ? [{ name: sharedVariable ?? variableOf([key]), isShared: true }] : [];
  return [...own, ...shared, ...(commonVariable === undefined ? [] : [{ name: commonVariable, isShared: true }])];
}

/** The command of an option, and whether the option means the same elsewhere. */
interface OptionPlace {
  readonly path: readonly string[];
  readonly isShared: boolean;
}

function settingOf({ first: option, isNegatable }: Options, { path, isShared }: OptionPlace): CommandOption {
  const { isOnlyFlag = false } = traitsOf(option);
  const key = option.attributeName();
  const usual = option.defaultValueDescription ?? (option.negate ? 'true' : undefined);
  return {
    key,
    flag: option.long ?? option.flags,
    option,
    kind: kindOf(option),
    isList: isListOf(option),
    ...(option.argChoices !== undefined && { choices: option.argChoices }),
    isPath: ['file', 'dir', 'folder'].includes(placeholderOf(option) ?? ''),
    isSecret: secretShape.test(option.flags),
    isNegatable,
    isOnlyFlag,
    isShared,
    variables: isOnlyFlag ? [] : variablesOf(option, { path, isShared }),
    about: option.description,
    ...(usual !== undefined && { usual }),
  };
}

/** How a list is written in a variable: separated by commas or spaces, header lines by line breaks. */
export const separatorOf = ({ option }: CommandOption): RegExp => (placeholderOf(option) === 'line' ? /\n/ : /[\s,]+/);

export const traitsOfSetting = ({ option }: CommandOption): OptionTraits => traitsOf(option);
