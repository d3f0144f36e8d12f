import { describe, expect, test } from '@jest/globals';
import type { CallbackEvent } from '../../simulator/core/callbacks/event.js';
import { defaultOptions } from '../../simulator/core/pipeline/reading.js';
import { callbackReadings } from '../../simulator/providers/ytx/callbacks/readings.js';
import { readings } from '../../simulator/providers/ytx/readings.js';
import { ytx } from '../../simulator/providers/ytx/index.js';
import { minute, mobile, noon, second } from './caller.js';
import { withCallbackId, madeIn, parties, problemsWith, recordsIn, spaceWith, statesIn } from './meeting-events.js';

const defaults = defaultOptions(readings);
const fields = { parties: parties(mobile) };
const eventsWith = (reading: string, option: string): readonly CallbackEvent[] =>
  madeIn(spaceWith({}, { [reading]: option }), { fields }).events;

const repliesThat = [
  ['200 and nothing', 200, ''],
  ['200 ok', 200, 'ok'],
  ['200 "ok"', 200, '"ok"'],
  ['200 ok and a line feed', 200, 'ok\n'],
  ['200 OK in capitals', 200, 'OK'],
  ['200 and a JSON object', 200, '{"code":"ok"}'],
  ['204', 204, ''],
  ['299 ok', 299, 'ok'],
  ['199 ok', 199, 'ok'],
  ['302 ok', 302, 'ok'],
  ['500 ok', 500, 'ok'],
] as const;

/** The replies that end the matter under an option of `callbackReply`. */
const accepted = (callbackReply: string): readonly string[] =>
  repliesThat
    .filter(([, status, text]) =>
      ytx.callbacks?.accepts({ status, contentType: null, body: Buffer.from(text) }, { ...defaults, callbackReply }),
    )
    .map(([says]) => says);

const lastTwo = (events: readonly CallbackEvent[]): readonly unknown[] =>
  events.slice(-2).map(({ type: event, due }) => [event, due - noon]);

const urlsOf = (events: readonly CallbackEvent[]): object => ({
  states: [...new Set(events.filter(({ type: event }) => event === 'meetingState').map(({ url }) => url))],
  records: events.filter(({ type: event }) => event === 'callRecord').map(({ url }) => url),
});

const sink = '/_simulator/sink/ytx';

/** What is seen of each option of each reading that shows in callbacks alone. */
const seen: Readonly<Record<string, Readonly<Record<string, readonly [look: () => unknown, expected: unknown]>>>> = {
  callbackRetries: {
    'three-times': [
      () => ytx.callbacks?.retries({ ...defaults, callbackRetries: 'three-times' }),
      [30 * second, 2 * minute, 10 * minute],
    ],
    never: [() => ytx.callbacks?.retries({ ...defaults, callbackRetries: 'never' }), []],
  },
  callbackReply: {
    'any-2xx': [() => accepted('any-2xx'), repliesThat.slice(0, 8).map(([says]) => says)],
    'only-200': [() => accepted('only-200'), repliesThat.slice(0, 6).map(([says]) => says)],
    'ok-text': [() => accepted('ok-text'), ['200 ok', '200 "ok"', '200 ok and a line feed', '299 ok']],
  },
  callbackAddress: {
    'as-configured': [
      () => urlsOf(eventsWith('callbackAddress', 'as-configured')),
      { states: [sink], records: [sink] },
    ],
    'query-key': [
      () => urlsOf(eventsWith('callbackAddress', 'query-key')),
      { states: [`${sink}?CallState`], records: [`${sink}?Call`] },
    ],
  },
  cdrOrder: {
    'after-the-end': [
      () => lastTwo(eventsWith('cdrOrder', 'after-the-end')),
      [
        ['meetingState', 30 * minute],
        ['callRecord', 30 * minute + second],
      ],
    ],
    'before-the-last-state': [
      () => lastTwo(eventsWith('cdrOrder', 'before-the-last-state')),
      [
        ['callRecord', 30 * minute],
        ['meetingState', 30 * minute],
      ],
    ],
  },
  cdrNumbers: {
    numbers: [
      () => recordsIn(eventsWith('cdrNumbers', 'numbers')),
      [expect.objectContaining({ fid: 5, duration: 1795, oriamount: 4.5 })],
    ],
    texts: [
      () => recordsIn(eventsWith('cdrNumbers', 'texts')),
      [expect.objectContaining({ fid: '5', duration: '1795', oriamount: '4.5' })],
    ],
  },
  callbackTimestamp: {
    text: [() => statesIn(eventsWith('callbackTimestamp', 'text'))[0]?.['timestamp'], '2026-11-21 12:00:00'],
    milliseconds: [() => statesIn(eventsWith('callbackTimestamp', 'milliseconds'))[0]?.['timestamp'], noon],
  },
  echoWhenAbsent: {
    empty: [() => echoes(eventsWith('echoWhenAbsent', 'empty')), ['']],
    'left-out': [() => echoes(eventsWith('echoWhenAbsent', 'left-out')), ['nothing']],
  },
  customParmSpelling: {
    customParm: [() => orderNumberNames(eventsWith('customParmSpelling', 'customParm')), ['customParm']],
    CustomParm: [() => orderNumberNames(eventsWith('customParmSpelling', 'CustomParm')), ['CustomParm']],
    both: [() => orderNumberNames(eventsWith('customParmSpelling', 'both')), ['customParm', 'CustomParm']],
  },
  alerting: {
    sent: [() => ringing(eventsWith('alerting', 'sent')), 1],
    'not-sent': [() => ringing(eventsWith('alerting', 'not-sent')), 0],
  },
};

const echoes = (events: readonly CallbackEvent[]): readonly unknown[] => [
  ...new Set([...statesIn(events), ...recordsIn(events)].map(({ customParm = 'nothing' }) => customParm)),
];

const orderNumberNames = (events: readonly CallbackEvent[]): readonly string[] =>
  [...new Set([...statesIn(events), ...recordsIn(events)].flatMap((each) => Object.keys(each)))].filter((name) =>
    /^customparm$/i.test(name),
  );

const ringing = (events: readonly CallbackEvent[]): number =>
  statesIn(events).filter(({ state }) => state === 'alerting').length;

describe('a reading that shows in callbacks alone', () => {
  const rows = Object.entries(seen).flatMap(([reading, options]) =>
    Object.entries(options).map(([option, [look, expected]]) => ({ reading, option, look, expected })),
  );

  test.each(rows)('$reading = $option shows', ({ look, expected }) => {
    expect(look()).toEqual(expected);
  });

  test.each(rows)('$reading = $option gives bodies that fit the contract', ({ reading, option }) => {
    expect(eventsWith(reading, option).flatMap(problemsWith)).toEqual([]);
  });

  test('is looked at under each of its options', () => {
    const offered = Object.entries(callbackReadings).map(([name, { options }]) => [name, Object.keys(options)]);
    expect(Object.entries(seen).map(([name, options]) => [name, Object.keys(options)])).toEqual(offered);
  });

  test('says so, and changes no reply', () => {
    const reply = madeIn(spaceWith()).reply;
    for (const [name, { options, seenIn }] of Object.entries(callbackReadings)) {
      const replies = Object.keys(options).map((option) => madeIn(spaceWith({}, { [name]: option })).reply);
      expect([name, seenIn, ...new Set(replies)]).toEqual([name, 'callbacks', reply]);
    }
  });
});

describe('the order number of a request', () => {
  const echoOf = (customParmSpelling: string, given: object): unknown => {
    const { events } = madeIn(spaceWith({}, { customParmSpelling, echoWhenAbsent: 'left-out' }), {
      fields: { ...fields, ...given },
    });
    expect(events.flatMap(problemsWith)).toEqual([]);
    const echoed = [...statesIn(events), ...recordsIn(events)].map((each) =>
      JSON.stringify({ customParm: each['customParm'], CustomParm: each['CustomParm'] }),
    );
    expect(new Set(echoed).size).toBe(1);
    return JSON.parse(echoed[0] ?? '');
  };

  test.each([
    ['customParm', { customParm: 'a' }, { customParm: 'a' }],
    ['customParm', { CustomParm: 'b' }, { customParm: 'b' }],
    ['customParm', { customParm: 'a', CustomParm: 'b' }, { customParm: 'a' }],
    ['CustomParm', { customParm: 'a' }, { CustomParm: 'a' }],
    ['CustomParm', { CustomParm: 'b' }, { CustomParm: 'b' }],
    ['CustomParm', { customParm: 'a', CustomParm: 'b' }, { CustomParm: 'b' }],
    ['both', { customParm: 'a' }, { customParm: 'a', CustomParm: 'a' }],
    ['both', { CustomParm: 'b' }, { customParm: 'b', CustomParm: 'b' }],
    ['both', { customParm: 'a', CustomParm: 'b' }, { customParm: 'a', CustomParm: 'b' }],
    ['both', {}, {}],
  ])('comes back under the spelling %s when the request gives %j', (spelling, given, expected) => {
    expect(echoOf(spelling, given)).toEqual(expected);
  });
});

test('a key is added to any query of the address', () => {
  const applications = { [withCallbackId]: { callbackUrl: 'http://receiver.example/push?of=ytx' } };
  const { events } = madeIn(spaceWith({ applications }, { callbackAddress: 'query-key' }));
  expect(urlsOf(events)).toEqual({
    states: ['http://receiver.example/push?of=ytx&CallState'],
    records: ['http://receiver.example/push?of=ytx&Call'],
  });
});
