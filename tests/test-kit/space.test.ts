import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  connectSimulator,
  ControlError,
  type SimulatorConnection,
  type SimulatorSpace,
  type StartedSimulator,
  startSimulator,
} from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { hostsByProvider } from '../../simulator/test-kit/space.js';
import { failureOf, weekly } from '../client/ytx-requests.js';

const noon = '2026-11-21T12:00:00+08:00';

let started: StartedSimulator;
let connected: SimulatorConnection;
let spaces = 0;

beforeAll(async () => {
  started = await startSimulator({ seed: 'friday', log: () => undefined });
  connected = await connectSimulator(`${started.url}/`);
});
afterAll(() => started.close());

/** A space of its own, of the simulator that this process started, or of the same one by its address. */
function open(by: 'started' | 'connected' = 'started'): SimulatorSpace {
  spaces += 1;
  return (by === 'started' ? started : connected).space(`kit-${spaces}`);
}

test('knows the hosts of the providers', () => {
  for (const { name, hosts } of providers) {
    expect(hosts.map(({ host }) => host)).toEqual(expect.arrayContaining([...hostsByProvider[name as 'ytx']]));
  }
});

describe.each(['started', 'connected'] as const)('a space of a simulator that is %s', (by) => {
  test('has base URLs, with scenarios and other hosts', () => {
    const { name, url } = open(by);
    expect(url('ytx')).toBe(`${started.url}/~${name}/sandbox.ytx.net`);
    expect(url('xylink', { host: 'cloud.xylink.com', scenarios: ['slow', 'ytx/app-offline'] })).toBe(
      `${started.url}/~${name}/+slow/+ytx%2Fapp-offline/cloud.xylink.com`,
    );
  });

  test('controls its clock, and its clients sign by it', async () => {
    const space = open(by);
    const client = await space.client('ytx');
    // Not awaited: calls are sent in order.
    void space.clock.freeze({ now: '2031-01-01T00:00:00+08:00' });
    expect(await space.clock.get()).toEqual({ now: '2031-01-01T00:00:00+08:00', mode: 'frozen' });
    expect(await client.startMeeting(weekly)).toMatchObject({ meetingNumber: '001' });
    expect(await space.clock.advance({ by: 'PT25H' })).toMatchObject({
      now: '2031-01-02T01:00:00+08:00',
      callbacks: [],
    });
    expect(space.clock.now()).toBe(Date.parse('2031-01-02T01:00:00+08:00'));
    expect(await client.startMeeting(weekly)).toMatchObject({ meetingNumber: '002' });
    expect(await space.clock.run()).toMatchObject({ mode: 'running' });
    expect(await space.clock.set({ now: noon })).toMatchObject({ mode: 'running' });
    expect(Math.abs(space.clock.now() - Date.parse(noon))).toBeLessThan(60_000);
  });

  test('switches scenarios on and off', async () => {
    const space = open(by);
    const client = await space.client('ytx');
    expect(await space.scenarios.use('caller-not-allowed', { times: 1 })).toMatchObject({ timesLeft: 1 });
    expect(await failureOf(client.startMeeting(weekly))).toMatchObject({ name: 'RefusedError', code: '-205' });
    expect(await client.startMeeting(weekly)).toMatchObject({ meetingNumber: '001' });
    await space.scenarios.use('ytx/app-offline');
    expect((await space.scenarios.list()).on).toHaveLength(1);
    await space.scenarios.switchOff('ytx/app-offline');
    await space.scenarios.use('http-500');
    await space.scenarios.clear();
    expect((await space.scenarios.list()).on).toEqual([]);
  });

  test('changes the world and the readings, and resets them', async () => {
    const space = open(by);
    await space.readings.set('ytx', { validity: '10min' });
    expect(await space.readings.get()).toMatchObject({ ytx: { validity: { option: '10min' } } });
    expect(await space.readings.replace({})).toMatchObject({ ytx: { validity: { option: '24h' } } });
    const before = (await space.world.get()) as { ytx: { settings?: object } };
    await space.world.patch({ ytx: { settings: { meetingsKept: 7 } } });
    expect(await space.world.get()).not.toEqual(before);
    expect(await space.reset()).toMatchObject({ space: space.name, reset: true });
    expect(await space.world.get()).toEqual(before);
    expect(await space.world.replace(before)).toEqual(before);
  });

  test('waits for exchanges, and explains those that were refused', async () => {
    const space = open(by);
    const client = await space.client('ytx', { app: 'app:offline' });
    const waiting = space.journal.waitFor({ operation: 'createMeeting', refusedBy: 'ytx/application-is-online' });
    expect(await failureOf(client.startMeeting(weekly))).toMatchObject({ code: '-205' });
    const call = await waiting;
    expect(call).toMatchObject({ id: 1, operation: 'createMeeting', refusal: { code: '-205' } });
    expect(call.diagnosis?.says).toContain('is offline');
    expect(call.diagnosisText).toContain('Refused by ytx/application-is-online');
    expect(await space.journal.get(1)).toEqual(call);
    expect((await space.journal.diagnose(1, { language: 'zh' })).language).toBe('zh');
    expect((await space.journal.list({ limit: 1 })).exchanges).toHaveLength(1);
    await space.journal.clear();
    expect((await space.journal.list()).exchanges).toEqual([]);
    expect(await failureOf(space.journal.waitFor({ timeout: 'PT0.01S' }))).toMatchObject({
      name: 'ControlError',
      status: 408,
    });
  });

  test('waits for callbacks, and has what the sink received', async () => {
    const space = open(by);
    const client = await space.client('ytx', { app: 'app:with-callback' });
    await client.startMeeting(weekly);
    const { callbacks } = await space.clock.advance({ by: 'PT2H' });
    expect(callbacks.length).toBeGreaterThan(0);
    expect(await space.callbacks.waitFor({ event: 'callRecord' })).toMatchObject({
      event: 'callRecord',
      accepted: true,
    });
    expect((await space.callbacks.list({ event: 'callRecord' })).attempts.length).toBeGreaterThan(0);
    expect((await space.callbacks.sink()).received.length).toBeGreaterThan(0);
    await space.callbacks.clearSink();
    expect((await space.callbacks.sink()).received).toEqual([]);
  });

  test('acts in a XYLink meeting', async () => {
    const space = open(by);
    const client = await space.client('xylink');
    const { meetingRoomNumber: number = '' } = ((await space.cast())['xylink']?.['room:idle'] ?? {}) as Record<
      string,
      string
    >;
    await space.rooms.startMeeting(number);
    await space.rooms.addParticipants(number, ['600001', '600002']);
    const { participants } = await client.meetingStatus(number);
    expect(participants).toHaveLength(2);
    await space.rooms.removeParticipants(number, [String(participants[0]?.id)]);
    expect((await client.meetingStatus(number)).participants).toHaveLength(1);
    expect(await failureOf(space.rooms.closeGroups(number))).toMatchObject({ name: 'ControlError' });
    await space.rooms.endMeeting(number);
    expect((await client.meetingStatus(number)).participants).toEqual([]);
  });

  test('answers what is not modelled with a stub', async () => {
    const space = open(by);
    const stub = {
      provider: 'xylink',
      method: 'GET',
      path: '/api/rest/external/v1/things/{n}',
      body: { ok: true },
    } as const;
    expect(await space.stubs.set('things', stub)).toMatchObject(stub);
    expect(await space.stubs.get('things')).toMatchObject(stub);
    const reply = await fetch(`${space.url('xylink')}/api/rest/external/v1/things/7`);
    // Its caller is verified as that of an operation.
    expect(reply.headers.get('simulator-refused-by')).toBe('xylink/enterprise-is-known');
    await space.stubs.remove('things');
    await space.stubs.clear();
    expect(await space.stubs.list()).toEqual({});
  });

  test('can be removed', async () => {
    const space = open(by);
    await space.clock.get();
    expect((await started.spaces()).spaces.map(({ name }) => name)).toContain(space.name);
    await space.remove();
    expect((await started.spaces()).spaces.map(({ name }) => name)).not.toContain(space.name);
    // It is gone already.
    await space.remove();
  });
});

test('says what is wrong and what to do', async () => {
  const space = open();
  const failure = await failureOf(space.scenarios.use('caller-not-alowed' as 'caller-not-allowed'));
  expect(failure).toBeInstanceOf(ControlError);
  expect(failure).toMatchObject({ status: 404, message: expect.stringContaining('caller-not-allowed') as unknown });
  expect(await failureOf(space.client('ytx', { account: 'account:nope' }))).toMatchObject({
    message: 'the cast of ytx has no entity with accountSID for the role "account:nope"',
  });
  expect(await failureOf(connectSimulator('http://127.0.0.1:1'))).toMatchObject({
    name: 'ControlError',
    message: 'The simulator at http://127.0.0.1:1 cannot be reached.',
  });
  expect(await failureOf(connectSimulator('127.0.0.1'))).toMatchObject({ name: 'ControlError' });
});

test('uses the control token', async () => {
  const simulator = await startSimulator({ controlToken: 'open-sesame', log: () => undefined });
  expect(await simulator.space().clock.get()).toMatchObject({ mode: 'running' });
  const stranger = await connectSimulator(simulator.url);
  expect(await failureOf(stranger.space().clock.get())).toMatchObject({ status: 401 });
  const friend = await connectSimulator(simulator.url, { token: 'open-sesame' });
  expect(await friend.space().clock.get()).toMatchObject({ mode: 'running' });
  await simulator.close();
});
