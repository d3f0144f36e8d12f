import { describe, expect, test } from '@jest/globals';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import type { CaseFile, ContractCase } from '../../contracts/suite/case.js';
import { matchesContract } from '../../contracts/suite/assertions.js';
import { play } from '../../contracts/suite/runner.js';
import type { Exchange } from '../../simulator/core/requests/handle-request.js';
import type { World } from '../../simulator/core/state/world.js';
import { checkedWorld } from '../../simulator/core/state/world-check.js';
import { createSimulator, type Simulator, startingWorld } from '../../simulator/index.js';
import { judge } from '../../simulator/platform/judge.js';
import { providers } from '../../simulator/providers/index.js';
import type {
  WrittenMeeting,
  WrittenParticipant,
  WrittenWorld as XylinkWorld,
} from '../../simulator/providers/xylink/world-format.js';
import type { WrittenWorld as YtxWorld } from '../../simulator/providers/ytx/world-format.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import { generateWorld } from '../../simulator/world-generator/index.js';
import { byOne, groups, type Sent } from '../xylink/xylink-requests.js';
import { type Call, noon, prepare } from '../ytx/caller.js';

interface Size {
  readonly accounts: number;
  readonly enterprises: number;
  readonly rooms: number;
}

const made = async (seed: string, { ...quantities }: Size): Promise<World> =>
  generateWorld(providers, { seed, startAt: noon, quantities });
const ytxOf = (world: World): Required<YtxWorld> => world['ytx'] as unknown as Required<YtxWorld>;
const xylinkOf = (world: World): Required<XylinkWorld> => world['xylink'] as unknown as Required<XylinkWorld>;

const large: Size = { accounts: 24, enterprises: 6, rooms: 40 };
const worlds: readonly (readonly [seed: string, size: Size])[] = [
  ['friday', { accounts: 1, enterprises: 1, rooms: 0 }],
  ['星期五', { accounts: 2, enterprises: 1, rooms: 1 }],
  ['it\'s "quoted"', { accounts: 3, enterprises: 2, rooms: 4 }],
  ['', large],
  ['0', large],
];

/** The world with every account and application in its cast, each under its own id. */
const everybodyCast = (world: World): World => {
  const { accounts, applications } = ytxOf(world);
  const roles = [
    ...Object.keys(accounts).map((id) => [`account:${id}`, id]),
    ...Object.keys(applications).map((id) => [`app:${id}`, id]),
  ];
  return { ...world, cast: { ytx: Object.fromEntries(roles) as Readonly<Record<string, string>> } };
};

const refusalOf = ({ outcome }: Exchange): string | undefined =>
  outcome.source === 'provider' ? outcome.refusedBy?.name : outcome.source;

function callYtx(simulator: Simulator, call: Call): string | undefined {
  const { method, host, target, headers, body } = prepare(simulator.spaces.getOrCreate(undefined), call);
  const sent = { method, host, targetAsSent: target, targetForProvider: target, clientIp: '127.0.0.1' };
  return refusalOf(
    simulator.ask('ytx', { ...sent, rawHeaders: Object.entries(headers).flat(), body: Buffer.from(body) }),
  );
}

const deviceStatus = ({ name, muted: _, admin: _admin, canSetAdmin: _may, ...device }: WrittenParticipant): object => ({
  name,
  device,
});

/** Why a room's meeting is not split, by whether it runs and has groups; undefined when it is. */
function refusalToSplit(meeting: WrittenMeeting | undefined): string | undefined {
  if (meeting === undefined) return 'xylink/meeting-is-running';
  return meeting.groups === undefined ? undefined : 'xylink/groups-are-not-open';
}

function askXylink(simulator: Simulator, { method, target, body = '' }: Sent): Exchange {
  const sent = {
    method,
    host: 'sdk.xylink.com',
    targetAsSent: target,
    targetForProvider: target,
    clientIp: '127.0.0.1',
  };
  return simulator.ask('xylink', { ...sent, rawHeaders: [], body: Buffer.from(body) });
}

/** The first case of one step that is accepted, and the first that is refused. */
function typicalCases({ cases }: CaseFile): readonly ContractCase[] {
  const allAccepted = cases.filter(({ then }) => then.refusedBy === undefined);
  const accepted = allAccepted.find(({ when }) => when.length === 1) ?? allAccepted[0];
  const refused = cases.find(({ then }) => then.refusedBy !== undefined);
  return [accepted, refused].filter((each) => each !== undefined);
}

describe.each(worlds)('the world of the seed %j and the size %j', (seed, size) => {
  test('is what was asked for, and a world', async () => {
    const world = await made(seed, size);
    expect(checkedWorld(world, providers, judge)).toMatchObject({ ok: true });
    expect(Object.keys(ytxOf(world).accounts)).toHaveLength(size.accounts);
    const { enterprises, rooms } = xylinkOf(world);
    expect([Object.keys(enterprises).length, Object.keys(rooms).length]).toEqual([size.enterprises, size.rooms]);
  });

  test('serves a createMeeting of every application as its account and its settings have it', async () => {
    const world = await made(seed, size);
    const simulator = createSimulator({ world: everybodyCast(world), startAt: noon });
    const { accounts, applications } = ytxOf(world);
    for (const [appid, { account, environment, ...application }] of Object.entries(applications)) {
      const { status, balance } = accounts[account] ?? {};
      const host = environment === 'sandbox' ? 'sandbox.ytx.net' : 'api.ytx.net';
      const expected = [
        ...(status === 'suspended' ? ['ytx/account-is-active'] : []),
        ...(application.functions === undefined ? [] : ['ytx/application-has-meetings']),
        ...(application.online === false ? ['ytx/application-is-online'] : []),
        ...(application.allowedCallers === undefined ? [] : ['ytx/caller-is-allowed']),
        ...(balance === 0 ? ['ytx/balance-is-positive'] : []),
      ];
      const refusal = callYtx(simulator, { account: `account:${account}`, app: `app:${appid}`, host });
      expect([appid, refusal]).toEqual([appid, expected[0]]);
    }
  });

  test('lets every enterprise ask about each of its rooms, and split each running meeting', async () => {
    const world = await made(seed, size);
    const settings = { requestsPerSecond: 0 };
    const simulator = createSimulator({ world: { ...world, xylink: { ...world['xylink'], settings } }, startAt: noon });
    const { enterprises, rooms, meetings } = xylinkOf(world);
    for (const [number, { enterprise, name }] of Object.entries(rooms)) {
      const keys = { enterpriseId: enterprise, token: enterprises[enterprise]?.token ?? '' };
      const meeting = meetings[number];
      const { reply } = askXylink(simulator, byOne('GET', `${number}/meetingStatus`, '', keys));
      expect(JSON.parse(Buffer.from(reply.body).toString())).toMatchObject({
        meetingName: name,
        deviceStatusList: meeting?.participants.map(deviceStatus) ?? null,
      });
      const split = askXylink(simulator, groups({ meetingRoomNumber: number, groupCount: 1 }, keys));
      const hasGroups = enterprises[enterprise]?.platform !== '5.2';
      expect(refusalOf(split)).toBe(hasGroups ? refusalToSplit(meeting) : 'xylink/platform-has-groups');
    }
    for (const [enterpriseId, { clientId, clientSecret }] of Object.entries(enterprises)) {
      const body = JSON.stringify({ client_id: clientId, client_secret: clientSecret, enterpriseId });
      const login = askXylink(simulator, { method: 'POST', target: '/admin/login/oauth/app_token', body });
      expect(refusalOf(login)).toBeUndefined();
    }
  });
});

describe('a generated world', () => {
  test('is the same with the same options, and another with another seed or start', async () => {
    const text = async (...options: Parameters<typeof made>): Promise<string> => JSON.stringify(await made(...options));
    expect(await text('friday', large)).toBe(await text('friday', large));
    expect(await text('friday', large)).not.toBe(await text('saturday', large));
    const later = await generateWorld(providers, { seed: 'friday', startAt: noon + 1000, quantities: { ...large } });
    expect(JSON.stringify(later)).not.toBe(await text('friday', large));
  });

  test('holds the smaller world of its seed', async () => {
    const small = { accounts: 5, enterprises: 6, rooms: 7 };
    const [less, more] = [await made('friday', small), await made('friday', large)];
    const { ytx, xylink } = less;
    expect(more).toMatchObject({ ytx, xylink });
  });

  test('has an admin in each meeting of a room without a role, and no gateway that could become one', async () => {
    const { meetings } = xylinkOf(await made('friday', large));
    const ofOthers = Object.entries(meetings).filter(([number]) => Number(number.slice(-6)) > 4);
    expect(ofOthers.length).toBeGreaterThan(0);
    for (const [, { participants }] of ofOthers) {
      const gateways = participants.filter(({ type }) => type === 6);
      const admins = participants.filter(({ admin }) => admin === true);
      expect(admins).toHaveLength(gateways.length < participants.length ? 1 : 0);
      expect(participants.filter(({ canSetAdmin }) => canSetAdmin === false)).toEqual(gateways);
    }
  });

  test('has no id, number or credential of another seed', async () => {
    const [one, two] = [await made('friday', large), await made('saturday', large)];
    const idsIn = (world: World): readonly string[] => [
      ...Object.entries(ytxOf(world).accounts).flatMap(([id, { authToken }]) => [id, authToken]),
      ...Object.keys(ytxOf(world).applications),
      ...Object.entries(xylinkOf(world).enterprises).flatMap(([id, each]) => [id, each.token, each.clientSecret]),
      ...Object.keys(xylinkOf(world).rooms),
    ];
    const ids = [...idsIn(one), ...idsIn(two)];
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('books meetings for the two weeks after the start, and calls only invented numbers', async () => {
    const { meetings } = ytxOf(await made('friday', large));
    const booked = Object.values(meetings);
    expect(booked.length).toBeGreaterThan(large.accounts);
    const starts = booked.map(({ startsAt }) => Date.parse(`${startsAt.replace(' ', 'T')}+08:00`) - noon);
    expect(starts.filter((after) => after <= 0 || after > 14 * 24 * 60 * 60 * 1000)).toEqual([]);
    const phones = booked.flatMap(({ creator, parties }) => [creator, ...parties.map(({ phone }) => phone)]);
    expect(phones.filter((phone) => !/^100\d{8}$/.test(phone))).toEqual([]);
  });

  test('gives everybody a Chinese name', async () => {
    const world = await made('friday', large);
    const people = [
      ...Object.values(ytxOf(world).meetings).flatMap(({ parties }) => parties),
      ...Object.values(xylinkOf(world).meetings).flatMap(({ participants }) => participants),
    ];
    expect(people.filter(({ name = '' }) => !/^\p{Script=Han}{2,5}$/u.test(name))).toEqual([]);
  });

  test('plays every role of the included cast from three accounts, two enterprises and four rooms on', async () => {
    const { cast = {} } = await made('friday', { accounts: 3, enterprises: 2, rooms: 4 });
    const rolesOf = ({ cast: roles = {} }: World): unknown =>
      Object.entries(roles).map(([provider, part]) => [provider, Object.keys(part).toSorted()]);
    expect(rolesOf({ cast })).toEqual(rolesOf(startingWorld));
  });

  test('is one in which the contract cases of every operation can be played', async () => {
    const world = await made('friday', { accounts: 3, enterprises: 2, rooms: 4 });
    const target = suiteTarget(createSimulator({ world }));
    const files = await allCaseFiles();
    const ended: (readonly string[])[] = [];
    for (const [file, each] of files.flatMap((file) => typicalCases(file).map((each) => [file, each] as const))) {
      const { outcome } = await play(file, each, { target, fits: matchesContract });
      ended.push([file.operation, each.name, outcome]);
    }
    expect(ended.filter(([, , outcome]) => outcome !== 'passed')).toEqual([]);
    expect(ended.length).toBe(2 * files.length);
  });
});
