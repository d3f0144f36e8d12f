import { describe, expect, test } from '@jest/globals';
import { openSimulator, scenariosOf, unsigned } from './scenario-server.js';
import { call, watch } from './wire.js';

const path = '/201612/sid/unknown/call/TeleMeeting.wx';

/** The problem that an answer in the simulator's own voice states. */
interface Problem {
  readonly fix: string;
  readonly nearest: readonly string[];
}
const problemIn = ({ text }: { readonly text: string }): Problem => JSON.parse(text) as Problem;

describe('a URL that names scenarios', () => {
  test.each([
    [`/+app-offline${unsigned}`, 'ytx/app-offline'],
    [`/%2Bapp-offline${unsigned}`, 'ytx/app-offline'],
    [`/%2bapp%2Doffline${unsigned}`, 'ytx/app-offline'],
    [`/+ytx/app-offline${unsigned}`, 'ytx/app-offline'],
    [`/%2Bytx/app%2Doffline${unsigned}`, 'ytx/app-offline'],
    [`/+ytx%2Fapp-offline${unsigned}`, 'ytx/app-offline'],
    [`/+ytx/app-offline-2-then-ok${unsigned}`, 'ytx/app-offline'],
    [`/+slow/+ytx/app-offline/+slow-2s${unsigned}`, 'slow, ytx/app-offline, slow-2s'],
    [`/+app-offline/+app-unknown${unsigned}`, 'ytx/app-offline'],
    [`/+ok/+app-unknown${unsigned}`, 'ytx/app-unknown'],
    [`/+app-offline${path}`, 'ytx/app-offline'],
    [`/+body-not-json${unsigned}`, 'ytx/body-not-json'],
    ['/+body-not-json/sdk.xylink.com/admin/login/oauth/app_token', 'xylink/body-not-json'],
    ['/+xylink/body-not-json/admin/login/oauth/app_token', 'xylink/body-not-json'],
  ])('%s meets %s', async (target, scenarios) => {
    const { ask } = await openSimulator();
    const answer = await ask(target);
    expect(scenariosOf(answer)).toBe(scenarios);
  });
});

describe('a space and a scenario', () => {
  test.each(['/~bob/+app-offline', '/+app-offline/~bob', '/~Bob/%2Bapp-offline', '/+slow/~bob/+app-offline'])(
    'stand together as %s',
    async (front) => {
      const { ask, simulator } = await openSimulator();
      const answer = await ask(`${front}${unsigned}`);
      expect(scenariosOf(answer)).toContain('ytx/app-offline');
      expect(answer.headers['simulator-space']).toBe('bob');
      const kept = simulator.spaces.getOrCreate('bob').journal.entries();
      expect(kept.map(({ exchange }) => exchange.request.targetForProvider)).toEqual([path]);
    },
  );
});

describe('a scenario in front of a request', () => {
  test('whose provider stands in the Host header is met', async () => {
    const { ask } = await openSimulator();
    const answer = await ask(`/+app-offline${path}`, { headers: { Host: 'api.ytx.net' } });
    expect(scenariosOf(answer)).toBe('ytx/app-offline');
  });

  test('that came through the forward proxy is met', async () => {
    const { ask, simulator } = await openSimulator();
    const answer = await ask(`http://api.ytx.net/~bob/+app-offline${path}`);
    expect(scenariosOf(answer)).toBe('ytx/app-offline');
    const [kept] = simulator.spaces.getOrCreate('bob').journal.entries();
    expect(kept?.exchange.request).toMatchObject({ host: 'api.ytx.net', targetForProvider: path });
  });

  test('for the control API is a mistake', async () => {
    const { ask } = await openSimulator();
    for (const front of ['/+hang', '/~bob/+hang', '/+hang/~bob', '/+no-such-scenario']) {
      expect((await ask(`${front}/_simulator/health`, { method: 'GET' })).status).toBe(400);
    }
  });

  test('without a provider is a mistake', async () => {
    const { ask } = await openSimulator();
    expect((await ask('/+hang')).status).toBe(404);
    expect((await ask('/+hang/example.com/')).status).toBe(404);
    expect((await ask('/+ytx')).status).toBe(404);
  });

  test('that cannot be decoded is a mistake', async () => {
    const { ask } = await openSimulator();
    for (const front of ['/+%zz', '/%2B%ff', '/+ytx/%zz']) expect((await ask(`${front}${unsigned}`)).status).toBe(400);
  });
});

describe('a name that means nothing here', () => {
  test.each([
    [`/+caller-not-alowed${unsigned}`, 'caller-not-allowed'],
    [`/+ytx/caller-not-alowed${unsigned}`, 'caller-not-allowed'],
    [`/+hagn${unsigned}`, 'hang'],
    [`/+app-offline/+app-unkown${unsigned}`, 'app-unknown'],
    [`/+app-ofline-2-then-ok${unsigned}`, 'app-offline'],
    [`/+fail-2-then-oki${unsigned}`, 'ok'],
    [`/+App-Offline${unsigned}`, 'app-offline'],
  ])('is 404 in the simulator’s own voice: %s suggests %s', async (target, nearest) => {
    const { ask, simulator } = await openSimulator();
    const answer = await ask(target);
    const { fix, nearest: names } = problemIn(answer);
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json']);
    expect(names[0]).toBe(nearest);
    expect(fix).toContain(`Did you mean ${nearest}`);
    expect(scenariosOf(answer)).toBeUndefined();
    expect(simulator.spaces.getOrCreate(undefined).journal.entries()).toEqual([]);
  });

  test.each([
    [`/+meeting-not-running${unsigned}`, 'ytx'],
    [`/+xylink/meeting-not-running${unsigned}`, 'ytx'],
    [`/+xylink/body-not-json${unsigned}`, 'ytx'],
    ['/+caller-not-allowed/sdk.xylink.com/admin/login/oauth/app_token', 'xylink'],
    ['/+ytx/caller-not-allowed/sdk.xylink.com/admin/login/oauth/app_token', 'xylink'],
  ])('may be another provider’s: %s is none of %s', async (target, provider) => {
    const { ask } = await openSimulator();
    const answer = await ask(target);
    expect(answer.status).toBe(404);
    expect(answer.text).toContain(`Unknown scenario for ${provider}.`);
    expect(problemIn(answer).nearest).not.toContain('meeting-not-running');
    expect(problemIn(answer).nearest).not.toContain('caller-not-allowed');
  });

  test.each(['', '-then-', 'x'.repeat(201), `hang-then-${'hang-then-'.repeat(30)}ok`, 'ytx', '__proto__', '会议'])(
    'may be anything: "%s"',
    async (name) => {
      const { ask } = await openSimulator();
      const answer = await ask(`/+${encodeURIComponent(name)}${unsigned}`);
      expect([answer.status, scenariosOf(answer)]).toEqual([404, undefined]);
    },
  );

  test('may be one that is too long: 200 characters are the most', async () => {
    const { ask, control } = await openSimulator();
    const longest = `${'ok-then-'.repeat(24)}ok-12345`;
    expect(longest).toHaveLength(200);
    expect((await ask(`/+${longest}${unsigned}`)).status).toBe(200);
    expect((await ask(`/+${longest}6${unsigned}`)).status).toBe(404);
    expect((await control('PUT', `/scenarios/${longest}`, {})).status).toBe(200);
    expect((await control('PUT', `/scenarios/${longest}6`, {})).status).toBe(404);
  });

  test('is not repeated, since it may be a secret', async () => {
    const { port } = await openSimulator();
    const { pieces } = await watch(
      call(port, `/+invented-secret-of-mine${unsigned}`, { headers: 'Connection: close\r\n' }),
    );
    expect(pieces.join('')).toMatch(/^HTTP\/1\.1 404 /);
    expect(pieces.join('')).not.toContain('secret-of-mine');
  });
});

test('a URL without a scenario meets none', async () => {
  const { ask } = await openSimulator();
  expect(scenariosOf(await ask(unsigned))).toBeUndefined();
  expect(scenariosOf(await ask(`${unsigned}?a=/+hang/`))).toBeUndefined();
});
