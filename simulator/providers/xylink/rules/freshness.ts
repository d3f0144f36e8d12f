import { headerOf } from '../../../core/requests/incoming-request.js';
import { rule } from '../../../core/pipeline/check.js';
import { assumed, corroborated, refusals } from '../evidence.js';
import type { Grant, XylinkContext } from '../model.js';

type Granted = XylinkContext & { readonly grant: Grant | null };

const refusal = refusals.signatureInvalid;
const sent = corroborated(['java-sdk', 'signing-sample-two', 'web-sdk'], 'All of them send and sign both headers.');

const headerIs = (name: string) => ({
  details: ({ request }: Granted) => ({
    expected: `a text in ${name}`,
    received: headerOf(request, name) ?? 'nothing',
  }),
  test: ({ request, grant }: Granted) => grant === null || (headerOf(request, name) ?? '').trim() !== '',
});

export const timestampIsGiven = rule({
  name: 'xylink/timestamp-is-given',
  scenario: 'timestamp-missing',
  refusal,
  evidence: [sent, assumed('The reply without it is unknown.')],
  readings: ['signatureStatus'],
  ...headerIs('x-xy-timestamp'),
});

export const nonceIsGiven = rule({
  name: 'xylink/nonce-is-given',
  scenario: 'nonce-missing',
  refusal,
  evidence: [sent, assumed('The reply without it is unknown.')],
  readings: ['signatureStatus'],
  ...headerIs('x-xy-nonce'),
});

const fiveMinutes = 5 * 60 * 1000;

export const timestampIsNear = rule({
  name: 'xylink/timestamp-is-near',
  scenario: 'timestamp-far-off',
  refusal,
  evidence: [assumed('No window is known; the default option requires none.')],
  readings: ['timestampWindow', 'signatureStatus'],
  details: ({ request, now }: Granted) => ({
    expected: `near ${now}`,
    received: headerOf(request, 'x-xy-timestamp') ?? 'nothing',
  }),
  test({ request, grant, now, readings }: Granted) {
    if (grant === null || readings.timestampWindow === 'any') return true;
    // A text that is not a number is never close.
    return Math.abs(Number(headerOf(request, 'x-xy-timestamp')) - now) <= fiveMinutes;
  },
});

const day = 24 * 60 * 60 * 1000;

export const nonceIsNew = rule({
  name: 'xylink/nonce-is-new',
  scenario: 'nonce-used-again',
  refusal,
  evidence: [assumed('No rule against replays is known; the default option has none.')],
  readings: ['nonces', 'signatureStatus'],
  details: ({ request }: Granted) => ({
    expected: 'a nonce that this client has not used',
    received: headerOf(request, 'x-xy-nonce') ?? 'nothing',
  }),
  test({ request, grant, limit, readings }: Granted) {
    if (grant === null || readings.nonces === 'any') return true;
    const key = `xylink/nonce/${grant.clientId}/${headerOf(request, 'x-xy-nonce') ?? ''}`;
    return limit({ key, max: 1, windowMs: day, windows: 'sliding', countsRefused: false }).passed;
  },
});
