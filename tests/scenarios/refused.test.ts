import { describe, expect, test } from '@jest/globals';
import { refusals } from '../../contracts/xylink/generated.js';
import { byOne, groups, rooms } from '../xylink/office.js';
import { type Answer, prepare } from '../ytx/caller.js';
import { openSimulator, providerOf, scenariosOf, unsigned, unsignedStatus } from './stage.js';

const plain = (answer: Answer): readonly unknown[] => [answer.status, answer.headers['content-type'], answer.text];

/** A provider, and a request that it refuses of its own accord. */
type RefusedError = readonly [provider: string, method: string, target: string];
const ytx: RefusedError = ['ytx', 'POST', unsigned];
const nobodys: RefusedError = ['xylink', 'GET', unsignedStatus];
/** A room that there is not, asked about with a signature that is right. */
const noRoom: RefusedError = ['xylink', 'GET', byOne('GET', '910009999999/meetingStatus').target];

/** A refusal that can be had in both ways. */
interface Alike {
  readonly asked: RefusedError;
  readonly of: string;
  readonly check: string;
  readonly readings: Readonly<Record<string, string>>;
}

describe('a scenario’s refusal', () => {
  test.each<Alike>([
    { asked: ytx, of: 'authorization-unreadable', check: 'authorization-is-readable', readings: {} },
    { asked: nobodys, of: 'enterprise-unknown', check: 'enterprise-is-known', readings: {} },
    { asked: nobodys, of: 'enterprise-unknown', check: 'enterprise-is-known', readings: { businessStatus: '200' } },
    { asked: noRoom, of: 'room-unknown', check: 'room-exists', readings: {} },
    { asked: noRoom, of: 'room-unknown', check: 'room-exists', readings: { moreInfoHost: 'www.ainemo.com' } },
    { asked: noRoom, of: 'room-unknown', check: 'room-exists', readings: { businessStatus: '200' } },
    { asked: noRoom, of: 'room-unknown', check: 'room-exists', readings: { unknownRoom: 'no-meeting' } },
  ])('$of of $asked.0 is letter for letter that of $check under $readings', async ({ asked, of, check, readings }) => {
    const [name, method, target] = asked;
    const sim = await openSimulator();
    sim.simulator.spaces.of(undefined).setReadings(providerOf(sim.simulator, name), readings);
    const real = await sim.ask(target, { method });
    const made = await sim.ask(`/+${of}${target}`, { method });
    expect([real.refusedBy, scenariosOf(real)]).toEqual([`${name}/${check}`, undefined]);
    expect([made.refusedBy, scenariosOf(made)]).toEqual([undefined, `${name}/${of}`]);
    expect(plain(made)).toEqual(plain(real));
  });

  test('is what an entity of the starting world brings about', async () => {
    const sim = await openSimulator();
    const { host, target, ...signed } = prepare(sim.simulator.spaces.of(undefined), {
      app: 'app:offline',
      host: 'api.ytx.net',
    });
    const real = await sim.ask(`/${host}${target}`, { ...signed, body: String(signed.body) });
    expect(real.refusedBy).toBe('ytx/application-is-online');
    expect(plain(await sim.ask(`/+app-offline/${host}${target}`))).toEqual(plain(real));
  });

  test('depends on the readings as the refusal itself does', async () => {
    const sim = await openSimulator();
    const space = sim.simulator.spaces.of(undefined);
    const xylink = providerOf(sim.simulator, 'xylink');
    const ask = (scenario: string): Promise<Answer> => sim.ask(`/+${scenario}${unsignedStatus}`, { method: 'GET' });
    expect((await ask('room-unknown')).text).toBe(refusals.callNumberInvalid.body);
    space.setReadings(xylink, { unknownRoom: 'no-meeting', businessStatus: '200', limitStatus: '400' });
    expect(await ask('room-unknown')).toMatchObject({ status: 200, text: refusals.noMeeting.body });
    expect(await ask('too-many-requests')).toMatchObject({ status: 400, text: refusals.serviceBusy.body });
  });

  test('is given to a request that was right, and writes nothing', async () => {
    const sim = await openSimulator();
    const space = sim.simulator.spaces.of(undefined);
    const before = space.world();
    const { host, target, ...signed } = prepare(space, {});
    const booking = { ...signed, body: String(signed.body) };
    const refused = await sim.ask(`/+caller-not-allowed/${host}${target}`, booking);
    expect(scenariosOf(refused)).toBe('ytx/caller-not-allowed');
    expect(space.world()).toEqual(before);
    const accepted = await sim.ask(`/${host}${target}`, booking);
    expect(accepted.text).toContain('"meid":"001"');
    expect(space.world()).not.toEqual(before);
  });

  test('counts against no limit, not even when it is the limit’s own', async () => {
    const sim = await openSimulator();
    const { target } = byOne('GET', `${rooms.running}/meetingStatus`);
    const ask = (front = ''): Promise<Answer> => sim.ask(`${front}${target}`, { method: 'GET' });
    const refused = await Promise.all(Array.from({ length: 40 }, () => ask('/+too-many-requests')));
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]));
    const usual = await Promise.all(Array.from({ length: 21 }, () => ask()));
    expect(usual.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(usual.filter(({ refusedBy }) => refusedBy === 'xylink/is-within-the-limit')).toHaveLength(1);
  });

  test('is not given where the provider’s own operation is not modelled', async () => {
    const { ask } = await openSimulator();
    const answer = await ask('/+hang/+exceptional/sandbox.ytx.net/201612/sid/nobody/call/Nothing.wx');
    expect([answer.status, scenariosOf(answer)]).toEqual([501, undefined]);
  });

  test('stands in the journal as a scenario’s, and is found under no check', async () => {
    const sim = await openSimulator();
    const { method, target, body = '' } = groups({ meetingRoomNumber: rooms.running, groupCount: 2 });
    await sim.ask(`/+meeting-not-running${target}`, { method, body });
    const { json } = await sim.control('GET', '/journal/1');
    const { code } = refusals.noMeeting;
    expect(json).toMatchObject({
      operation: 'createGroups',
      source: 'scenario',
      scenario: 'xylink/meeting-not-running',
      scenarios: ['xylink/meeting-not-running'],
      refusal: { name: 'noMeeting', code },
      reply: { status: 400 },
    });
    expect(json).not.toHaveProperty('refusedBy');
    expect(json).not.toHaveProperty('trace');
    const { json: listed } = await sim.control('GET', '/journal?refusedBy=xylink/meeting-is-running');
    expect(listed).toEqual({ exchanges: [], callbacks: [], page: { matching: 0 } });
  });
});
