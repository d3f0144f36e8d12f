import type { Command, Option } from 'commander';
import { type Message, phrase, say, table } from '../../contracts/messages.js';
import { applySettings, foundSetting, isGiven, type SettingSources } from './settings/apply.js';
import { type DeclaredCommand, type CommandOption, settingsOf } from './settings/declared.js';
import { BadUse, flagTexts, orThese } from './shared/flags.js';
import { helpParagraphs } from './shared/help.js';
import type { CliIo, CliRun } from './shared/io.js';

const examples = `
An option has the value of its flag, else of its variable, else of the configuration file, else its default. Words after --
are read as a command line.

Examples:
  understudy config serve
  understudy config -- serve --port 4011
  understudy config callbacks check --json
`;

/** `understudy config`: the value of every option, and where it comes from. */
export function addConfig(program: Command, { io, config }: CliRun): void {
  program
    .command('config')
    .description('Print the value of every option, and where it comes from.')
    .argument('[command...]', 'command to print; after --, with flags (default: all commands)')
    .option('--json', flagTexts.json)
    .addHelpText('after', helpParagraphs(io.text, examples))
    .action((words: readonly string[], { json }: { readonly json?: true }) => {
      const sources = { env: io.env, config, cwd: io.cwd };
      const shown = commandsFrom(program, words).map((each) => shownCommand(each, sources));
      const { file } = config;
      io.stdout.write(
        json === undefined
          ? textOf(shown, file, io)
          : `${JSON.stringify({ file: file ?? null, commands: shown }, null, 2)}\n`,
      );
    });
}

/** A command, and the words of the command line that count for it. */
interface ChosenCommand {
  readonly settings: DeclaredCommand;
  readonly words: readonly string[];
}

function commandsFrom(program: Command, words: readonly string[]): readonly ChosenCommand[] {
  const all = settingsOf(program);
  if (words.length === 0)
    return all.filter(({ settings }) => settings.length > 0).map((settings) => ({ settings, words: [] }));
  const asked = all
    .filter(({ path }) => path.length > 0 && path.every((name, index) => words[index] === name))
    .sort((one, other) => other.path.length - one.path.length)[0];
  if (asked === undefined) {
    const names = all.filter(({ path }) => path.length > 0).map(({ path }) => path.join(' '));
    throw new BadUse(say`unknown command "${words[0] ?? ''}"; ${orThese(words[0] ?? '', names)}`);
  }
  return [{ settings: asked, words: words.slice(asked.path.length) }];
}

type SettingOrigin = 'flag' | 'variable' | 'file' | 'default';

/** One option as it is printed: its value as its user wrote it, null without one. */
interface ShownOption {
  readonly option: string;
  readonly key: string;
  readonly value: string | readonly string[] | null;
  readonly source: SettingOrigin;
  /** The variable or the key in the file. */
  readonly from?: string;
}

interface ShownCommand {
  readonly command: string;
  readonly options: readonly ShownOption[];
}

function shownCommand({ settings: declared, words }: ChosenCommand, sources: SettingSources): ShownCommand {
  const { path, command, settings } = declared;
  const given = readFlags(command, words);
  applySettings(declared, sources);
  return {
    command: path.join(' '),
    options: settings.map((setting) =>
      shownOption(setting, isGiven(command, setting) ? given : undefined, { path, sources }),
    ),
  };
}

type GivenTexts = ReadonlyMap<string, readonly string[]>;

/** Reads these words as the flags of a command, and returns their texts by key. */
function readFlags(command: Command, words: readonly string[]): GivenTexts {
  const texts = new Map<string, readonly string[]>();
  const keep = (option: Option) => (text: string | null) => {
    const key = option.attributeName();
    texts.set(key, [...(texts.get(key) ?? []), text ?? String(!option.negate)]);
  };
  for (const option of command.options) command.on(`option:${option.name()}`, keep(option));
  const { unknown } = command.parseOptions([...words]);
  const [flag] = unknown.filter((word) => word.startsWith('-'));
  if (flag !== undefined) throw new BadUse(phrase(`unknown option '${flag.replace(/=.*/, '')}'`));
  return texts;
}

function shownOption(
  setting: CommandOption,
  given: GivenTexts | undefined,
  { path, sources }: { readonly path: readonly string[]; readonly sources: SettingSources },
): ShownOption {
  const { flag, key, usual } = setting;
  const texts = given?.get(key);
  if (texts !== undefined) return { option: flag, key, value: shownValue(setting, texts), source: 'flag' };
  const found = foundSetting(setting, path, sources);
  if (found === undefined) return { option: flag, key, value: usual ?? null, source: 'default' };
  return { option: flag, key, value: shownValue(setting, found.texts), source: found.from, from: found.written };
}

/** What stands for a value that may hold a credential. */
const hidden = '(secret)';

function shownValue({ isSecret, isList }: CommandOption, texts: readonly string[]): string | readonly string[] {
  const shown = texts.map((text) => (isSecret ? hidden : text.replace(/\/\/[^/@]*@/, `//${hidden}@`)));
  return isList ? shown : (shown.at(-1) ?? '');
}

function textOf(shown: readonly ShownCommand[], file: string | undefined, { text }: CliIo): string {
  const title = text(file === undefined ? say`No configuration file.` : say`Configuration file: ${file}`);
  const blocks = shown.map(({ command, options }) => {
    const rows = options.map(({ option, value, source, from }) => [
      `  ${option}`,
      value === null ? '-' : typeof value === 'string' ? value : value.join(', '),
      from ?? text(sourceTexts[source]),
    ]);
    return [command === '' ? text(say`all commands`) : command, ...table(rows)].join('\n');
  });
  return `${[title, ...blocks].join('\n\n')}\n`;
}

const sourceTexts: Readonly<Record<SettingOrigin, Message>> = {
  flag: say`flag`,
  variable: say`variable`,
  file: say`file`,
  default: say`default`,
};
