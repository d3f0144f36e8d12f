import { headerOf } from '../../../core/requests/incoming-request.js';
import { rule } from '../../../core/pipeline/check.js';
import { assumed, corroborated, refusals } from '../evidence.js';
import type { Grant, XylinkArriving } from '../model.js';

type Granted = XylinkArriving & { readonly grant: Grant | null };

const refusal = refusals.signatureInvalid;
const sent = corroborated(['java-sdk', 'signing-sample-two', 'web-sdk'], 'All of them send and sign both headers.');

const headerIs = (name: string) => ({
  shows: ({ arrival }: Granted) => ({ expected: `a text in ${name}`, received: headerOf(arrival, name) ?? 'nothing' }),
  holds: ({ arrival, grant }: Granted) => grant === null || (headerOf(arrival, name) ?? '').trim() !== '',
});

export const timestampIsGiven = rule({
  name: 'xylink/timestamp-is-given',
  failsAs: 'timestamp-missing',
  refusal,
  because: [sent, assumed('What is answered without it is not known.')],
  ...headerIs('x-xy-timestamp'),
});

export const nonceIsGiven = rule({
  name: 'xylink/nonce-is-given',
  failsAs: 'nonce-missing',
  refusal,
  because: [sent, assumed('What is answered without it is not known.')],
  ...headerIs('x-xy-nonce'),
});

const fiveMinutes = 5 * 60 * 1000;

export const timestampIsNear = rule({
  name: 'xylink/timestamp-is-near',
  failsAs: 'timestamp-far-off',
  refusal,
  because: [assumed('No window is known; unless a reading says so, none is asked for.')],
  readings: ['timestampWindow'],
  shows: ({ arrival, now }: Granted) => ({
    expected: `near ${now}`,
    received: headerOf(arrival, 'x-xy-timestamp') ?? 'nothing',
  }),
  holds({ arrival, grant, now, readings }: Granted) {
    if (grant === null || readings.timestampWindow === 'any') return true;
    // What is no number is near to nothing.
    return Math.abs(Number(headerOf(arrival, 'x-xy-timestamp')) - now) <= fiveMinutes;
  },
});

const day = 24 * 60 * 60 * 1000;

export const nonceIsNew = rule({
  name: 'xylink/nonce-is-new',
  failsAs: 'nonce-used-again',
  refusal,
  because: [assumed('No rule against replays is known; unless a reading says so, there is none.')],
  readings: ['nonces'],
  shows: ({ arrival }: Granted) => ({
    expected: 'a nonce that this client has not used',
    received: headerOf(arrival, 'x-xy-nonce') ?? 'nothing',
  }),
  holds({ arrival, grant, limit, readings }: Granted) {
    if (grant === null || readings.nonces === 'any') return true;
    const key = `xylink/nonce/${grant.clientId}/${headerOf(arrival, 'x-xy-nonce') ?? ''}`;
    return limit({ key, most: 1, windowMs: day, windows: 'sliding', countsRefused: false }).passed;
  },
});
