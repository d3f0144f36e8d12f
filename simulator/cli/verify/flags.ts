import type { Command } from 'commander';
import { BadUse, wholeNumber } from '../shared/flags.js';

/** The flags of `understudy verify`. */
export interface VerifyFlags {
  readonly provider?: string;
  readonly case?: readonly string[];
  /** `simulator`, `recording`, `sandbox`, or the URL of a running simulator. */
  readonly target: string;
  readonly profile?: string;
  readonly iOwnThisAccount?: true;
  readonly iOwnTheseNumbers?: true;
  readonly allowDialling?: true;
  readonly validation?: string;
  readonly recording?: string;
  readonly controlToken?: string;
  /** Seconds. */
  readonly timeout?: number;
  readonly atOnce?: number;
  readonly dryRun?: true;
  readonly verbose?: true;
  readonly junit?: string;
  readonly json?: string;
  readonly html?: string;
  readonly color?: boolean;
}

/** What kind of target a text names. */
export type TargetKind = 'simulator' | 'url' | 'recording' | 'sandbox';

/** The kind of target that `--target` names; `BadUse` for none. */
export function targetKind(target: string): TargetKind {
  if (target === 'simulator' || target === 'recording' || target === 'sandbox') return target;
  if (/^https?:\/\/[^/?#@\s]+\/?$/.test(target)) return 'url';
  throw new BadUse('--target is simulator, recording, sandbox, or the URL of a running simulator without a path');
}

/** The flags that are about one kind of target. */
const onlyFor: Readonly<Record<string, readonly TargetKind[]>> = {
  profile: ['sandbox'],
  iOwnThisAccount: ['sandbox'],
  iOwnTheseNumbers: ['sandbox'],
  allowDialling: ['sandbox'],
  validation: ['sandbox'],
  recording: ['recording'],
  controlToken: ['url'],
  timeout: ['sandbox', 'url'],
};

/** Refuses flags that say nothing about the chosen target: whoever gave them means another. */
export function refuseMisplaced(flags: VerifyFlags): void {
  const kind = targetKind(flags.target);
  for (const [name, kinds] of Object.entries(onlyFor)) {
    if (flags[name as keyof VerifyFlags] === undefined || kinds.includes(kind)) continue;
    const meant = kinds.map((each) => `--target ${each === 'url' ? '<url>' : each}`).join(' or ');
    throw new BadUse(`${written(name)} goes with ${meant}`);
  }
  if (flags.verbose === true && flags.dryRun !== true) throw new BadUse('--verbose goes with --dry-run');
  if (kind === 'sandbox' && (flags.atOnce ?? 1) !== 1) {
    throw new BadUse('--at-once must be 1 for the sandbox: it is asked one request at a time');
  }
}

const written = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

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
