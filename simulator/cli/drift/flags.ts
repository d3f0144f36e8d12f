import { BadUse } from '../shared/flags.js';

/** The flags of `understudy drift`. */
export interface DriftFlags {
  readonly provider?: string;
  readonly case?: readonly string[];
  readonly recording: string;
  /** `none` or `sandbox`. */
  readonly target: string;
  readonly profile?: string;
  readonly iOwnThisAccount?: true;
  readonly iOwnTheseNumbers?: true;
  readonly allowDialling?: true;
  /** Seconds. */
  readonly timeout?: number;
  readonly patch?: string;
  readonly json?: true;
}

const forSandbox = {
  profile: '--profile',
  iOwnThisAccount: '--i-own-this-account',
  iOwnTheseNumbers: '--i-own-these-numbers',
  allowDialling: '--allow-dialling',
  timeout: '--timeout',
} as const satisfies Partial<Record<keyof DriftFlags, string>>;

/** Refuses a target that there is not, and flags that say nothing about the one that is meant. */
export function refuseMisplaced(flags: DriftFlags): void {
  if (flags.target === 'sandbox') return;
  if (flags.target !== 'none') throw new BadUse('--target is none or sandbox');
  for (const [name, written] of Object.entries(forSandbox)) {
    if (flags[name as keyof typeof forSandbox] !== undefined) throw new BadUse(`${written} goes with --target sandbox`);
  }
}
