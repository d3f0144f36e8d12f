import type { Command } from 'commander';
import type { Written } from '../error-catalogue/rows.js';
import { providers } from '../providers/index.js';
import { addressFlag, BadUse, instantFlag, providersMeant, defaultAddress } from './shared/flags.js';
import type { CliRun, Io } from './shared/io.js';
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

/** `understudy errors`: everything that can go wrong, and how to bring it about. */
export function addErrors(program: Command, { io }: CliRun): void {
  program
    .command('errors')
    .description('print everything that can go wrong, and how to bring it about')
    .argument('[provider]', 'only what is of this provider')
    .option('--live', 'print signed curl commands in place of the lines that sign them')
    .option(
      '--url <address>',
      'with --live: where the simulator listens; http://127.0.0.1:4010 unless given',
      addressFlag,
    )
    .option(
      '--start-at <instant>',
      'with --live: sign as of this instant, ISO 8601 with offset; now unless given',
      instantFlag,
    )
    .option('--world <file>', 'with --live: take the cast from this world instead of the included one')
    .addHelpText('after', examples)
    .action(async (name: string | undefined, flags: ErrorsFlags) => {
      io.stdout.write(await (flags.live === undefined ? writtenErrors(name, flags) : liveErrors(name, flags, io)));
    });
}

/** The error catalogue as `docs/errors.md` has it; of all providers unless one is named. */
export async function writtenErrors(name?: string, { url, world, startAt }: ErrorsFlags = {}): Promise<string> {
  if (url !== undefined || world !== undefined || startAt !== undefined) {
    throw new BadUse('--url, --start-at and --world go with --live');
  }
  return errors(name, signLine);
}

/** The same with curl commands, signed for the cast of a world. */
export async function liveErrors(
  name: string | undefined,
  { url, world: file, startAt }: ErrorsFlags,
  { cwd, clock }: Pick<Io, 'cwd' | 'clock'>,
): Promise<string> {
  const { startingWorld, createSimulator } = await import('../index.js');
  const world = file === undefined ? startingWorld : await worldFrom(file, providers, cwd);
  const space = createSimulator({ world }).spaces.of(undefined);
  const signing = { space, now: startAt ?? clock.now(), url: url ?? defaultAddress };
  return errors(name, (place) => curlLine(place, signing));
}

async function errors(name: string | undefined, written: Written): Promise<string> {
  const { errorCatalogue } = await import('../error-catalogue/markdown.js');
  return errorCatalogue(providersMeant(name, providers), written);
}
