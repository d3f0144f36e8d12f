import type { Provider } from '../core/provider.js';
import type { Space } from '../core/state/space.js';
import { formatInstant } from '../http/control/instants.js';
import { signedByHand, standardFlags } from './by-hand.js';
import { type Called, calledAs } from './called-as.js';
import { word } from './shell.js';

/** What a command that tries the server out must know of how it was started. */
export interface Started {
  readonly url: string;
  readonly world?: string;
  readonly startAt?: number;
}

/** A shell command that a provider accepts as things stand: same cast, same clock; undefined when there is none. */
export function attemptAt(
  { url, world, startAt }: Started,
  { providers, spaces }: { readonly providers: readonly Provider[]; readonly spaces: { of(name: undefined): Space } },
  called: Called,
): string | undefined {
  const now = startAt ?? 0;
  const signable = providers.find(
    (each) => typeof signedByHand(each, spaces.of(undefined), { flags: standardFlags(each), now }) !== 'string',
  );
  if (signable === undefined) return undefined;
  return [
    `${calledAs(called)} sign ${signable.name} --url ${word(url)}`,
    ...(world === undefined ? [] : [`--world ${word(world)}`]),
    ...(startAt === undefined ? [] : [`--at ${formatInstant(startAt)}`]),
    '--curl | sh',
  ].join(' ');
}
