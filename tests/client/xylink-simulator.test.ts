import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signTypes } from '../../contracts/xylink/signing-scheme2.js';
import { createXylinkClient, type XylinkClient, type XylinkClientOptions } from '../../client/index.js';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { failureOf } from './ytx-requests.js';
import { fakeTime, noon } from './xylink-requests.js';

let simulator: Simulator;
let url: string;
let close: () => Promise<void>;
beforeAll(async () => {
  simulator = createSimulator({ clock: { now: () => noon }, log: () => undefined });
  ({ url, close } = await simulator.listen(0));
});
afterAll(() => close());

/** What a role of the cast has under a name, as text. */
function valueOf(role: string, name: string): string {
  const value = (
    simulator.spaces.getOrCreate(undefined).cast()['xylink']?.[role] as Record<string, unknown> | undefined
  )?.[name];
  if (typeof value !== 'string') throw new Error(`the cast has no entity for the role ${role}, or it has no ${name}`);
  return value;
}

const main = (name: string): string => valueOf('enterprise:main', name);
const byToken = (): XylinkClientOptions['auth'] => ({ token: main('token') });
const byLogin = () => ({ clientId: main('clientId'), clientSecret: main('clientSecret') });

/** A client of the main enterprise in a space of its own. Default: by token. */
const clientIn = (space: string, options: Partial<XylinkClientOptions> = {}): XylinkClient =>
  createXylinkClient({
    baseUrl: `${url}/~${space}/sdk.xylink.com`,
    enterpriseId: main('enterpriseId'),
    auth: byToken(),
    ...fakeTime(),
    ...options,
  });

const ways: readonly (readonly [string, () => XylinkClientOptions['auth']])[] = [
  ['1-0', byToken],
  ...signTypes.map(
    (signType) => [`2-0-${signType.toLowerCase().replace('_', '-')}`, () => ({ ...byLogin(), signType })] as const,
  ),
];

describe.each(ways)('a client of XYLink, asking the simulator with %s,', (way, auth) => {
  const client = () => clientIn(`journey-${way}`, { auth: auth() });

  test('finds out who is in a meeting, and splits them into groups, once', async () => {
    const room = valueOf('room:running', 'meetingRoomNumber');
    const { running, participants } = await client().meetingStatus(room);
    expect([running, participants.length >= 7]).toEqual([true, true]);
    const half = Math.ceil(participants.length / 2);
    const [one, two] = [participants.slice(0, half), participants.slice(half)];
    const groups = await client().createGroups({
      room,
      groups: [
        { name: '分组1', members: one },
        { name: '分组2', members: two },
      ],
    });
    expect(groups.map(({ name, members }) => [name, members.map(({ id }) => id)])).toEqual([
      ['分组1', one.map(({ id }) => id)],
      ['分组2', two.map(({ id }) => id)],
    ]);
    const failure = await failureOf(client().createGroups({ room }));
    expect(failure).toMatchObject({ name: 'RefusedError', refusal: 'groupsAlreadyOpen', status: 400 });
  });

  test('starts a meeting by inviting, takes someone out, and ends it', async () => {
    const room = valueOf('room:idle', 'meetingRoomNumber');
    expect(await client().meetingStatus(room)).toMatchObject({ room, running: false, participants: [] });
    expect(await failureOf(client().createGroups({ room }))).toMatchObject({ refusal: 'noMeeting', code: '66620' });
    await client().invite(room, ['10000000001', '10000000002']);
    const { participants } = await client().meetingStatus(room);
    expect(participants).toHaveLength(2);
    await client().disconnect(room, participants.slice(0, 1));
    expect((await client().meetingStatus(room)).participants).toEqual(participants.slice(1));
    await client().endMeeting(room);
    expect((await client().meetingStatus(room)).running).toBe(false);
    expect(await failureOf(client().endMeeting(room))).toMatchObject({ refusal: 'internalError' });
  });
});

describe('a client of XYLink, asking the simulator,', () => {
  test.each([
    ['a wrong token', () => ({ token: 'x' }), 'signatureInvalid'],
    ['a wrong secret', () => ({ ...byLogin(), clientSecret: 'x' }), 'loginRefused'],
  ])('is refused with %s', async (_, auth, refusal) => {
    const client = clientIn('refused', { auth: auth() });
    expect(await failureOf(client.endMeeting('1'))).toMatchObject({ name: 'RefusedError', refusal });
  });

  test('gets the name of the refusal for an operation that an old platform lacks', async () => {
    const auth = { token: valueOf('enterprise:old', 'token') };
    const client = clientIn('old', { auth, enterpriseId: valueOf('enterprise:old', 'enterpriseId') });
    const failure = await failureOf(client.createGroups({ room: valueOf('room:running', 'meetingRoomNumber') }));
    expect(failure).toMatchObject({ name: 'RefusedError', refusal: 'interfaceUnknown', status: 404 });
  });

  test('is refused above 20 a second without its own limit', async () => {
    const fast = clientIn('fast', { limit: 0 });
    const fields = { meetingRoomNumber: valueOf('room:running', 'meetingRoomNumber') };
    const prepared = await fast.prepare('meetingStatus', fields);
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => fast.send(prepared)));
    const reasons = outcomes.flatMap((each): readonly unknown[] => (each.status === 'rejected' ? [each.reason] : []));
    const busy: unknown = expect.objectContaining({ refusal: 'serviceBusy' });
    expect(reasons).toEqual(Array.from({ length: 10 }, () => busy));
  });

  test('is never refused with its own limit, by one clock', async () => {
    const { clock, advance } = fakeTime();
    const sharing = createSimulator({ clock, log: () => undefined });
    const listening = await sharing.listen(0);
    const runState: Promise<unknown>[] = [];
    const client = clientIn('paced', {
      baseUrl: `${listening.url}/sdk.xylink.com`,
      clock,
      // Time stands until what was sent has arrived, as it would if a second were one.
      sleep: async (ms) => {
        await Promise.all(runState);
        advance(ms);
      },
      fetch: (...request) => {
        const reply = fetch(...request);
        runState.push(reply);
        return reply;
      },
    });
    const room = valueOf('room:running', 'meetingRoomNumber');
    const all = await Promise.all(Array.from({ length: 60 }, () => client.meetingStatus(room)));
    expect([all.length, runState.length, clock.now() - noon]).toEqual([60, 60, 3000]);
    await listening.close();
  });

  test('keeps ids beyond 2^53 exact', async () => {
    const room = valueOf('room:running', 'meetingRoomNumber');
    const participants = ['9007199254740993', '9007199254740995', 101000022].map((id, index) => ({
      id,
      type: 5,
      participantNumber: `1000000002${index}`,
    }));
    const patch = { xylink: { meetings: { [room]: { participants } } } };
    const { ok } = await fetch(`${url}/~exact/_simulator/world`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: JSON.stringify(patch),
    });
    expect(ok).toBe(true);
    const client = clientIn('exact');
    const present = (await client.meetingStatus(room)).participants;
    expect(present.map(({ id }) => id)).toEqual(participants.map(({ id }) => id));
    const [group] = await client.createGroups({ room, groups: [{ members: present.slice(1, 2) }] });
    expect(group?.members.map(({ id }) => id)).toEqual(['9007199254740995']);
    await client.disconnect(room, present.slice(0, 1));
    expect((await client.meetingStatus(room)).participants).toEqual(present.slice(1));
  });

  test('gets its tokens renewed', async () => {
    const client = clientIn('renewed', { auth: byLogin() });
    const { data } = await client.send(
      await client.prepare('appToken', {
        client_id: main('clientId'),
        client_secret: main('clientSecret'),
        enterpriseId: main('enterpriseId'),
      }),
    );
    const renewed = await client.send(await client.prepare('refreshToken', { refresh_token: data.refresh_token }));
    expect(renewed.data.expires_in).toBeGreaterThan(1800);
    const failure = await failureOf(client.send(await client.prepare('refreshToken', { refresh_token: 'x' })));
    expect(failure).toMatchObject({ refusal: 'refreshTokenInvalid', operation: 'refreshToken' });
  });
});
