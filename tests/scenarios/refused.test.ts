import { describe, expect, test } from '@jest/globals';
import { refusals } from '../../contracts/xylink/generated.js';
import type { Diagnosis } from '../../simulator/core/diagnosis/diagnosis.js';
import { byOne, groups, rooms } from '../xylink/xylink-requests.js';
import { type Answer, prepare } from '../ytx/caller.js';
import {
  openSimulator,
  providerOf,
  scenariosOf,
  type TestSimulator,
  unsigned,
  unsignedStatus,
} from './scenario-server.js';

const plain = (answer: Answer): readonly unknown[] => [answer.status, answer.headers['content-type'], answer.text];

/** A provider, and a request that it refuses of its own accord. */
type RefusedError = readonly [provider: string, method: string, target: string];
const ytx: RefusedError = ['ytx', 'POST', unsigned];
const nobodys: RefusedError = ['xylink', 'GET', unsignedStatus];
/** A rightly signed request about an unknown room. */
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
    sim.simulator.spaces.getOrCreate(undefined).setReadings(providerOf(sim.simulator, name), readings);
    const real = await sim.ask(target, { method });
    const made = await sim.ask(`/+${of}${target}`, { method });
    expect([real.refusedBy, scenariosOf(real)]).toEqual([`${name}/${check}`, undefined]);
    expect([made.refusedBy, scenariosOf(made)]).toEqual([undefined, `${name}/${of}`]);
    expect(plain(made)).toEqual(plain(real));
  });

  test('is what an entity of the starting world brings about', async () => {
    const sim = await openSimulator();
    const { host, target, ...signed } = prepare(sim.simulator.spaces.getOrCreate(undefined), {
      app: 'app:offline',
      host: 'api.ytx.net',
    });
    const real = await sim.ask(`/${host}${target}`, { ...signed, body: String(signed.body) });
    expect(real.refusedBy).toBe('ytx/application-is-online');
    expect(plain(await sim.ask(`/+app-offline/${host}${target}`))).toEqual(plain(real));
  });

  test('depends on the readings as the refusal itself does', async () => {
    const sim = await openSimulator();
    const space = sim.simulator.spaces.getOrCreate(undefined);
    const xylink = providerOf(sim.simulator, 'xylink');
    const ask = (scenario: string): Promise<Answer> => sim.ask(`/+${scenario}${unsignedStatus}`, { method: 'GET' });
    expect((await ask('room-unknown')).text).toBe(refusals.callNumberInvalid.body);
    space.setReadings(xylink, { unknownRoom: 'no-meeting', businessStatus: '200', limitStatus: 'business' });
    expect(await ask('room-unknown')).toMatchObject({ status: 200, text: refusals.noMeeting.body });
    expect(await ask('too-many-requests')).toMatchObject({ status: 200, text: refusals.serviceBusy.body });
  });

  test('is given to a request that was right, and writes nothing', async () => {
    const sim = await openSimulator();
    const space = sim.simulator.spaces.getOrCreate(undefined);
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
    const answer = await ask('/+hang/+exceptional/sandbox.ytx.net/201612/sid/unknown/call/Nothing.wx');
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

/** The diagnosis of an unsigned request that met these scenarios. */
async function diagnosed(scenarios: string): Promise<Diagnosis> {
  const { ask, control } = await openSimulator();
  await ask(`${scenarios}${unsigned}`);
  return (await control('GET', '/journal/1/diagnosis')).json as Diagnosis;
}

const refused = 'Refused by ytx/authorization-is-readable';

describe('the diagnosis of a request that met a scenario', () => {
  test.each(['gateway-502', 'gateway-503', 'http-500', 'ytx/app-offline'])(
    'answered by %s says that the request was not looked at',
    async (scenario) => {
      const { says, checks, refusedBy } = await diagnosed(`/+${scenario}`);
      expect(says).toBe(`The scenario ${scenario} determined this reply; no check ran on the request.`);
      expect([checks, refusedBy]).toEqual([[], undefined]);
    },
  );

  test('answered by gateway-504 shows what the provider refused it for', async () => {
    const { says, checks, refusedBy } = await diagnosed('/+gateway-504');
    expect(says).toMatch(new RegExp(`scenario gateway-504 .* ${refused}`));
    expect(refusedBy).toBe('ytx/authorization-is-readable');
    expect(checks.at(-1)).toMatchObject({ check: refusedBy, passed: false, evidence: expect.any(Array) as unknown });
  });

  test.each([
    ['/+slow-2s', 'The scenario slow-2s delayed the reply by 2000 ms.'],
    ['/+duplicate-keys', 'The scenario duplicate-keys damaged the reply: '],
  ])('under %s names both the refusal and the fault', async (scenarios, faultScenarios) => {
    const { says } = await diagnosed(scenarios);
    expect(says).toContain(refused);
    expect(says).toContain(faultScenarios);
  });

  test('answered and delayed by scenarios names the effect of each', async () => {
    const { says } = await diagnosed('/+app-offline/+slow-2s');
    expect(says).toMatch(/scenario ytx\/app-offline determined .* scenario slow-2s delayed .*\.$/);
  });
});

/** A simulator that has answered four requests, three of them with scenarios. */
async function played(): Promise<TestSimulator> {
  const sim = await openSimulator();
  await sim.ask(unsigned);
  await sim.ask(`/+slow-2s/+app-offline${unsigned}`);
  await sim.ask(`/+body-not-json${unsigned}`);
  await sim.ask(`/+slow${unsignedStatus}`, { method: 'GET' });
  return sim;
}

/** The numbers of the exchanges that are listed. */
const idsIn = (json: unknown): unknown =>
  (json as { readonly exchanges: readonly { readonly id: number }[] }).exchanges.map(({ id }) => id);

describe('the exchanges in which a scenario had a part', () => {
  test.each([
    ['app-offline', [2]],
    ['ytx/app-offline', [2]],
    ['ytx%2Fapp-offline', [2]],
    ['slow-2s', [2]],
    ['slow', [4]],
    ['body-not-json', [3]],
    ['ytx/body-not-json', [3]],
    ['xylink/body-not-json', []],
    ['hang', []],
  ])('%s are listed: %j', async (name, ids) => {
    const { control } = await played();
    const { status, json } = await control('GET', `/journal?scenario=${name}`);
    expect([status, idsIn(json)]).toEqual([200, ids]);
  });

  test('are listed where everything else that was asked for holds, too', async () => {
    const { control } = await played();
    expect(idsIn((await control('GET', '/journal?scenario=slow-2s&after=2')).json)).toEqual([]);
    expect(idsIn((await control('GET', '/journal?scenario=slow-2s&operation=createMeeting')).json)).toEqual([2]);
  });

  test('are waited for', async () => {
    const { control } = await played();
    expect(idsIn((await control('GET', '/journal/wait?scenario=slow&timeout=PT0S')).json)).toEqual([4]);
    expect(await control('GET', '/journal/wait?scenario=hang&timeout=PT0S')).toMatchObject({ status: 408 });
  });

  test.each([
    ['app-ofline', 'Did you mean app-offline'],
    ['hagn', 'Did you mean hang'],
    ['fail-2-then-ok', 'GET /_simulator/scenarios lists them all.'],
    ['', 'GET /_simulator/scenarios lists them all.'],
  ])('are not those of %s, which is no scenario: 400', async (name, fix) => {
    const { control } = await played();
    for (const path of ['/journal', '/journal/wait']) {
      const { status, json } = await control('GET', `${path}?scenario=${name}`);
      expect([status, json]).toMatchObject([
        400,
        { parameter: 'scenario', fix: expect.stringContaining(fix) as unknown },
      ]);
    }
  });
});
