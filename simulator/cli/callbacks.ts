import { type Command, Option } from 'commander';
import { spellingNames } from '../receiver-check/spelling.js';
import { timeLimitFlag } from './shared/flags.js';
import type { CheckFlags } from './callbacks/flags.js';
import type { CliRun } from './shared/io.js';

const help = `
Nothing is sent to anybody but this machine, unless --callback-allow names who else may be reached.

Exit code: 0 the receiver bears everything, 1 it does not, 2 wrong use, or the receiver may not be reached, 3 nobody
listens there, or not any more.
`;

const examples = `
Examples:
  understudy callbacks check http://127.0.0.1:3000/callbacks --provider ytx
  understudy callbacks check http://127.0.0.1:3000/callbacks --case '*at once*' --junit callbacks.xml
  understudy callbacks check http://127.0.0.1:3000/callbacks --list
`;

/** `understudy callbacks`: what is about the receivers of callbacks. */
export function addCallbacks(program: Command, { io, exitWith }: CliRun): void {
  const command = program
    .command('callbacks')
    .description("try out receivers of the providers' callbacks")
    .addHelpText('after', examples);
  command
    .command('check')
    .description('play at a receiver what providers send, and may send, and say what it does not bear')
    .argument('[url]', 'the receiver, http or https; only --list does without')
    .option('--provider <name>', 'only what this provider sends')
    .option('--event <name...>', 'only notices of these events')
    .option('--case <glob...>', 'only probes whose name fits: part of it, or a glob with * and ?')
    .option('--list', 'print the probes and send nothing')
    .option('--callback-allow <host...>', 'names, addresses, blocks (10.0.0.0/8) that may be reached too', [])
    .addOption(
      new Option('--callback-timeout <duration>', 'how long the receiver has to answer, at most PT60S')
        .default(2000, 'PT2S')
        .argParser(timeLimitFlag(60)),
    )
    .option(
      '--seed <text>',
      'what all ids follow from; another seed sends what the receiver has not seen yet',
      'understudy',
    )
    .addOption(
      new Option('--spelling <name>', 'how YTX spells the order number, where a probe is not about that')
        .choices(spellingNames)
        .default('both'),
    )
    .option('--junit <file>', 'write a JUnit XML report')
    .option('--json <file>', 'write a JSON report')
    .option('--color', 'in colors; on a terminal unless NO_COLOR is set')
    .option('--no-color', 'without colors')
    .addHelpText('after', `${help}${examples}`)
    .action(async (url: string | undefined, flags: CheckFlags) => {
      const { check } = await import('./callbacks/check.js');
      exitWith(await check(url, flags, io));
    });
}
