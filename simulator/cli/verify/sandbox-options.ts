import type { Command } from 'commander';
import { wholeNumber } from '../numbers.js';

/** Declares which cases a command is about. */
export const takingCases = (command: Command): Command =>
  command
    .option('--provider <name>', 'only the cases of this provider')
    .option('--case <glob...>', 'only cases whose id fits: part of it, or a glob with * and ?');

/** Declares what a command must be told before it asks the real providers. */
export const takingASandbox = (command: Command): Command =>
  command
    .option('--profile <file>', 'for the sandbox: YAML or JSON; the text in UNDERSTUDY_PROFILE unless given')
    .option('--i-own-this-account', 'for the sandbox: yes, book and cancel with the account of the profile')
    .option('--i-own-these-numbers', 'for the sandbox: yes, all phone numbers of the profile are mine and may ring')
    .option(
      '--allow-dialling',
      'for the sandbox: play also the cases that could ring phones or change running meetings',
    )
    .option('--timeout <seconds>', 'how long a request may take; 10 unless given', wholeNumber(1, 600));
