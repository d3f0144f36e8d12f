import { english, say, type Render } from '../../contracts/messages.js';
import type { Command } from 'commander';
import type { CommandOf } from '../error-catalogue/rows.js';
import { providers } from '../providers/index.js';
import { applicable } from './settings/apply.js';
import { addressFlag, BadUse, defaultAddress, flagTexts, instantFlag, chooseProviders } from './shared/flags.js';
import { helpParagraphs } from './shared/help.js';
import type { CliIo, CliRun, Io } from './shared/io.js';
import { curlLine, signLine } from './shared/sign-line.js';
import { worldFrom } from './shared/world-file.js';

interface ErrorsFlags {
  readonly live?: true;
  readonly url?: string;
  readonly world?: string;
  readonly startAt?: number;
}

const examples = `
Examples:
  understudy errors
  understudy errors ytx
  understudy errors --live
`;

/** `understudy errors`: every error, and how to produce it. */
export function addErrors(program: Command, { io }: CliRun): void {
  program
    .command('errors')
    .description('Print every error, and how to produce it.')
    .argument('[provider]', flagTexts.provider)
    .option('--live', 'print signed curl commands')
    .option('--url <address>', `with --live: ${flagTexts.url}`, addressFlag)
    .option('--start-at <instant>', `with --live: ${flagTexts.startAt}`, instantFlag)
    .option('--world <file>', `with --live: ${flagTexts.world}`)
    .addHelpText('after', helpParagraphs(io.text, examples))
    .action(async (name: string | undefined, all: ErrorsFlags, self: Command) => {
      const flags = applicable(all, self, all.live === undefined ? ['url', 'world', 'startAt'] : []);
      io.stdout.write(
        await (flags.live === undefined ? errorPage(name, flags, io.text) : liveErrorPage(name, flags, io)),
      );
    });
}

/** The error catalogue as in `docs/errors.md` (default: of all providers). */
export async function errorPage(
  name?: string,
  { url, world, startAt }: ErrorsFlags = {},
  text: Render = english,
): Promise<string> {
  if (url !== undefined || world !== undefined || startAt !== undefined) {
    throw new BadUse(say`--url, --start-at and --world need --live`);
  }
  return errors(name, signLine, text);
}

/** The same with curl commands, signed for the cast of a world. */
export async function liveErrorPage(
  name: string | undefined,
  { url, world: file, startAt }: ErrorsFlags,
  { cwd, clock, text = english }: Pick<Io, 'cwd' | 'clock'> & Partial<Pick<CliIo, 'text'>>,
): Promise<string> {
  const { startingWorld, createSimulator } = await import('../simulator.js');
  const world = file === undefined ? startingWorld : await worldFrom(file, providers, cwd);
  const space = createSimulator({ world }).spaces.getOrCreate(undefined);
  const signing = { space, now: startAt ?? clock.now(), url: url ?? defaultAddress };
  return errors(name, (place) => curlLine(place, signing), text);
}

async function errors(name: string | undefined, written: CommandOf, text: Render): Promise<string> {
  const { errorCatalogue } = await import('../error-catalogue/markdown.js');
  return errorCatalogue(chooseProviders(name, providers), written, text);
}
