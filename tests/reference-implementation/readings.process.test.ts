import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ReadingCatalogue } from '../../simulator/core/pipeline/reading.js';
import { readings as xylink } from '../../simulator/providers/xylink/readings.js';
import { readings as ytx } from '../../simulator/providers/ytx/readings.js';
import { ids } from './ids.js';
import { noon, repliesTo, verdictsOf } from './reference-target.js';
import { type ReferenceImplementation, startReferenceImplementation } from './start.js';

const about = (name: string) => `ytx/createMeeting: ${name}`;

/** Readings that only the simulator has, besides those of callbacks. */
const notHere = {
  ytx: [
    'unescapedParties',
    'version',
    'absentAction',
    'meidScope',
    'meetingnameRequired',
    'creatorRequired',
    'partiesRequired',
    'fewestParties',
    'partyNames',
    'creatorForm',
    'absentSign',
    'authorizationPadding',
    'presentMinute',
    'startWithConfid',
    'unknownShownumber',
    'bodyCharset',
    'byteOrderMark',
    'gzipBody',
  ],
  xylink: [
    'limitScope',
    'limitWindows',
    'limitCountsRefused',
    'limitBody',
    'limitRetryAfter',
    'timestampWindow',
    'nonces',
    'bodyCharset',
    'byteOrderMark',
    'gzipBody',
  ],
};

describe('a provider with another option of a reading', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
  });
  afterAll(() => implementation.stop());

  test.each([
    {
      provider: 'ytx',
      name: 'statusMsg',
      option: 'string',
      seenBy: about('a shownumber that was configured is shown'),
    },
    {
      provider: 'ytx',
      name: 'validity',
      option: '10min',
      seenBy: about('the same signed timestamp may be used again'),
    },
    {
      provider: 'ytx',
      name: 'futureTimestamps',
      option: 'refused',
      seenBy: about('a timestamp may be 24 hours ahead'),
    },
    { provider: 'ytx', name: 'parties', option: 'string', seenBy: ids.booked },
    { provider: 'ytx', name: 'emptyText', option: 'given', seenBy: about('a meetingname of "" counts as absent') },
    { provider: 'xylink', name: 'moreInfoHost', option: 'www.ainemo.com', seenBy: ids.roomIdle },
    { provider: 'xylink', name: 'participantNumber', option: 'always', seenBy: ids.grouped },
    {
      provider: 'xylink',
      name: 'unknownRoom',
      option: 'no-meeting',
      seenBy: 'xylink/createGroups: a room that does not exist is refused',
    },
    {
      provider: 'xylink',
      name: 'secondRegistration',
      option: 'refused',
      // The second of two registrations.
      seenBy: 'xylink/registerCallback: an event is registered once more, with an empty reply',
    },
    {
      provider: 'xylink',
      name: 'registrationProbe',
      option: 'off',
      seenBy: 'xylink/registerCallback: a handler that does not answer is refused',
    },
  ])('$name = $option is noticed by a case', async ({ provider, name, option, seenBy }) => {
    await implementation.configure({ readings: { [provider]: { [name]: option } } });
    expect(await verdictsOf(implementation, [seenBy])).toMatchObject([{ outcome: 'failed' }]);
    await implementation.configure({});
    expect(await verdictsOf(implementation, [seenBy])).toEqual([{ outcome: 'passed' }]);
  });

  test.each(Object.entries<ReadingCatalogue>({ ytx, xylink }))(
    'knows the readings of %s by the same names',
    async (provider, known) => {
      const absent = notHere[provider as keyof typeof notHere];
      for (const [name, { options, seenIn }] of Object.entries(known)) {
        const trials = Object.keys(options).map((option) =>
          implementation.configure({ readings: { [provider]: { [name]: option } } }),
        );
        const ends = new Set((await Promise.allSettled(trials)).map(({ status }) => status));
        const isAbsent = absent.includes(name) || seenIn === 'callbacks';
        expect([name, ...ends]).toEqual([name, isAbsent ? 'rejected' : 'fulfilled']);
      }
    },
  );

  test.each([
    { option: 'absent', digits: undefined },
    { option: 'digits-16', digits: /^2026110000000001$/ },
    { option: 'digits-29', digits: /^202611[0-9]{23}$/ },
  ])('gives a requestId by requestId = $option', async ({ option, digits }) => {
    await implementation.configure({ readings: { ytx: { requestId: option } } });
    const [reply] = await repliesTo(implementation, ids.booked);
    const id = (JSON.parse(reply?.text ?? '') as { requestId?: string }).requestId;
    expect(id).toEqual(digits === undefined ? undefined : expect.stringMatching(digits));
  });

  test.each([
    { option: 'string', accepted: false },
    { option: 'string-or-number', accepted: true },
  ])('takes a number for bookmeeting by bookmeetingType = $option: $accepted', async ({ option, accepted }) => {
    await implementation.configure({ readings: { ytx: { bookmeetingType: option } } });
    const [reply] = await repliesTo(implementation, ids.booked, { fields: { bookmeeting: 1 } });
    expect(reply?.text.includes('"meid"')).toBe(accepted);
  });

  test.each([
    { name: 'businessStatus', option: '200', limit: 1000, status: 200 },
    { name: 'businessStatus', option: '400', limit: 1000, status: 400 },
    { name: 'limitStatus', option: 'business', limit: 0, status: 400 },
    { name: 'limitStatus', option: '429', limit: 0, status: 429 },
  ])('refuses with $status by $name = $option', async ({ name, option, limit, status }) => {
    await implementation.configure({ limit, readings: { xylink: { [name]: option } } });
    const [reply] = await repliesTo(implementation, ids.roomIdle);
    expect(reply?.status).toBe(status);
  });
});
