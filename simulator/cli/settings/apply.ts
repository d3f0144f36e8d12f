import { relative, resolve } from 'node:path';
import { type Command, InvalidArgumentError, type Option } from 'commander';
import { say } from '../../../contracts/messages.js';
import { BadUse } from '../shared/flags.js';
import type { Config, Environment } from '../shared/io.js';
import { type DeclaredCommand, separatorOf, type CommandOption, traitsOfSetting } from './declared.js';
import { reasonOf, textsOf, valueInFile } from './file-values.js';

/** Where values come from besides the command line. */
export interface SettingSources {
  readonly env: Environment;
  readonly config: Config;
  /** Paths in a file become relative to this folder. */
  readonly cwd: string;
}

/** A value besides the command line: its texts, and where it stands. */
export interface FoundSetting {
  readonly texts: readonly string[];
  readonly from: 'variable' | 'file';
  /** `UNDERSTUDY_PORT`, or `understudy.config.yaml: commands.serve.port`. */
  readonly written: string;
  /** It is set for all commands, and is ignored where it does not apply. */
  readonly isShared: boolean;
}

/** The value of a setting in variables, then in the file; undefined without one. An empty variable counts as unset. */
export function foundSetting(
  setting: CommandOption,
  path: readonly string[],
  { env, config, cwd }: SettingSources,
): FoundSetting | undefined {
  for (const { name, isShared } of setting.variables) {
    const text = env[name] ?? '';
    if (text.trim() === '') continue;
    const texts = setting.isList ? text.split(separatorOf(setting)).filter((each) => each !== '') : [text];
    return { texts, from: 'variable', written: name, isShared };
  }
  const inFile = valueInFile(config, path, setting);
  if (inFile === undefined) return undefined;
  const { value, at, isShared } = inFile;
  const pathFrom = (file: string): string => relative(cwd, resolve(config.folder ?? cwd, file));
  return { texts: textsOf(value, pathFrom, setting), from: 'file', written: `${config.file ?? ''}: ${at}`, isShared };
}

const sharedSource = 'shared';

/** Sets the options of a command that the command line does not give; throws `BadUse`, which shows no value. */
export function applySettings({ path, command, settings }: DeclaredCommand, sources: SettingSources): void {
  for (const setting of settings) {
    if (isGiven(command, setting)) continue;
    const found = foundSetting(setting, path, sources);
    if (found === undefined) continue;
    const source = found.isShared ? sharedSource : found.from;
    const value = valueOf(setting, found);
    if (value !== undefined) command.setOptionValueWithSource(setting.key, value, source);
  }
}

/** Whether the command line gives this option. */
export const isGiven = (command: Command, { key }: Pick<CommandOption, 'key'>): boolean =>
  command.getOptionValueSource(key) === 'cli';

/**
 * The flags of a command without those that are set for all commands and do not apply here.
 *
 * A flag that the user gives to a command where it has no effect is a mistake; a shared value is not.
 */
export function applicable<Flags extends object>(flags: Flags, command: Command, misplaced: readonly string[]): Flags {
  const dropped = misplaced.filter((name) => command.getOptionValueSource(name) === sharedSource);
  return Object.fromEntries(Object.entries(flags).filter(([name]) => !dropped.includes(name))) as Flags;
}

function valueOf(setting: CommandOption, { texts, written }: FoundSetting): unknown {
  const { readSetting } = traitsOfSetting(setting);
  if (readSetting !== undefined) return readSetting(texts, written);
  if (setting.kind === 'boolean') return booleanOf(setting, texts[0] ?? '', written);
  const values = texts.map((text) => parseText(setting.option, text, { setting, written }));
  return setting.isList ? values : values[0];
}

function booleanOf({ isNegatable }: CommandOption, text: string, written: string): boolean | undefined {
  if (/^(?:true|1)$/i.test(text)) return true;
  // A flag that is not given is undefined.
  if (/^(?:false|0)$/i.test(text)) return isNegatable ? false : undefined;
  throw new BadUse(say`${written} must be true or false`);
}

function parseText(
  { parseArg, variadic }: Option,
  text: string,
  { setting, written }: { readonly setting: CommandOption; readonly written: string },
): unknown {
  if (parseArg === undefined) return text;
  try {
    const value = (parseArg as (text: string, before: undefined) => unknown)(text, undefined);
    // The parser of a list makes one of each text.
    return variadic && Array.isArray(value) ? (value as readonly unknown[])[0] : value;
  } catch (error) {
    if (!(error instanceof InvalidArgumentError || error instanceof BadUse)) throw error;
    throw new BadUse(say`${written}, for ${setting.flag}, is invalid. ${reasonOf(error)}`);
  }
}
