import { anyOf, say } from '../../../contracts/messages.js';
import { type Command, Option } from 'commander';
import { withTraits } from '../settings/declared.js';
import { BadUse, flagTexts, type Shard, timeLimitFlag } from '../shared/flags.js';
import type { ReadingsFlags } from '../shared/readings-flag.js';

/** The flags of `understudy verify`. */
export interface VerifyFlags extends ReadingsFlags {
  readonly provider?: string;
  readonly case?: readonly string[];
  /** Own case files, in place of the included cases. */
  readonly caseFile?: readonly string[];
  /** A file of stubs for the simulator in this process. */
  readonly stubs?: string;
  /** `simulator`, `recording`, `sandbox`, or the URL of a running simulator. */
  readonly target: string;
  readonly profile?: string;
  readonly iOwnThisAccount?: true;
  readonly iOwnTheseNumbers?: true;
  readonly allowDialling?: true;
  readonly validation?: string;
  readonly recording?: string;
  readonly controlToken?: string;
  /** ms. */
  readonly timeout?: number;
  readonly atOnce?: number;
  readonly shard?: Shard;
  readonly dryRun?: true;
  readonly verbose?: true;
  readonly junit?: string;
  readonly json?: string;
  readonly html?: string;
  readonly color?: boolean;
}

/** Where records of runs against the sandbox are kept. */
export const defaultFolder = 'validation';

/** The kinds of target. */
export type TargetKind = 'simulator' | 'url' | 'recording' | 'sandbox';

/** The kind of target in `--target`; `BadUse` for an invalid one. */
export function targetKind(target: string): TargetKind {
  if (target === 'simulator' || target === 'recording' || target === 'sandbox') return target;
  if (/^https?:\/\/[^/?#@\s]+\/?$/.test(target)) return 'url';
  throw new BadUse(
    say`--target must be simulator, recording, sandbox, or the URL of a running simulator without a path`,
  );
}

/** The flags that need a certain kind of target. */
const onlyFor: Readonly<Record<string, readonly TargetKind[]>> = {
  profile: ['sandbox'],
  iOwnThisAccount: ['sandbox'],
  iOwnTheseNumbers: ['sandbox'],
  allowDialling: ['sandbox'],
  validation: ['sandbox'],
  recording: ['recording'],
  controlToken: ['url'],
  stubs: ['simulator'],
  readings: ['simulator'],
  reading: ['simulator'],
  timeout: ['sandbox', 'url'],
};

/** The names of the flags that have no effect on a target. */
export function misuseOf(target: string): readonly string[] {
  const kind = targetKind(target);
  return Object.entries(onlyFor).flatMap(([name, kinds]) => (kinds.includes(kind) ? [] : [name]));
}

/** Rejects flags that do not apply to the chosen target, which is then probably not the intended one. */
export function refuseMisplaced(flags: VerifyFlags): void {
  const kind = targetKind(flags.target);
  for (const name of misuseOf(flags.target)) {
    if (flags[name as keyof VerifyFlags] === undefined) continue;
    const kinds = onlyFor[name] ?? [];
    const meant = anyOf(kinds.map((each) => `--target ${each === 'url' ? '<url>' : each}`));
    throw new BadUse(say`${flagName(name)} needs ${meant}`);
  }
  if (flags.verbose === true && flags.dryRun !== true) throw new BadUse(say`--verbose needs --dry-run`);
  if (kind === 'sandbox' && (flags.atOnce ?? 1) !== 1) {
    throw new BadUse(say`--at-once must be 1 for the sandbox, which gets one request at a time`);
  }
}

const flagName = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Adds the flags that select cases. */
export const addCaseFlags = (command: Command): Command =>
  command.option('--provider <name>', flagTexts.provider).option('--case <glob...>', flagTexts.case);

/** Adds the flags of cases that the user has written. */
export const addOwnCaseFlags = (command: Command): Command =>
  command.option('--case-file <file...>', flagTexts.caseFile).option('--stubs <file>', flagTexts.stubs);

/** A flag that is given anew for each run. */
const confirmation = (flag: string, text: string): Option => withTraits(new Option(flag, text), { isOnlyFlag: true });

/** Adds the flags that a run against the real providers needs. */
export const addSandboxFlags = (command: Command): Command =>
  command
    .addOption(
      withTraits(
        new Option(
          '--profile <file>',
          'for the sandbox: profile file, YAML or JSON (default: the text in UNDERSTUDY_PROFILE)',
        ),
        { sharedVariable: 'UNDERSTUDY_PROFILE_FILE' },
      ),
    )
    .addOption(
      confirmation(
        '--i-own-this-account',
        'for the sandbox: allow bookings and cancellations with the account of the profile',
      ),
    )
    .addOption(
      confirmation('--i-own-these-numbers', 'for the sandbox: allow calls to the phone numbers of the profile'),
    )
    .addOption(
      confirmation(
        '--allow-dialling',
        'for the sandbox: run the cases that can ring phones or change running meetings',
      ),
    )
    .option('--timeout <duration>', 'time limit of each request (default: PT10S)', timeLimitFlag(600));
