import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { XylinkClient, XylinkClientOptions, YtxClient, YtxClientOptions } from '../../client/index.js';
import { type SimulatorSpace, type StartedSimulator, startSimulator } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { failureOf } from './ytx-requests.js';

const noon = Date.UTC(2026, 10, 21, 4);
const hour = 60 * 60 * 1000;

let simulator: StartedSimulator;
let spaces = 0;
beforeAll(async () => {
  simulator = await startSimulator({ clock: { now: () => noon }, log: () => undefined });
});
afterAll(() => simulator.close());

/** A new space with this option of this reading; its clock stands at noon. */
async function spaceWith(
  provider: 'ytx' | 'xylink',
  options: Readonly<Record<string, string>>,
): Promise<SimulatorSpace> {
  spaces += 1;
  const space = simulator.space(`reading-${spaces}`);
  await space.clock.freeze({ now: noon });
  await space.readings.set(provider, options);
  return space;
}

/** Every option of every reading of a provider. */
const optionsOf = (provider: string): readonly (readonly [reading: string, option: string])[] =>
  Object.entries(providers.find(({ name }) => name === provider)?.readings ?? {}).flatMap(([reading, { options }]) =>
    Object.keys(options).map((option) => [reading, option] as const),
  );

const meeting = {
  name: '周会',
  creator: '10000007556',
  parties: ['10000000804', '10000000805', '10000000806'].map((phone) => ({ name: '张三', phone })),
  orderNumber: 'order-7',
};
const at = new Date(noon + 5 * hour);

async function ytxJourney(client: YtxClient): Promise<void> {
  expect((await client.startMeeting(meeting)).meetingNumber).toMatch(/^\d{3,}$/);
  const { meetingNumber } = await client.bookMeeting({ ...meeting, at });
  await client.rebookMeeting({ ...meeting, meetingNumber, at: new Date(at.getTime() + hour) });
  expect((await client.cancelMeeting({ ...meeting, meetingNumber })).meetingNumber).toBe(meetingNumber);
  expect(await failureOf(client.startMeeting({ ...meeting, parties: [{ name: '张三', phone: '12' }] }))).toMatchObject({
    name: 'RefusedError',
  });
}

/** What a client of YTX needs where its defaults are refused. */
const ytxOptions: Readonly<Record<string, Partial<YtxClientOptions>>> = {
  'parties=array': { format: { parties: 'array' } },
};

describe('a client of YTX starts, books, moves and cancels meetings by each reading:', () => {
  test.each(optionsOf('ytx'))('%s=%s', async (reading, option) => {
    const space = await spaceWith('ytx', { [reading]: option });
    await ytxJourney(await space.client('ytx', { diagnose: false, ...ytxOptions[`${reading}=${option}`] }));
  });
});

/** GBK of the few characters of these tests, which Node cannot encode. */
const gbk = (text: string): Uint8Array => {
  const characters: Readonly<Record<string, readonly number[]>> = {
    周: [0xd6, 0xdc],
    会: [0xbb, 0xe1],
    张: [0xd5, 0xc5],
    三: [0xc8, 0xfd],
  };
  return Uint8Array.from(Array.from(text).flatMap((character) => characters[character] ?? [character.charCodeAt(0)]));
};
const withMark = (text: string): Uint8Array => Buffer.from(`\uFEFF${text}`);

type YtxAct = (client: YtxClient) => Promise<unknown>;
const start: YtxAct = (client) => client.startMeeting(meeting);
const book =
  (change: object = {}): YtxAct =>
  (client) =>
    client.bookMeeting({ ...meeting, at, ...change });
const cancelWithout =
  (...names: readonly string[]): YtxAct =>
  async (client) => {
    const { meetingNumber } = await client.bookMeeting({ ...meeting, at });
    const others = Object.fromEntries(Object.entries(meeting).filter(([name]) => !names.includes(name)));
    return client.cancelMeeting({ ...others, meetingNumber });
  };

/** What a reading allows a client to send: the option of the client or the call, accepted with the reading and refused without. */
const ytxWays: readonly (readonly [reading: string, option: string, Partial<YtxClientOptions>, YtxAct])[] = [
  ['unescapedParties', 'repaired', { format: { parties: 'unescaped' } }, start],
  ['bookmeetingType', 'string-or-number', { format: { bookmeeting: 'number' } }, start],
  ['booktimeSeconds', 'accepted', { format: { booktime: 'seconds' } }, book({ at: new Date(noon + hour + 1000) })],
  ['signParameter', 'any-case', { format: { sign: 'sign' } }, start],
  ['authorizationPadding', 'optional', { format: { authorization: 'unpadded' } }, start],
  ['absentAction', 'createMeeting', { format: { action: 'left-out' } }, start],
  ['version', 'any', { version: '201512' }, start],
  ['bodyCharset', 'utf-8-or-gbk', { encodeBody: gbk }, start],
  ['byteOrderMark', 'accepted', { encodeBody: withMark }, start],
  ['gzipBody', 'unpacked', { encodeBody: (text) => gzipSync(text) }, start],
  ['emptyText', 'given', {}, (client) => client.startMeeting({ ...meeting, name: '' })],
  [
    'partyNames',
    'optional',
    {},
    (client) => client.startMeeting({ ...meeting, parties: meeting.parties.map(({ phone }) => ({ phone })) }),
  ],
  ['creatorForm', 'label', {}, (client) => client.startMeeting({ ...meeting, creator: '张三' })],
  [
    'maskedPhones',
    'accepted',
    {},
    (client) => client.startMeeting({ ...meeting, parties: [{ name: '张三', phone: '100****0804' }] }),
  ],
  ['meetingnameRequired', 'not-to-cancel', {}, cancelWithout('name')],
  ['creatorRequired', 'not-to-cancel', {}, cancelWithout('creator')],
  ['partiesRequired', 'never', {}, cancelWithout('parties')],
  [
    'unknownShownumber',
    'default-number',
    {},
    (client) => client.startMeeting({ ...meeting, showNumber: '01000009999' }),
  ],
  ['fieldLengths', 'any', {}, (client) => client.startMeeting({ ...meeting, name: '周'.repeat(257) })],
  ['futureTimestamps', 'accepted', { clock: { now: () => noon + 25 * hour } }, start],
];

describe('a client of YTX can send what a reading allows:', () => {
  test.each(ytxWays)('%s=%s', async (reading, option, options, act) => {
    const allowing = await spaceWith('ytx', { [reading]: option });
    await act(await allowing.client('ytx', options));
    const usual = await spaceWith('ytx', {});
    expect(await failureOf(act(await usual.client('ytx', { diagnose: false, ...options })))).toMatchObject({
      name: expect.stringMatching(/^(RefusedError|ContractError)$/) as unknown,
    });
  });

  test('fields that do not apply are left out, and the order number has the other name, by any reading', async () => {
    const space = await spaceWith('ytx', {});
    const client = await space.client('ytx', { format: { unusedFields: 'left-out', orderNumber: 'customParm' } });
    await client.startMeeting(meeting);
    const { body } = client.prepare('createMeeting', { meetingname: 'n', creator: 'c', parties: [], bookmeeting: '0' });
    expect(new TextDecoder().decode(body)).not.toMatch(/confid|booktime/);
    const sent = (await space.journal.list()).exchanges.at(-1)?.request.body;
    expect(sent).toContain('customParm');
    expect(sent).not.toMatch(/confid|booktime/);
  });

  test('the number of a booking with a start, which starts that booking', async () => {
    const space = await spaceWith('ytx', { startWithConfid: 'starts-the-booking' });
    const client = await space.client('ytx');
    const { meetingNumber } = await client.bookMeeting({ ...meeting, at });
    expect((await client.startMeeting({ ...meeting, meetingNumber })).meetingNumber).toBe(meetingNumber);
  });

  test('a booking in the present minute', async () => {
    const space = await spaceWith('ytx', { presentMinute: 'accepted' });
    await space.clock.freeze({ now: noon + 30_000 });
    await (await space.client('ytx')).bookMeeting({ ...meeting, at: new Date(noon) });
  });
});

const running = '910000000001';

async function xylinkJourney(space: SimulatorSpace): Promise<void> {
  const client = await space.client('xylink');
  const { participants } = await client.meetingStatus(running);
  const half = Math.ceil(participants.length / 2);
  const groups = [
    { name: 'A', members: participants.slice(0, half) },
    { name: 'B', members: participants.slice(half) },
  ];
  expect(await client.createGroups({ room: running, groups })).toHaveLength(2);
  await client.invite(running, ['10000000031']);
  await client.disconnect(running, participants.slice(0, 1));
  await client.registerRosterCallback(running, 'http://127.0.0.1:4999/roster');
  expect(await client.listRosterCallbacks()).toHaveLength(1);
  await client.removeRosterCallback(running);
  await client.endMeeting(running);
}

/** Refusals that a client must take for refusals: business, signature, enterprise, interface, limit. */
async function xylinkRefusals(space: SimulatorSpace): Promise<void> {
  const clientOf = (options: object = {}) => space.client('xylink', { diagnose: false, ...options });
  const client = await clientOf();
  const stranger = await clientOf({ auth: { token: 'x' } });
  const unknown = await clientOf({ enterpriseId: 'nobody00' });
  const old = await clientOf({ enterprise: 'enterprise:old' });
  const failures = [
    await failureOf(client.createGroups({ room: '910000000002' })),
    await failureOf(client.createGroups({ room: '919999999999' })),
    await failureOf(stranger.endMeeting(running)),
    await failureOf(unknown.endMeeting(running)),
    await failureOf(old.createGroups({ room: running })),
  ];
  const prepared = await client.prepare('listCallbacks', {});
  const many = await Promise.allSettled(Array.from({ length: 25 }, () => client.send(prepared)));
  const limited = many.flatMap((each): readonly unknown[] => (each.status === 'rejected' ? [each.reason] : []));
  expect(limited.length).toBeGreaterThanOrEqual(5);
  const refused: unknown = expect.objectContaining({ name: 'RefusedError' });
  expect([...failures, ...limited]).toEqual([...failures, ...limited].map(() => refused));
}

describe('a client of XYLink goes through a meeting, and takes refusals for refusals, by each reading:', () => {
  test.each(optionsOf('xylink'))('%s=%s', async (reading, option) => {
    const space = await spaceWith('xylink', { [reading]: option });
    await xylinkJourney(space);
    await xylinkRefusals(await spaceWith('xylink', { [reading]: option }));
  });

  test('limitStatus=business and limitBody=none', async () => {
    await xylinkRefusals(await spaceWith('xylink', { limitStatus: 'business', limitBody: 'none' }));
  });
});

type XylinkAct = (client: XylinkClient) => Promise<unknown>;
const split: XylinkAct = (client) => client.createGroups({ room: running, count: 2 });
const inGroups =
  (change: (members: readonly { readonly id: number | string; readonly type: number }[]) => object): XylinkAct =>
  async (client) => {
    const { participants } = await client.meetingStatus(running);
    return client.createGroups({ room: running, groups: [], ...change(participants) });
  };

const xylinkWays: readonly (readonly [reading: string, option: string, Partial<XylinkClientOptions>, XylinkAct])[] = [
  ['enterpriseParameter', 'both-spellings', { format: { enterpriseParameter: 'enterprise_id' } }, split],
  ['coercion', 'both-ways', { format: { types: 'swapped' } }, split],
  [
    'bodyCharset',
    'utf-8-or-gbk',
    { encodeBody: gbk },
    (client) => client.createGroups({ room: running, count: 2, name: '周会' }),
  ],
  ['byteOrderMark', 'accepted', { encodeBody: withMark }, split],
  ['gzipBody', 'unpacked', { encodeBody: (text) => gzipSync(text) }, split],
  ['excessGroups', 'fewer', {}, (client) => client.createGroups({ room: running, count: 9 })],
  ['emptyGroupList', 'no-groups', {}, inGroups(() => ({ groups: [] }))],
  ['emptyMemberList', 'accepted', {}, inGroups((members) => ({ groups: [{ members }, { members: [] }] }))],
  ['doubleMembers', 'first-counts', {}, inGroups((members) => ({ groups: [{ members }, { members }] }))],
  ['strangers', 'skipped', {}, inGroups((members) => ({ groups: [{ members: [...members, { id: 1, type: 5 }] }] }))],
  ['fieldLengths', 'any', {}, (client) => client.createGroups({ room: running, count: 2, name: 'x'.repeat(300) })],
];

describe('a client of XYLink can send what a reading allows:', () => {
  test.each(xylinkWays)('%s=%s', async (reading, option, options, act) => {
    await act(await (await spaceWith('xylink', { [reading]: option })).client('xylink', options));
    const usual = await spaceWith('xylink', {});
    expect(await failureOf(act(await usual.client('xylink', { diagnose: false, ...options })))).toMatchObject({
      name: 'RefusedError',
    });
  });

  test('the number of a room with the suffix of replies, which a reading refuses', async () => {
    const options = { format: { roomNumbers: 'with-suffix' } } as const;
    await split(await (await spaceWith('xylink', {})).client('xylink', options));
    const strict = await spaceWith('xylink', { confnoSuffix: 'refused' });
    expect(await failureOf(split(await strict.client('xylink', options)))).toMatchObject({ name: 'RefusedError' });
  });
});
