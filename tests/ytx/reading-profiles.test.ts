import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readBookingTime, timestampOf } from '../../contracts/ytx/china-time.js';
import page from '../../fixtures/ytx/messages.json' with { type: 'json' };
import { createSimulator } from '../../simulator/index.js';
import { type Call, hour, mobile, noon, second } from './caller.js';
import { type ProviderServer, startServer } from './ytx-requests.js';
import { bookingAt } from './situations.js';

const open = (profile: string): Promise<ProviderServer> => startServer({ readings: { ytx: { profile } } });

describe('under the profile `page`', () => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await open('page');
  });
  afterAll(() => server.close());

  test.each(Object.values(page.messages))("the page's own sample is accepted as printed: $title", async (message) => {
    const client = server.client();
    // On the day on which the page's booktime lay ahead, with two bookings: the page edits number 002.
    const then = readBookingTime(page.writtenAt)?.instant ?? 0;
    client.space.clock.set(then, 'frozen');
    await client.call(bookingAt(then + 60_000));
    await client.call(bookingAt(then + 60_000));
    const { appid } = client.space.cast()['ytx']?.['app:sandbox'] as { readonly appid: string };
    const body = message.printed.replace(/a0{31}/, appid);
    expect(body).toContain(appid);
    expect(await client.call({ body })).toMatchObject({ refusedBy: undefined, status: 200 });
  });
});

/** Requests that only a lenient reading accepts. */
const samples: readonly (readonly [string, Call])[] = [
  ['a list of parties', { fields: { parties: [{ name: 'a', phone: mobile }] } }],
  ['a party without a name', { fields: { parties: JSON.stringify([{ phone: mobile }]) } }],
  ['no name, creator and parties', { fields: { meetingname: '', creator: '', parties: '' } }],
  ['a creator that is a label', { fields: { creator: 'reception' } }],
  ['a masked phone number', { fields: { creator: '100****7556' } }],
  ['bookmeeting as a number', { fields: { bookmeeting: 0 } }],
  ['an unknown number to show', { fields: { shownumber: '01000000999' } }],
  ['no action', { fields: { action: undefined } }],
  ['a confid at a start', { fields: { confid: '999' } }],
  ['a long name', { fields: { meetingname: 'x'.repeat(300) } }],
  ['another version', { version: '201512' }],
  ['`sign` in lower case', { query: 'sign={Sign}' }],
  ['an Authorization of yesterday', { timestamp: timestampOf(noon - 23 * hour) }],
  ['an Authorization of the future', { timestamp: timestampOf(noon + second) }],
  ['an Authorization of next week', { timestamp: timestampOf(noon + 200 * hour) }],
];

describe.each([
  ['lenient', true],
  ['strict', false],
])('under the profile `%s`', (profile, isAccepted) => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await open(profile);
  });
  afterAll(() => server.close());

  test.each(samples)(`%s is ${isAccepted ? 'accepted' : 'refused'}`, async (_what, call) => {
    const { text } = await server.client().call(call);
    // The simulator itself answers for a version that it does not model.
    expect([text, text.includes('"meid"')]).toEqual([text, isAccepted]);
  });

  test('three named parties as text are accepted', async () => {
    const parties = JSON.stringify(['a', 'b', 'c'].map((name) => ({ name, phone: mobile })));
    const { refusedBy, status } = await server.client().call({ fields: { parties } });
    expect({ refusedBy, status }).toEqual({ refusedBy: undefined, status: 200 });
  });
});

describe('a profile of a simulator', () => {
  test('gives way to single readings, and is kept by a reset', () => {
    const simulator = createSimulator({ readings: { ytx: { profile: 'strict', validity: '24h' } } });
    const [ytx] = simulator.providers;
    const space = simulator.spaces.getOrCreate('own');
    if (ytx === undefined) throw new Error('there is no provider');
    const expected = { ...ytx.readingProfiles?.['strict']?.options, validity: '24h', statusMsg: 'object' };
    expect(space.readingsOf(ytx)).toMatchObject(expected);
    space.setReadings(ytx, { validity: '10min' });
    space.reset();
    expect(space.readingsOf(ytx)).toMatchObject(expected);
    expect(space.readingsOf(ytx)).not.toHaveProperty('profile');
  });

  test.each([
    [{ profile: 'strickt' }, /readings\/ytx\/profile must be one of: page, lenient, strict/],
    [{ colour: 'red' }, /readings\/ytx\/colour is not a reading; use one of: parties,/],
    [{ validity: '1h' }, /readings\/ytx\/validity must be one of: 24h, 10min/],
  ])('of an unknown name is an error: %j', (ytx, says) => {
    expect(() => createSimulator({ readings: { ytx: ytx } })).toThrow(says);
  });
});
