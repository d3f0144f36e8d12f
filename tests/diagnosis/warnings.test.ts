import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createSimulator, type IncomingRequest, type Simulator } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { serve, tidyUp } from '../support/cli.js';
import { incomingRequest } from '../support/incoming-request.js';
import { mobileOf } from '../../simulator/world-generator/phones.js';
import { byOne, groups, main, rooms, signedByOne } from '../xylink/xylink-requests.js';
import { type Call, hour, mobile, noon, prepare, send } from '../ytx/caller.js';
import { clockAt } from '../ytx/diagnosed.js';

const simulatorWith = (options: Parameters<typeof createSimulator>[0] = {}): Simulator =>
  createSimulator({ clock: { now: () => noon }, ...options });

const ytxRequest = (simulator: Simulator, call: Call): IncomingRequest =>
  incomingRequest(prepare(simulator.spaces.getOrCreate(undefined), call));

const json = { 'Content-Type': 'application/json;charset=utf-8' };

const xylinkRequest = (body: object, { headers = json, edit = (target: string) => target } = {}): IncomingRequest => {
  const { method, target, body: text = '' } = groups(body);
  return incomingRequest({ method, host: 'sdk.xylink.com', target: edit(target), headers, body: text });
};

const split = { meetingRoomNumber: rooms.running, mode: 'random', groupCount: 2 };
const decoded = (target: string): string => target.replace(/signature=.*/, (each) => decodeURIComponent(each));

/** A request with one warning, or with none: what stands beside the limit of each. */
interface Example {
  readonly how: string;
  readonly names: readonly string[];
  readonly provider: 'ytx' | 'xylink';
  readonly request: (simulator: Simulator) => IncomingRequest;
}

const ytx = (how: string, names: readonly string[], call: Call): Example => ({
  how,
  names,
  provider: 'ytx',
  request: (simulator) => ytxRequest(simulator, call),
});

const xylink = (how: string, names: readonly string[], request: () => IncomingRequest): Example => ({
  how,
  names,
  provider: 'xylink',
  request,
});

const withoutType = (request: IncomingRequest): IncomingRequest => ({
  ...request,
  rawHeaders: request.rawHeaders.filter((_, index, all) => !/^content-type$/i.test(all[index - (index % 2)] ?? '')),
});

const examples: readonly Example[] = [
  ytx('a correct request', [], {}),
  ytx('a timestamp in UTC', ['ytx/timestamp-in-utc'], { timestamp: clockAt(0) }),
  ytx('a timestamp in UTC, two minutes ago', ['ytx/timestamp-in-utc'], { timestamp: clockAt(0, noon - hour / 30) }),
  ytx('a timestamp of eight hours ago and some minutes', [], { timestamp: clockAt(0, noon - hour / 10) }),
  ytx('another offset', [], { timestamp: clockAt(9) }),
  {
    ...ytx('no Content-Type', ['ytx/no-content-type'], {}),
    request: (simulator) => withoutType(ytxRequest(simulator, {})),
  },
  ytx('another Content-Type', [], { headers: { 'Content-Type': 'text/plain' } }),
  ytx('an unknown member', ['ytx/unknown-members'], { fields: { appId: 'x' } }),
  ytx('both spellings', ['ytx/both-custom-parms'], { fields: { CustomParm: 'a', customParm: 'b' } }),
  ytx('one spelling', [], { fields: { CustomParm: 'a' } }),
  ytx('two at once', ['ytx/timestamp-in-utc', 'ytx/unknown-members'], {
    timestamp: clockAt(0),
    fields: { extra: null },
  }),
  ytx('a refused request', [], { timestamp: clockAt(0), fields: { extra: 1, appid: 'x' } }),
  xylink('a correct request', [], () => xylinkRequest(split)),
  xylink('a signature that is not encoded', ['xylink/signature-not-encoded'], () =>
    xylinkRequest(split, { edit: decoded }),
  ),
  xylink('no Content-Type', ['xylink/no-content-type'], () => xylinkRequest(split, { headers: {} as typeof json })),
  xylink('an unknown member', ['xylink/unknown-members'], () => xylinkRequest({ ...split, roomNumber: 1 })),
  xylink('a login', [], () => {
    const { clientId: client_id, clientSecret: client_secret, enterpriseId } = main;
    const body = JSON.stringify({ client_id, client_secret, enterpriseId, refresh_token: null });
    const target = '/admin/login/oauth/app_token';
    return incomingRequest({ method: 'POST', host: 'sdk.xylink.com', target, headers: json, body });
  }),
  xylink('a body that is another part of the request', [], () => {
    const body = { confNumber: rooms.idle, callbackEvent: 'NemoHands', handlerUrl: '/_simulator/sink/x' };
    const { method, target } = signedByOne('POST', `callbacks/roster/${rooms.idle}`, JSON.stringify(body));
    return incomingRequest({ method, host: 'sdk.xylink.com', target, headers: json, body: JSON.stringify(body) });
  }),
  xylink('the registration of the page, with version and businessTag', [], () => {
    const handler = { callbackEvent: 'NewUserCall', handlerUrl: '/_simulator/sink/x' };
    const body = JSON.stringify({ ...handler, version: 'v2', businessTag: 'sales' });
    const { method, target } = signedByOne('POST', 'callbacks', body);
    return incomingRequest({ method, host: 'sdk.xylink.com', target, headers: json, body });
  }),
];

describe('a warning', () => {
  test.each(examples)('is given for what it is about and nothing else: $provider, $how', (example) => {
    const simulator = simulatorWith();
    const exchange = simulator.ask(example.provider, example.request(simulator));
    expect(exchange.warnings.map(({ warning }) => warning.name)).toEqual(example.names);
    expect(exchange.outcome.source).toBe('provider');
  });

  test('has an example here, texts in both languages, and evidence', () => {
    const all = providers.flatMap(({ warnings = [] }) => warnings);
    expect(new Set(examples.flatMap(({ names }) => names))).toEqual(new Set(all.map(({ name }) => name)));
    for (const { says, fix, evidence } of all) {
      expect(evidence).not.toEqual([]);
      for (const { en, zh } of [says, fix]) expect([/[一-龥]/.test(en), /[一-龥]/.test(zh)]).toEqual([false, true]);
    }
  });

  test('names at most five members, and each briefly', () => {
    const simulator = simulatorWith();
    const fields = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`m${index}${'x'.repeat(100)}`, 1]));
    const [warned] = simulator.ask('ytx', ytxRequest(simulator, { fields })).warnings;
    expect(warned?.values['members']).toMatch(/^(?:`m\dx{38}…`, ){5}…$/);
  });

  const parties = (...list: readonly object[]): Call => ({ fields: { parties: JSON.stringify(list) } });
  const phone = mobileOf(804);
  const member = { id: 101000001, type: 5 };

  test.each([
    [
      'a party',
      ytx('', [], parties({ name: 'a', phone }, { name: 'b', phone: mobile, Phone: '1' })),
      '`/parties/1/Phone`',
    ],
    ['parties without', ytx('', [], parties({ name: 'a', phone })), undefined],
    [
      'a group and a member',
      xylink('', [], () =>
        xylinkRequest({
          meetingRoomNumber: rooms.running,
          mode: 'manual',
          groupList: [{ groupName: 'A', memberList: [{ ...member, 'a/b': 1 }], size: 1 }],
          size: 1,
        }),
      ),
      '`/groupList/0/memberList/0/a~1b`, `/groupList/0/size`, `size`',
    ],
    [
      'a participant to disconnect',
      xylink('', [], () => {
        const body = JSON.stringify([member, { ...member, name: 'x' }]);
        const { method, target } = byOne('PUT', `${rooms.running}/disconnect`, body);
        return incomingRequest({ method, host: 'sdk.xylink.com', target, headers: json, body });
      }),
      '`/1/name`',
    ],
  ])('names an unknown member in a list by its JSON pointer: %s', (_, { provider, request }, members) => {
    const simulator = simulatorWith();
    const { warnings } = simulator.ask(provider, request(simulator));
    expect(warnings.map(({ values }) => values['members'])).toEqual(members === undefined ? [] : [members]);
  });

  test('names at most five members of a long list', () => {
    const simulator = simulatorWith();
    const list = Array.from({ length: 50 }, () => ({ name: 'a', phone, extra: 1, other: 1 }));
    const [warned] = simulator.ask('ytx', ytxRequest(simulator, parties(...list))).warnings;
    expect(warned?.values['members']).toMatch(/^(?:`\/parties\/\d\/\w+`, ){5}…$/);
  });

  test('changes nothing in the reply', () => {
    const of = (call: Call): string => {
      const simulator = simulatorWith();
      return Buffer.from(simulator.ask('ytx', ytxRequest(simulator, call)).reply.body).toString();
    };
    expect(of({ fields: { extra: 1 }, timestamp: clockAt(0) })).toBe(of({}));
  });
});

describe('a simulator that rejects warnings', () => {
  const warned = examples.filter(({ names }) => names.length > 0);

  test.each(warned)('answers in its own voice, and changes nothing: $provider, $how', (example) => {
    const simulator = simulatorWith({ rejectWarnings: true });
    const space = simulator.spaces.getOrCreate(undefined);
    const before = JSON.stringify(space.world());
    const { outcome, reply, events } = simulator.ask(example.provider, example.request(simulator));
    expect([outcome.source, reply.status, reply.contentType]).toEqual(['warnings', 422, 'application/problem+json']);
    expect(JSON.parse(Buffer.from(reply.body).toString())).toMatchObject({
      title: 'simulator: warning',
      detail: expect.stringMatching(/^The simulator rejects this request/),
      fix: expect.stringMatching(/./),
      warnings: example.names,
    });
    expect([JSON.stringify(space.world()), events]).toEqual([before, []]);
  });

  test('answers other requests as before', () => {
    const simulator = simulatorWith({ rejectWarnings: true });
    simulator.ask('ytx', ytxRequest(simulator, { timestamp: clockAt(0) }));
    const { outcome, reply } = simulator.ask('ytx', ytxRequest(simulator, {}));
    expect(outcome.source).toBe('provider');
    expect(Buffer.from(reply.body).toString()).toContain('"meid":"001"');
    const refused = simulator.ask('ytx', ytxRequest(simulator, { timestamp: clockAt(0), sign: 'x' }));
    expect(refused.outcome).toMatchObject({ source: 'provider', refusedBy: { name: 'ytx/sign-is-right' } });
  });
});

describe('over HTTP', () => {
  const logged: string[] = [];
  const simulator = simulatorWith({ warn: (text) => logged.push(text) });
  let listening: Awaited<ReturnType<Simulator['listen']>>;
  beforeAll(async () => {
    listening = await simulator.listen(0);
  });
  afterAll(() => listening.close());

  const call = async (asked: Call): Promise<Awaited<ReturnType<typeof send>>> => {
    const prepared = prepare(simulator.spaces.getOrCreate(undefined), asked);
    return await send(listening.port, { ...prepared, target: `/${prepared.host}${prepared.target}` });
  };

  test('a warning has a header, an entry in the journal and in the diagnosis, and its first a line of the log', async () => {
    const asked = { timestamp: clockAt(0), fields: { extra: 1, '70000000000000000000000000000ac1': 1 } };
    const answer = await call(asked);
    expect(answer.headers['simulator-warning']).toBe('ytx/timestamp-in-utc, ytx/unknown-members');
    await call(asked);
    expect(logged.map((line) => / in space default: .*\((.*)\)$/.exec(line)?.[1])).toEqual([
      'ytx/timestamp-in-utc',
      'ytx/unknown-members',
    ]);
    const read = async (path: string): Promise<string> =>
      await (await fetch(`${listening.url}/_simulator/journal/1${path}`)).text();
    const entry = await read('');
    expect(JSON.parse(entry)).toMatchObject({
      warnings: [
        { name: 'ytx/timestamp-in-utc' },
        { name: 'ytx/unknown-members', says: expect.stringContaining('extra') },
      ],
    });
    const shown = [entry, await read('/diagnosis?form=text'), await read('/diagnosis?form=json'), ...logged].join('\n');
    expect(shown).toMatch(/^Warnings\n {2}The timestamp in Authorization is in UTC.*\(ytx\/timestamp-in-utc\)$/m);
    expect(shown).not.toContain('70000000000000000000000000000ac1');
    expect(await read('/diagnosis?form=text&language=zh')).toMatch(/^警告\n.*\n {4}解决方法：/m);
  });

  test('a faithful simulator sends no header', async () => {
    const faithful = simulatorWith({ faithful: true });
    const { port, close } = await faithful.listen(0);
    const prepared = prepare(faithful.spaces.getOrCreate(undefined), { timestamp: clockAt(0) });
    const { headers } = await send(port, { ...prepared, target: `/${prepared.host}${prepared.target}` });
    expect(Object.keys(headers).filter((name) => name.startsWith('simulator-'))).toEqual([]);
    expect(faithful.spaces.getOrCreate(undefined).journal.entry(1)?.exchange.warnings).toHaveLength(1);
    await close();
  });
});

describe('understudy serve', () => {
  afterEach(tidyUp);

  const warnedCall = async (flags: readonly string[]): Promise<{ readonly status: number; readonly log: string }> => {
    const serving = await serve(['--start-at', '2026-11-21T12:00:00+08:00', ...flags]);
    const prepared = prepare(simulatorWith().spaces.getOrCreate(undefined), { fields: { extra: 1 } });
    const { status } = await send(Number(new URL(serving.url).port), {
      ...prepared,
      target: `/${prepared.host}${prepared.target}`,
    });
    return { status, log: serving.written().stderr };
  };

  test('logs warnings', async () => {
    const { status, log } = await warnedCall([]);
    expect(status).toBe(200);
    expect(log).toMatch(/^warning: exchange 1 in space default: .*`extra`.* \(ytx\/unknown-members\)\n$/);
  });

  test('rejects them with --reject-warnings', async () => {
    expect((await warnedCall(['--reject-warnings'])).status).toBe(422);
  });
});
