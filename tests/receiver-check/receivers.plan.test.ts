import { afterEach, describe, expect, test } from '@jest/globals';
import { judge } from '../../simulator/platform/judge.js';
import { heldPause } from '../callbacks/receivers.js';
import { named, played, results as resultsOf, type RunOptions } from './receiver-check.js';
import {
  type Answer,
  type Asked,
  dismiss,
  inProcess,
  isJson,
  type Json,
  opened,
  perfect,
  receiver,
  taking,
} from './receivers.js';

afterEach(dismiss);

const results = (url: string, options: RunOptions = {}) => resultsOf(url, { ...options, kept: true });

const schemas = (await played.find(({ name }) => name === 'ytx')?.callbacks?.schemas()) ?? {};
const ok = [200, 'ok'] as const;
const recordsOf = ({ cdr }: Json): readonly Json[] => (Array.isArray(cdr) ? cdr.filter(isJson) : []);
const partsOf = (event: Json): readonly Json[] => ('cdr' in event ? recordsOf(event) : [event]);

/** Receivers with one fault each, and the probes that fail for it. */
const wrong: readonly (readonly [string, () => (asked: Asked) => Answer | Promise<Answer>, readonly string[]])[] = [
  [
    'fails at a state whose record has come already',
    () => {
      const recorded = new Set<unknown>();
      return taking((event) => {
        for (const { meid } of recordsOf(event)) recorded.add(meid);
        return 'state' in event && recorded.has(event['meid']) ? [500] : ok;
      });
    },
    [
      'ytx/all: all events of one meeting are accepted, in reverse order',
      'ytx/all: a record before the last state is accepted',
    ],
  ],
  [
    'refuses members that its schema does not know',
    () =>
      taking((event) => {
        const schema = 'cdr' in event ? schemas['callRecord'] : schemas['meetingState'];
        return judge(schema ?? {}, event).length > 0 ? [422] : ok;
      }),
    ['ytx/callRecord: unknown members are ignored', 'ytx/meetingState: unknown members are ignored'],
  ],
  [
    'demands CustomParm',
    () => taking((event) => (partsOf(event).every((part) => 'CustomParm' in part) ? ok : [400])),
    ['ytx/all: the order number is accepted as customParm', 'ytx/all: a missing order number is accepted'],
  ],
  [
    'demands an order number in customParm',
    () => taking((event) => (partsOf(event).every(({ customParm = '' }) => customParm !== '') ? ok : [400])),
    [
      'ytx/all: the order number is accepted as CustomParm',
      'ytx/all: an empty order number is accepted',
      'ytx/all: a missing order number is accepted',
    ],
  ],
  [
    'lets 100 KB in',
    () => taking((_event, { body }) => (Buffer.byteLength(body) > 100 * 1024 ? [413] : ok)),
    ['ytx/callRecord: a record of 500 parties is accepted', 'ytx/callRecord: a record of one megabyte is accepted'],
  ],
  [
    'lets 1 MiB in',
    () => taking((_event, { body }) => (Buffer.byteLength(body) > 1024 * 1024 ? [413] : ok)),
    ['ytx/callRecord: a record of one megabyte is accepted'],
  ],
  [
    'reads numbers alone',
    () => taking((event) => (recordsOf(event).every(({ duration }) => typeof duration === 'number') ? ok : [500])),
    ['ytx/callRecord: numbers in strings are accepted'],
  ],
  [
    'reads a timestamp as text alone',
    () => taking(({ timestamp = '' }) => (typeof timestamp === 'string' ? ok : [500])),
    ['ytx/meetingState: a timestamp in milliseconds is accepted'],
  ],
  [
    'cannot read a time that is empty',
    () => taking((event) => (recordsOf(event).some(({ calledstime }) => calledstime === '') ? [500] : ok)),
    ['ytx/all: unanswered calls are accepted, each with its cause'],
  ],
  [
    'compares its whole target',
    () => taking((_event, { target }) => (target === '/hook' ? ok : [404])),
    ['ytx/all: a query key that distinguishes states from records is accepted'],
  ],
  [
    'keeps characters of three bytes at most',
    () => taking((_event, { body }) => (/[\u{10000}-\u{10ffff}]/u.test(body) ? [500] : ok)),
    ['ytx/all: Chinese, emoji, quotes and line feeds in the order number are accepted'],
  ],
  [
    'does one thing at a time',
    () => {
      let busy = 0;
      return async (asked) => {
        busy += 1;
        const isFree = busy === 1;
        for (let round = 0; round < 200; round += 1) await new Promise((then) => void setImmediate(then));
        busy -= 1;
        return isFree ? perfect(asked) : [503];
      };
    },
    [
      'ytx/callRecord: 20 concurrent events are accepted in time',
      'ytx/meetingState: 20 concurrent events are accepted in time',
    ],
  ],
  [
    'does not catch what its parser throws',
    () => (asked) => (asked.method === 'POST' && /^$|[^\]}l]$/.test(asked.body) ? [500] : perfect(asked)),
    ['ytx/all: an empty body is survived', 'ytx/all: truncated JSON is survived'],
  ],
  [
    'reads members of any JSON value',
    () => (asked) => (asked.body === 'null' ? [500] : perfect(asked)),
    ['ytx/all: null is survived'],
  ],
  [
    'takes a list for an object',
    () => (asked) => (asked.body === '[]' ? [500] : perfect(asked)),
    ['ytx/all: a JSON array is survived'],
  ],
  [
    'takes any value of cdr for a list',
    () => taking(({ cdr = [] }) => (Array.isArray(cdr) ? ok : [500])),
    ['ytx/all: members of the wrong type are survived'],
  ],
  [
    'has no route for GET',
    () => (asked) => (asked.method === 'GET' ? [501] : perfect(asked)),
    ['ytx/all: a GET is survived'],
  ],
  [
    'takes a form at its word',
    () => (asked) => (asked.contentType.includes('form') ? [500] : perfect(asked)),
    ['ytx/all: JSON with the content type of a form is survived'],
  ],
];

describe('a receiver', () => {
  test.each(played.map(({ name }) => name))('that handles everything passes all probes of %s', async (name) => {
    const { url } = await receiver(perfect);
    const all = await results(url, { provider: name });
    expect(named(all)).toEqual([]);
    expect(all.map(({ outcome }) => outcome)).toEqual(all.map(() => 'passed'));
  });

  test.each(played.map(({ name, callbacks }) => [name, Object.keys(callbacks?.events ?? {})] as const))(
    'that fails at a repeated delivery fails a probe for every event of %s',
    async (provider, events) => {
      const seen = new Set<string>();
      const { url } = await receiver(taking((_event, { body }) => (seen.size === seen.add(body).size ? [500] : ok)));
      const again = events.map((event) => `${provider}/${event}: a duplicate is accepted`);
      expect(named(await results(url, { provider }))).toEqual(again);
    },
  );

  test('as public programs have it passes: it takes the first record, looks for nothing else, and says ok', async () => {
    const { url } = await receiver((asked) => {
      const event = opened(asked);
      if (!isJson(event)) return event;
      const { cdr } = event;
      const first: unknown = Array.isArray(cdr) ? cdr[0] : event;
      return isJson(first) && typeof first['requestid'] === 'string' ? ok : [400];
    });
    expect(named(await results(url))).toEqual([]);
  });

  test.each(wrong)('that %s fails the probes about that, and no other', async (_name, behaviour, failing) => {
    const all = await results('http://receiver.example/hook', { transport: inProcess(behaviour()) });
    expect(named(all)).toEqual(failing);
  });

  test.each([
    ['sends elsewhere', [302, '', { Location: '/elsewhere' }], /Redirects are not followed/],
    ['wants a login', [401], /no credentials/],
    ['wants a form', [415], /application\/json/],
    ['is not there', [404], /Check the path/],
  ] as const)('that %s accepts nothing, and the report says why; but it survives', async (_name, answer, advice) => {
    const all = await results((await receiver(() => answer)).url);
    const failed = all.filter(({ outcome }) => outcome === 'failed');
    expect(all.filter(({ name }) => !failed.some((each) => each.name === name)).map(({ name }) => name)).toEqual([
      'an empty body is survived',
      'truncated JSON is survived',
      'a JSON array is survived',
      'null is survived',
      'members of the wrong type are survived',
      'a GET is survived',
      'JSON with the content type of a form is survived',
    ]);
    for (const { failure } of failed) expect(failure?.todo[0]).toMatch(advice);
  });

  test('that never answers a GET is too slow', async () => {
    const held = heldPause();
    const { url } = await receiver((asked) => {
      if (asked.method !== 'GET') return perfect(asked);
      held.end();
      return undefined;
    });
    const all = await results(url, { ports: { schedule: held.pause } });
    expect(named(all)).toEqual(['ytx/all: a GET is survived']);
    expect(all.find(({ outcome }) => outcome === 'failed')?.failure).toMatchObject({
      says: 'number 3 of 5: no complete reply in time',
      came: { outcome: 'timed-out' },
    });
  });

  test('that closes the connection at the second of two fails what is sent twice', async () => {
    const seen = new Set<string>();
    const { url } = await receiver((asked, wire) => {
      if (asked.body === '' || seen.size !== seen.add(asked.body).size) return perfect(asked);
      wire.response.destroy();
      return undefined;
    });
    const all = await results(url, { isMeant: (id) => /a duplicate|: it is accepted$/.test(id) });
    expect(named(all)).toEqual([
      'ytx/callRecord: a duplicate is accepted',
      'ytx/meetingState: a duplicate is accepted',
    ]);
    expect(all.at(-1)?.failure).toMatchObject({ came: { outcome: 'broken-off' } });
    expect(all.at(-1)?.failure?.says).toMatch(/^number 2 of 2: /);
  });

  test('that goes on, but takes nothing any more after JSON that breaks off, is found out', async () => {
    let broken = false;
    const { url } = await receiver((asked) => {
      broken ||= asked.body.startsWith('{"cdr":[{') && !asked.body.endsWith('}');
      return broken ? [403] : perfect(asked);
    });
    const all = await results(url, { isMeant: (id) => /truncated JSON|a GET/.test(id) });
    expect(named(all)).toEqual(['ytx/all: truncated JSON is survived']);
    expect(all[0]?.failure?.says).toMatch(
      /^number 4 of 5: the receiver no longer accepts what it accepted before: .*403/,
    );
  });

  test('that dies of JSON that breaks off fails that probe, and nothing can be said of those that follow', async () => {
    const { url } = await receiver((asked, { server, response }) => {
      const event = opened(asked);
      if (isJson(event)) return ok;
      if (!asked.body.startsWith('{')) return event;
      server.close();
      response.destroy();
      return undefined;
    });
    const all = await results(url);
    expect(named(all)).toEqual(['ytx/all: truncated JSON is survived']);
    expect(named(all, 'inconclusive')).toEqual(all.slice(-5).map(({ id }) => id));
  });
});
