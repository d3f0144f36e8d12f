import { say } from '../../../contracts/messages.js';
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
  /** ms. */
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

/** The names of the flags that have no effect on the chosen target. */
export const misuseOf = ({ target }: DriftFlags): readonly string[] =>
  target === 'sandbox' ? [] : Object.keys(forSandbox);

/** Rejects an unknown target, and flags that do not apply to the chosen one. */
export function refuseMisplaced(flags: DriftFlags): void {
  if (flags.target === 'sandbox') return;
  if (flags.target !== 'none') throw new BadUse(say`--target must be none or sandbox`);
  for (const [name, written] of Object.entries(forSandbox)) {
    if (flags[name as keyof typeof forSandbox] !== undefined) throw new BadUse(say`${written} needs --target sandbox`);
  }
}
