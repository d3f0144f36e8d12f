import { phrase, say } from '../../../contracts/messages.js';
import { globOf } from '../../../contracts/suite/run/plan.js';
import type { Provider } from '../../core/provider.js';
import { type Allowance, allowanceFrom } from '../../http/callbacks/receiver-guard.js';
import { planFor, type Planned, setFor } from '../../receiver-check/plan.js';
import { BadUse, orThese, chooseProviders } from '../shared/flags.js';

/** The flags of `understudy callbacks check`. */
export interface CheckFlags {
  readonly provider?: string;
  readonly event?: readonly string[];
  readonly case?: readonly string[];
  readonly callbackAllow: readonly string[];
  /** ms. */
  readonly callbackTimeout: number;
  readonly seed: string;
  readonly spelling: string;
  readonly list?: true;
  readonly junit?: string;
  readonly json?: string;
  readonly color?: boolean;
}

/** The URL of the receiver, normalised by `URL`; `BadUse` for an invalid one. */
export function receiverFrom(text = ''): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new BadUse(say`the receiver must be an http or https URL, such as http://127.0.0.1:3000/callbacks`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new BadUse(say`the receiver must be a URL without user and password: providers send none`);
  }
  if (url.hash !== '' || text.includes('#')) throw new BadUse(say`the receiver must be a URL without a fragment (#)`);
  return url.href;
}

/** The hosts that may be reached; `BadUse` for an invalid entry. */
export function allowanceOf({ callbackAllow }: CheckFlags): Allowance {
  const read = allowanceFrom(callbackAllow);
  if (read.ok) return read.value;
  throw new BadUse(say`--callback-allow: ${phrase(read.says)}`);
}

/** The probes that the flags select; `BadUse` for unknown names, and when no probe matches. */
export function chosenProbes(
  { provider, event, case: globs }: Pick<CheckFlags, 'provider' | 'event' | 'case'>,
  providers: readonly Provider[],
): readonly Planned[] {
  const meant = chooseProviders(provider, providers).filter((each) => setFor(each) !== undefined);
  if (meant.length === 0)
    throw new BadUse(say`provider ${provider ?? 'unknown'} sends no callbacks; choose another one with --provider`);
  refuseUnknown(event ?? [], meant);
  const shapes = globs?.map(globOf);
  const isMeant = (id: string): boolean => shapes === undefined || shapes.some((isOne) => isOne(id));
  const plan = planFor(meant, { events: event, isMeant });
  if (plan.length > 0) return plan;
  throw new BadUse(say`no probe matches --case; --list prints all names; use part of a name or a glob such as *once*`);
}

function refuseUnknown(events: readonly string[], providers: readonly Provider[]): void {
  const known = providers.flatMap(({ callbacks }) => Object.keys(callbacks?.events ?? {}));
  const unknown = events.find((event) => !known.includes(event));
  if (unknown !== undefined) throw new BadUse(say`unknown event "${unknown}"; ${orThese(unknown, known)}`);
}
