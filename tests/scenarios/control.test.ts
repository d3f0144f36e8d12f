import { describe, expect, test } from '@jest/globals';
import { allScenarios } from '../../simulator/core/scenarios/catalogue.js';
import { ytx } from '../../simulator/providers/ytx/index.js';
import { noon, openSimulator, scenariosOf, unsigned, unsignedStatus } from './scenario-server.js';

/** An answer's parts that these tests look into; what is missing is undefined. */
interface Problem {
  readonly fix?: string;
  readonly nearest?: readonly string[];
  readonly errors?: readonly { readonly pointer: string; readonly says: string }[];
}

describe('the list of scenarios', () => {
  test('has every one, with what it is and the operations that it fits', async () => {
    const { simulator, control } = await openSimulator();
    const { status, json } = await control('GET', '/scenarios');
    const { scenarios, on, grammar } = json as {
      readonly scenarios: readonly Readonly<Record<string, unknown>>[];
      readonly on: unknown;
      readonly grammar: string;
    };
    expect([status, on]).toEqual([200, []]);
    expect(scenarios.map(({ name }) => name)).toEqual(allScenarios(simulator.providers).map(({ name }) => name));
    expect(scenarios).toContainEqual({
      name: 'xylink/meeting-not-running',
      says: expect.stringContaining('No meeting is running in the room.') as unknown,
      operations: ['createGroups', 'disconnect'],
      kind: 'refusal',
    });
    const operations = simulator.providers.flatMap(({ endpoints }) => Object.keys(endpoints));
    expect(scenarios.find(({ name }) => name === 'hang')).toMatchObject({ kind: 'fault', operations });
    const ofYtx = Object.keys(ytx.endpoints);
    expect(scenarios.find(({ name }) => name === 'ytx/exceptional')).toMatchObject({ operations: ofYtx });
    expect(grammar).toContain('fail-2-then-ok');
  });

  test('shows what is on, how long yet, and for which requests', async () => {
    const { simulator, control, ask } = await openSimulator();
    simulator.spaces.getOrCreate(undefined).clock.set(noon, 'frozen');
    const match = { operation: 'createMeeting', host: 'sandbox.ytx.net' };
    const activation = { times: 3, for: 'PT30S', match, chance: 1 };
    const expected = { name: 'ytx/app-offline', timesLeft: 3, until: '2026-11-21T12:00:30+08:00', match, chance: 1 };
    expect(await control('PUT', '/scenarios/app-offline', activation)).toEqual({ status: 200, json: expected });
    await control('PUT', '/scenarios/ok-2-then-hang', {});
    await ask(unsigned);
    const { json } = await control('GET', '/scenarios');
    expect(json).toMatchObject({ on: [{ ...expected, timesLeft: 2 }, { name: 'ok-2-then-hang' }] });
  });
});

describe('the longest time', () => {
  test('is a year and a day', async () => {
    const { control } = await openSimulator();
    const { status, json } = await control('PUT', '/scenarios/hang', { for: 'P366D' });
    expect([status, json]).toEqual([200, { name: 'hang', until: '2027-11-22T12:00:00+08:00' }]);
  });
});

describe('a request that a scenario is switched on for', () => {
  const body = '{"meetingname":"周会"}';
  test.each([
    [{ operation: 'createMeeting' }, true],
    [{ operation: 'endMeeting' }, false],
    [{ host: 'sandbox.ytx.net' }, true],
    [{ host: 'api.ytx.net' }, false],
    [{ caller: '203.0.113.9' }, true],
    [{ caller: '203.0.113.8' }, false],
    [{ target: '/sid/unknown/' }, true],
    [{ target: '/~bob' }, false],
    [{ body: '周会' }, true],
    [{ body: '月会' }, false],
    [{ host: 'sandbox.ytx.net', body: '周会', caller: '203.0.113.9' }, true],
    [{ host: 'sandbox.ytx.net', body: '月会', caller: '203.0.113.9' }, false],
    [{}, true],
  ])('is one that fits %j: %s', async (match, isMet) => {
    const { control, ask } = await openSimulator();
    expect(await control('PUT', '/scenarios/slow', { match }, '/~bob')).toMatchObject({ status: 200 });
    const answer = await ask(`/~bob${unsigned}`, { body, headers: { 'simulator-caller': '203.0.113.9' } });
    expect(scenariosOf(answer)).toBe(isMet ? 'slow' : undefined);
  });
});

describe('what cannot be switched on', () => {
  test.each([
    [[], ['']],
    [null, ['']],
    ['"3"', ['']],
    [{ times: 0 }, ['/times']],
    [{ times: 1.5 }, ['/times']],
    [{ times: '3' }, ['/times']],
    [{ times: 1_000_001 }, ['/times']],
    [{ chance: 0 }, ['/chance']],
    [{ chance: 1.01 }, ['/chance']],
    [{ chance: null }, ['/chance']],
    [{ for: 30 }, ['/for']],
    [{ for: '30s' }, ['/for']],
    [{ for: 'PT0S' }, ['/for']],
    [{ for: 'P366DT0.001S' }, ['/for']],
    [{ for: 'P9999999999W' }, ['/for']],
    [{ for: '-PT1S' }, ['/for']],
    [{ for: 'P1M' }, ['/for']],
    [{ match: 'createMeeting' }, ['/match']],
    [{ match: { operation: 'createMeetings' } }, ['/match/operation']],
    [{ match: { host: 'ytx.net' } }, ['/match/host']],
    [{ match: { caller: 7 } }, ['/match/caller']],
    [{ match: { caller: 'localhost' } }, ['/match/caller']],
    [{ match: { caller: '203.0.113.999' } }, ['/match/caller']],
    [{ match: { operation: 'createMeeting', host: 'sdk.xylink.com' } }, ['/match/host']],
    [{ match: { body: '' } }, ['/match/body']],
    [{ match: { 'a/b~c': 'd' } }, ['/match/a~1b~0c']],
    [{ time: 3, times: -1, match: { hosts: 'a', target: null } }, ['/time', '/times', '/match/hosts', '/match/target']],
  ])('is %j: 422, and every mistake has its place', async (activation, pointers) => {
    const { control } = await openSimulator();
    const { status, json } = await control('PUT', '/scenarios/hang', activation);
    expect([status, (json as Problem).errors?.map(({ pointer }) => pointer)]).toEqual([422, pointers]);
    expect(await control('GET', '/scenarios')).toMatchObject({ json: { on: [] } });
  });

  test.each([
    ['caller-not-alowed', ['caller-not-allowed']],
    ['ytx/caller-not-alowed', ['caller-not-allowed']],
    ['hagn', ['hang']],
    ['xylink/hang', ['hang']],
    ['fail-2-then-limti', ['limit']],
    ['gatewai-502', ['gateway-502']],
    ['xylink/caller-not-allowed', ['caller-not-allowed']],
    ['quite-something-else-altogether', []],
  ])('is %s, which is not a scenario: 404 with the nearest name', async (name, nearest) => {
    const { control } = await openSimulator();
    for (const method of ['PUT', 'DELETE']) {
      const { status, json } = await control(method, `/scenarios/${name}`, {});
      const problem = json as Problem;
      expect([status, problem.nearest?.slice(0, 1)]).toEqual([404, nearest]);
      expect(problem.fix).toContain(
        nearest[0] === undefined ? 'GET /_simulator/scenarios' : `Did you mean ${nearest[0]}`,
      );
    }
  });
});

describe('a match that could never fit', () => {
  const fits = (what: string): string => `must be one that the scenario fits: ${what}`;
  const goes = 'must be a host of these requests: sandbox.ytx.net, api.ytx.net';
  const everyOfYtx = fits(Object.keys(ytx.endpoints).join(', '));
  test.each([
    ['exceptional', { operation: 'createGroups' }, '/match/operation', everyOfYtx],
    ['ytx/exceptional', { operation: 'createGroups' }, '/match/operation', everyOfYtx],
    ['ok-3-then-meeting-not-running', { operation: 'login' }, '/match/operation', fits('createGroups, disconnect')],
    ['app-offline', { host: 'sdk.xylink.com' }, '/match/host', goes],
    ['hang', { operation: 'createMeeting', host: 'cloud.xylink.com' }, '/match/host', goes],
    ['hang', { caller: '10.0.0' }, '/match/caller', 'must be an IP address, such as 203.0.113.9'],
  ])('is refused for %s: %j', async (name, match, pointer, says) => {
    const { control } = await openSimulator();
    const { status, json } = await control('PUT', `/scenarios/${name}`, { match });
    expect([status, (json as Problem).errors]).toEqual([422, [{ pointer, says }]]);
  });

  test('is not one whose address is only written in another way', async () => {
    const { control, ask } = await openSimulator();
    const { json } = await control('PUT', '/scenarios/slow', { match: { caller: '::FFFF:203.0.113.9' } });
    expect(json).toEqual({ name: 'slow', match: { caller: '203.0.113.9' } });
    expect(scenariosOf(await ask(unsigned, { headers: { 'simulator-caller': '203.0.113.9' } }))).toBe('slow');
  });

  test('is not one that fits a scenario of both providers', async () => {
    const { control } = await openSimulator();
    const match = { host: 'sdk.xylink.com' };
    expect(await control('PUT', '/scenarios/body-not-json', { match })).toMatchObject({ status: 200 });
  });
});

describe('a name', () => {
  test.each(['app-offline', 'ytx/app-offline', 'ytx%2Fapp-offline'])('%s names the same', async (name) => {
    const { control, ask } = await openSimulator();
    expect(await control('PUT', `/scenarios/${name}`, {})).toMatchObject({ json: { name: 'ytx/app-offline' } });
    expect(scenariosOf(await ask(unsigned))).toBe('ytx/app-offline');
    expect(await control('DELETE', '/scenarios/app-offline')).toEqual({ status: 204, json: undefined });
    expect(scenariosOf(await ask(unsigned))).toBeUndefined();
  });

  test('that both providers have means each one’s own', async () => {
    const { control, ask } = await openSimulator();
    const logins = '/sdk.xylink.com/admin/login/oauth/app_token';
    expect(await control('PUT', '/scenarios/body-not-json', {})).toMatchObject({ json: { name: 'body-not-json' } });
    expect(scenariosOf(await ask(unsigned))).toBe('ytx/body-not-json');
    expect(scenariosOf(await ask(logins))).toBe('xylink/body-not-json');
    await control('DELETE', '/scenarios/body-not-json');
    await control('PUT', '/scenarios/xylink/body-not-json', {});
    expect(scenariosOf(await ask(unsigned))).toBeUndefined();
    expect(scenariosOf(await ask(logins))).toBe('xylink/body-not-json');
  });

  test('that stands for the usual failure of each provider affects both', async () => {
    const { control, ask } = await openSimulator();
    await control('PUT', '/scenarios/fail', {});
    expect(scenariosOf(await ask(unsigned))).toBe('ytx/exceptional');
    expect(scenariosOf(await ask(unsignedStatus, { method: 'GET' }))).toBe('xylink/unexpected-error');
  });
});

describe('a credential that was pasted', () => {
  const authToken = '70000000000000000000000000000ac1';
  const sign = 'D41D8CD98F00B204E9800998ECF8427E';

  test('into what is matched does not come back', async () => {
    const { control } = await openSimulator();
    const match = { body: `"authToken":"${authToken}"`, target: `Sign=${sign}` };
    const put = await control('PUT', '/scenarios/hang', { match });
    const { json } = await control('GET', '/scenarios');
    expect(put).toMatchObject({
      status: 200,
      json: { match: { target: 'Sign=D41D…427E' } },
    });
    expect(JSON.stringify([put, json])).not.toMatch(new RegExp(`${authToken}|${sign}`));
  });

  test.each([authToken, sign])('where a name belongs does not come back: %#', async (secret) => {
    const { control, ask } = await openSimulator();
    const answers = [
      await control('PUT', `/scenarios/${secret}`, {}),
      await control('PUT', `/scenarios/ytx/${secret}`, {}),
      await control('DELETE', `/scenarios/${secret}`),
      await control('PUT', '/scenarios/hang', { [secret]: 1, match: { [secret]: 1, operation: secret, host: secret } }),
      { json: (await ask(`/+${secret}${unsigned}`)).text },
    ];
    expect(JSON.stringify(answers)).not.toContain(secret);
  });
});
