import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { judge } from '../../simulator/platform/judge.js';
import { callbacks } from '../../simulator/providers/xylink/callbacks/index.js';
import { type Answer, byOne, noon, rooms } from './xylink-requests.js';
import { startEventServer, type EventServer, type SentEvent } from './event-requests.js';

const calls = 'https://receiver.example/calls';
const roster = '/_simulator/sink/roster';

let server: EventServer;
beforeEach(async () => {
  server = await startEventServer();
});
afterEach(() => server.close());

const invite = (room: string, ...numbers: readonly string[]): Promise<Answer> => {
  const body = { callNumber: room, deviceList: numbers.map((number) => ({ number })) };
  return server.send(byOne('PUT', 'invitation', JSON.stringify(body)));
};
const disconnect = (room: string, ...ids: readonly number[]): Promise<Answer> => {
  const list = ids.map((id) => ({ id, type: 5 }));
  return server.send(byOne('PUT', `${room}/disconnect`, JSON.stringify(list)));
};
const end = (room: string): Promise<Answer> => server.send(byOne('PUT', `${room}/end`));
const act = (method: string, path: string, body?: object): Promise<Answer> =>
  server.send({ method, target: `/_simulator/xylink/rooms/${path}`, ...(body && { body: JSON.stringify(body) }) });

/** Who joined (+) and left (-), by number, each with how many were in the meeting then. */
const moves = (sent: readonly SentEvent[]): readonly string[] =>
  sent
    .filter(({ type }) => type === 'NewUserCall')
    .map(({ body }) => {
      const sign = body['callStatus'] === 'CONNECTED' ? '+' : '-';
      return `${sign}${String(body['callerNumber'])} ${String(body['userCountOfSameConf'])}`;
    });
const onRoster = ({ body }: SentEvent): readonly string[] =>
  (body['participants'] as readonly { readonly participantNumber: string }[]).map((each) => each.participantNumber);

describe('an enterprise that has registered NewUserCall', () => {
  beforeEach(() => server.registerCalls(calls));

  test('gets an event for each participant who joins, at once, with the meeting and its size', async () => {
    await invite(rooms.idle, '10000000001', '600001');
    const sent = server.takeEvents();
    expect(moves(sent)).toEqual(['+10000000001 1', '+600001 2']);
    const [first] = sent;
    expect(first).toEqual({
      type: 'NewUserCall',
      subject: `xylink/meeting ${String(first?.body['meetingId'])}`,
      due: noon,
      url: calls,
      body: {
        callerNumber: '10000000001',
        calleeNumber: rooms.idle,
        callerType: 5,
        calleeType: 9,
        callStatus: 'CONNECTED',
        time: noon,
        caller: true,
        userCountOfSameConf: 1,
        callerId: 102_000_001,
        calleeId: null,
        callerName: '10000000001',
        calleeName: '空会议室',
        callerExternalUserId: null,
        calleeExternalUserId: null,
        callerDeviceType: 5,
        calleeDeviceType: 9,
        meetingId: expect.stringMatching(/^1156\d{9}$/),
      },
    });
  });

  test('gets events only for participants who were not in the meeting', async () => {
    await invite(rooms.running, '10000000001', '10000000009');
    expect(moves(server.takeEvents())).toEqual(['+10000000009 9']);
  });

  test('gets an event for each participant who leaves, and for all when the meeting ends', async () => {
    await disconnect(rooms.small, 101_000_022);
    expect(moves(server.takeEvents())).toEqual(['-10000000022 2']);
    await end(rooms.small);
    expect(moves(server.takeEvents())).toEqual(['-10000000021 1', '-10000000023 0']);
  });

  test('gets no event when no participant joins or leaves', async () => {
    await invite(rooms.running, '10000000001');
    await disconnect(rooms.running, 1);
    await act('POST', `${rooms.idle}/meeting`);
    await act('DELETE', `${rooms.idle}/meeting`);
    expect(server.emittedEvents).toEqual([]);
  });

  test('gets events for changes by the control API, too', async () => {
    await act('POST', `${rooms.idle}/meeting`);
    await act('POST', `${rooms.idle}/participants`, { numbers: ['600001', '600002'] });
    await act('DELETE', `${rooms.idle}/participants`, { ids: [102_000_001] });
    await act('DELETE', `${rooms.idle}/meeting`);
    expect(moves(server.takeEvents())).toEqual(['+600001 1', '+600002 2', '-600001 1', '-600002 0']);
  });

  test('gets no event for a refused request', async () => {
    await end(rooms.idle);
    await invite('919999999999', '600001');
    expect(server.emittedEvents).toEqual([]);
  });
});

describe('a room with a callback of its own', () => {
  test('gets the participants after each change, and an empty list at the end', async () => {
    await server.registerRoster(rooms.small, roster);
    await invite(rooms.small, '600001', '600002');
    await disconnect(rooms.small, 101_000_021, 101_000_022);
    await end(rooms.small);
    const sent = server.takeEvents();
    expect(sent.map(onRoster)).toEqual([
      ['10000000021', '10000000022', '10000000023', '600001', '600002'],
      ['10000000023', '600001', '600002'],
      [],
    ]);
    expect(sent.at(-1)).toEqual({
      type: 'ConferenceRosterInfo',
      subject: 'xylink/meeting 1156000000004',
      due: noon,
      url: roster,
      body: {
        callbackEvent: 'ConferenceRosterInfo',
        confNumber: rooms.small,
        meetingId: '1156000000004',
        participants: [],
      },
    });
  });

  test('gets no event of other rooms, and none of a type that is not sent for rooms', async () => {
    await server.registerRoster(rooms.small, roster);
    await server.registerRoster(rooms.running, roster, 'NemoHands');
    await invite(rooms.idle, '600001');
    await invite(rooms.running, '600001');
    expect(server.emittedEvents).toEqual([]);
  });

  test('gets its event after those of the enterprise for the same change', async () => {
    await server.registerCalls(calls);
    await server.registerRoster(rooms.small, roster);
    await end(rooms.small);
    const [only] = server.emittedEvents;
    expect(server.emittedEvents).toHaveLength(1);
    expect(only?.withdraws).toEqual([]);
    expect(only?.events.map(({ type: event }) => event)).toEqual([
      ...Array.from({ length: 3 }, () => 'NewUserCall'),
      'ConferenceRosterInfo',
    ]);
  });
});

test('without a registration no event is sent', async () => {
  await invite(rooms.idle, '600001');
  await end(rooms.idle);
  expect(server.emittedEvents).toEqual([]);
});

describe('the events sent', () => {
  test('is in every body what the contract says, and so are the samples', async () => {
    await server.registerCalls(calls);
    await server.registerRoster(rooms.running, roster);
    await invite(rooms.running, '600001', '0100000010007x');
    await disconnect(rooms.running, 101_000_001);
    await end(rooms.running);
    const schemas = await callbacks.schemas();
    expect(Object.keys(schemas)).toEqual(Object.keys(callbacks.events));
    const sent = [
      ...server.takeEvents(),
      ...Object.values(callbacks.events).map(({ name, sample }) => ({ type: name, body: sample })),
    ];
    expect(sent.length).toBeGreaterThan(10);
    expect(sent.flatMap(({ type, body }) => judge(schemas[type] ?? {}, body))).toEqual([]);
    expect(sent.map(({ type, body }) => judge(schemas[type] ?? {}, { ...body, meetingId: 7 }).length)).not.toContain(0);
  });

  test('has the same body however often it is asked for', async () => {
    await server.registerRoster(rooms.small, roster);
    await invite(rooms.small, '600001');
    const [event] = server.emittedEvents.flatMap(({ events }) => events);
    const before = Buffer.from(event?.body() ?? []);
    await end(rooms.small);
    expect(Buffer.from(event?.body() ?? []).equals(before)).toBe(true);
    expect(before.length).toBeGreaterThan(0);
  });
});
