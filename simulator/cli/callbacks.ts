import { type Command, Option } from 'commander';
import { spellingNames } from '../receiver-check/spelling.js';
import { callbackAllowFlag, callbackTimeoutFlag, flagTexts, flagWithDefault } from './shared/flags.js';
import type { CheckFlags } from './callbacks/flags.js';
import { helpParagraphs } from './shared/help.js';
import type { CliRun } from './shared/io.js';

const help = `
Requests go to this machine only; --callback-allow adds hosts.

Exit code: 0 every probe passed, 1 a probe failed, 2 invalid use, or the receiver is not allowed, 3 the receiver does not
accept connections.
`;

const examples = `
Examples:
  understudy callbacks check http://127.0.0.1:3000/callbacks --provider ytx
  understudy callbacks check http://127.0.0.1:3000/callbacks --case '*at once*' --junit callbacks.xml
  understudy callbacks check http://127.0.0.1:3000/callbacks --list
`;

/** `understudy callbacks`: commands about receivers of callbacks. */
export function addCallbacks(program: Command, { io, exitWith }: CliRun): void {
  const command = program
    .command('callbacks')
    .description('Test receivers of callbacks.')
    .addHelpText('after', helpParagraphs(io.text, examples));
  command
    .command('check')
    .description('Send your receiver the requests that commonly break receivers, and report the result.')
    .argument('[url]', 'URL of the receiver, http or https; not needed with --list')
    .option('--provider <name>', flagTexts.provider)
    .option('--event <name...>', 'send these events only')
    .option('--case <glob...>', flagTexts.case)
    .option('--list', flagTexts.list)
    .addOption(callbackAllowFlag())
    .addOption(callbackTimeoutFlag())
    .addOption(flagWithDefault('--seed <text>', flagTexts.seed, { value: 'understudy' }))
    .addOption(
      new Option('--spelling <name>', 'spelling of the order number in YTX callbacks')
        .choices(spellingNames)
        .default('both', 'both'),
    )
    .option('--junit <file>', flagTexts.junit)
    .option('--json <file>', flagTexts.jsonFile)
    .option('--color', flagTexts.color)
    .option('--no-color', flagTexts.noColor)
    .addHelpText('after', helpParagraphs(io.text, `${help}${examples}`))
    .action(async (url: string | undefined, flags: CheckFlags) => {
      const { check } = await import('./callbacks/check.js');
      exitWith(await check(url, flags, io));
    });
}
