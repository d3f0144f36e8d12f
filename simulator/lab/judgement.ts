import type { Receipt } from '../core/callbacks/transport.js';
import { standardReadings } from '../core/pipeline/reading.js';
import type { Planned } from './planned.js';
import advice from './sets/advice.json' with { type: 'json' };

/** What was wrong with a reply, and what to do about it. */
export interface Trouble {
  readonly says: string;
  readonly advice: string | undefined;
}

/** What is wrong with how a notice was taken; undefined when it was accepted, as the provider sees it by the standard. */
export function troubleWith(receipt: Receipt, { provider }: Pick<Planned, 'provider'>): Trouble | undefined {
  if (receipt.outcome !== 'answered') return { says: inWords(receipt), advice: adviceOn(receipt.outcome) };
  const { status } = receipt.reply;
  if (provider.callbacks?.accepts(receipt.reply, standardReadings(provider.readings)) === true) return undefined;
  return { says: `it was answered with ${status}, and only 200 to 299 means accepted`, advice: adviceOnStatus(status) };
}

/** What is wrong with how something was taken that no provider sends; any answer below 500 will do. */
export function distressAt(receipt: Receipt): Trouble | undefined {
  if (receipt.outcome !== 'answered') return { says: inWords(receipt), advice: undefined };
  const { status } = receipt.reply;
  return status < 500
    ? undefined
    : { says: `it was answered with ${status}, as if the receiver was out of order`, advice: undefined };
}

function inWords(receipt: Exclude<Receipt, { readonly outcome: 'answered' }>): string {
  return receipt.outcome === 'timed-out' ? 'no whole answer came in time' : receipt.says;
}

const known: Readonly<Record<string, string>> = advice;

const adviceOn = (key: string): string | undefined => known[key];

const adviceOnStatus = (status: number): string | undefined =>
  known[String(status)] ?? known[`${Math.floor(status / 100)}xx`];
