import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inventedParties } from '../../simulator/providers/ytx/generated-world.js';
import { drawsFrom } from '../../simulator/world-generator/draws.js';
import { hour, mobile, noon } from './caller.js';
import { refusalBytes } from './literal-replies.js';
import { type ProviderServer, startServer } from './ytx-requests.js';
import { bookedFor } from './situations.js';

let server: ProviderServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const always = ['appid', 'meetingname', 'creator', 'parties', 'bookmeeting'];
const everyOne = always.flatMap((field) => [undefined, '', null].map((value) => [field, value] as const));
const party = (phone: unknown, name: unknown = 'a'): string => JSON.stringify([{ name, phone }]);

describe('a required field', () => {
  test.each(everyOne)('%s is missing when it is %j', async (field, value) => {
    const answer = await server.client().call({ fields: { [field]: value } });
    expect(answer).toMatchObject({
      status: 200,
      refusedBy: `ytx/${field}-${field === 'parties' ? 'are' : 'is'}-present`,
      text: refusalBytes['-2'],
    });
  });

  test.each(['', null, undefined])(
    'booktime is missing from a booking, new or edited, when it is %j',
    async (booktime) => {
      const client = server.client();
      await bookedFor(noon + hour)(client);
      const fresh = await client.call({ fields: { bookmeeting: '1', booktime } });
      const edit = await client.call({ fields: { bookmeeting: '1', confid: '001', booktime } });
      expect([fresh.refusedBy, edit.refusedBy]).toEqual(['ytx/booktime-is-present', 'ytx/booktime-is-present']);
    },
  );

  test.each(['', null, undefined])('confid is missing from a cancellation when it is %j', async (confid) => {
    const answer = await server.client().call({ fields: { bookmeeting: '2', confid } });
    expect(answer).toMatchObject({ refusedBy: 'ytx/confid-is-present', text: refusalBytes['-2'] });
  });

  test('is there when it holds a space', async () => {
    expect(await server.client().call({ fields: { meetingname: ' ' } })).toMatchObject({ refusedBy: undefined });
  });

  test.each(always)('%s is missing from a cancellation too', async (field) => {
    const client = server.client();
    await bookedFor(noon + hour)(client);
    const answer = await client.call({ fields: { bookmeeting: '2', confid: '001', [field]: undefined } });
    expect(answer.refusedBy).toBe(`ytx/${field}-${field === 'parties' ? 'are' : 'is'}-present`);
  });
});

describe('a text field', () => {
  const textFields = [
    'appid',
    'meetingname',
    'creator',
    'confid',
    'booktime',
    'shownumber',
    'CustomParm',
    'customParm',
  ];

  test.each(textFields.flatMap((field) => [1, true, {}, []].map((value) => [field, value] as const)))(
    '%s is not legal when it is %j',
    async (field, value) => {
      const answer = await server
        .client()
        .call({ fields: { bookmeeting: '1', booktime: '2026-11-22 12:00', [field]: value } });
      expect(answer).toMatchObject({ status: 200, refusedBy: 'ytx/fields-are-text', text: refusalBytes['-101'] });
    },
  );

  test.each(['confid', 'booktime', 'shownumber', 'CustomParm', 'customParm'])('%s may be null', async (field) => {
    expect(await server.client().call({ fields: { [field]: null } })).toMatchObject({ refusedBy: undefined });
  });
});

describe('bookmeeting', () => {
  test.each(['3', '00', ' 0', '0 ', '01', '-1', 'true', '０', 'toString', 0, 1, 2, true, {}, ['0']])(
    'is not legal when it is %j',
    async (bookmeeting) => {
      const answer = await server.client().call({ fields: { bookmeeting } });
      expect(answer).toMatchObject({ refusedBy: 'ytx/bookmeeting-is-legal', text: refusalBytes['-101'] });
    },
  );
});

describe('booktime', () => {
  test.each([
    '2027-02-30 10:00',
    '2026-13-01 10:00',
    '2026-11-22 24:00',
    '2026-11-22',
    '2026-11-22T12:00',
    '20261122120000',
  ])('is not legal when it is %j', async (booktime) => {
    const answer = await server.client().call({ fields: { bookmeeting: '1', booktime } });
    expect(answer).toMatchObject({ refusedBy: 'ytx/booktime-is-an-instant', text: refusalBytes['-101'] });
  });

  test('is past when this minute has begun', async () => {
    const client = server.client();
    const call = { fields: { bookmeeting: '1', booktime: '2026-11-21 12:00' } };
    expect(await client.call(call)).toMatchObject({ refusedBy: undefined });
    client.space.clock.advance(1);
    expect(await client.call(call)).toMatchObject({
      refusedBy: 'ytx/booktime-is-not-past',
      text: refusalBytes['-101'],
    });
  });

  test('may lie in the next century', async () => {
    const answer = await server.client().call({ fields: { bookmeeting: '1', booktime: '2126-11-21 12:00' } });
    expect(answer.refusedBy).toBeUndefined();
  });
});

describe('parties', () => {
  test.each([
    'a',
    '[]',
    '{}',
    'null',
    '"[]"',
    '[1]',
    '[null]',
    '[[]]',
    '[{}]',
    '[{"name":"a"}]',
    '[{"phone":"10000007556"}]',
    '[{"name":"","phone":"10000007556"}]',
    '[{"name":"a","phone":""}]',
    '[{"name":"a","phone":10000007556}]',
    '[{"name":1,"phone":"10000007556"}]',
    '[{"name":"a","phone":"10000007556"},1]',
    '[{"Name":"a","Phone":"10000007556"}]',
    [],
    [1],
    {},
    1,
    true,
  ])('are no list of names and phones when they are %j', async (parties) => {
    const answer = await server.client().call({ fields: { parties } });
    expect(answer).toMatchObject({ refusedBy: 'ytx/parties-are-a-list', text: refusalBytes['-101'] });
  });

  test('may have unknown members, be many, and be the creator', async () => {
    const many = [{ name: 'the creator', phone: mobile }, ...inventedParties(drawsFrom('many'), 499)].map(
      (each, index) => {
        return { ...each, extra: index };
      },
    );
    expect(await server.client().call({ fields: { parties: many } })).toMatchObject({ refusedBy: undefined });
  });
});

const phones = [
  '10000007556',
  '10000000000',
  '10099999999',
  '01000000200',
  '01000000200,1234',
  '0535123456',
  '053512345678',
  '0105388990,1',
];
const noPhones = [
  ...['1360000755', '136000075560', '23600007556', '+8613600007556', '8613600007556', '136 0000 7556', '136-0000-7556'],
  ...['010-53889900', '53889900', '1053889900', '010000002001234', '053512', '01000000200,', '01000000200,a', ',1234'],
  ...[
    '01000000200,123456789',
    '01000000200，1234',
    '10000007556,1234',
    '136****7556',
    '１３６００００７５５６',
    ' 10000007556',
  ],
  ...['10000007556 ', '10000007556\n', '95588', '4008001234', 'a'],
];

describe('a phone', () => {
  test.each(phones)('is %s', async (phone) => {
    const creator = await server.client().call({ fields: { creator: phone } });
    const member = await server.client().call({ fields: { parties: party(phone) } });
    expect([creator.refusedBy, member.refusedBy]).toEqual([undefined, undefined]);
  });

  test.each(noPhones)('is not %j', async (phone) => {
    const creator = await server.client().call({ fields: { creator: phone } });
    const member = await server.client().call({ fields: { parties: party(phone) } });
    expect(creator).toMatchObject({ refusedBy: 'ytx/creator-is-a-phone', text: refusalBytes['-102'] });
    expect(member).toMatchObject({ refusedBy: 'ytx/parties-have-phones', text: refusalBytes['-102'] });
  });

  test('is asked of every party, not of the first alone', async () => {
    const parties = [
      { name: 'a', phone: '10000007556' },
      { name: 'b', phone: '1' },
    ];
    expect(await server.client().call({ fields: { parties } })).toMatchObject({ refusedBy: 'ytx/parties-have-phones' });
  });
});

describe('an edit without a field that a reading makes optional', () => {
  test.each(['meetingname', 'creator', 'parties'])('keeps the %s of the booking', async (field) => {
    const client = server.client();
    client.setReadings({ [`${field}Required`]: 'never' });
    await bookedFor(noon + hour)(client);
    const [before] = Object.values(client.world().meetings);
    const edit = { bookmeeting: '1', confid: '001', booktime: '2026-11-22 12:00', [field]: undefined };
    expect(await client.call({ fields: edit })).toMatchObject({ refusedBy: undefined });
    const [after] = Object.values(client.world().meetings);
    expect(after).toEqual({ ...before, startsAt: '2026-11-22 12:00:00' });
  });

  test('is a meeting without them when it is new, and the world that holds it can be loaded', async () => {
    const client = server.client();
    client.setReadings({ meetingnameRequired: 'never', creatorRequired: 'never', partiesRequired: 'never' });
    const fields = { meetingname: undefined, creator: undefined, parties: undefined };
    expect(await client.call({ fields })).toMatchObject({ refusedBy: undefined });
    const world = client.world();
    expect(Object.values(world.meetings)).toMatchObject([{ name: '', creator: '', parties: [] }]);
    client.changeWorld({ meetings: world.meetings });
  });
});
