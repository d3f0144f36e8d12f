import { afterEach, describe, expect, test } from '@jest/globals';
import { folderWith, type Place, serve, tidyUp, understudy } from '../support/cli.js';
import { sentByCurl } from '../support/curl.js';

afterEach(tidyUp);

const sid = 'mine0000000000000000000000000001';
const token = 'myOwnToken0001';

interface WorldSeen {
  readonly ytx: {
    readonly accounts: Readonly<Record<string, object>>;
    readonly applications: Readonly<Record<string, { readonly account: string; readonly environment: string }>>;
  };
  readonly xylink: {
    readonly enterprises: Readonly<Record<string, object>>;
    readonly rooms: Readonly<Record<string, object>>;
    readonly meetings: Readonly<Record<string, { readonly participants: readonly object[] }>>;
  };
}

async function worldOf(args: readonly string[], place: Place = {}) {
  const { url, written } = await serve(args, place);
  const world = (await (await fetch(`${url}/_simulator/world`)).json()) as WorldSeen;
  return { url, world, written };
}

describe('own entities', () => {
  test('a request of an own account and application is accepted, beside the cast', async () => {
    const { url, world, written } = await worldOf(['--account', `${sid}:${token}`, '--app', 'myapp0001']);
    const keys = ['--sid', sid, '--token', token, '--app', 'myapp0001'];
    for (const own of [keys, []]) {
      const { stdout } = await understudy(['sign', 'ytx', '--url', url, ...own, '--curl']);
      expect(await sentByCurl(stdout)).toContain('"statusCode":"0"');
    }
    expect(Object.keys(world.ytx.accounts)).toHaveLength(4);
    expect(written().stderr).toBe(`added to the world: ytx account ${sid}, ytx app myapp0001 (sandbox)\n`);
  });

  test('a token is shown nowhere', async () => {
    const { url, written } = await worldOf(['--account', `${sid}:${token}`, '--enterprise', `corp0001:${token}`]);
    const { stdout } = await understudy(['sign', 'ytx', '--url', url, '--sid', sid, '--token', token, '--curl']);
    await sentByCurl(stdout.replace('周会', token));
    const journal = await (await fetch(`${url}/_simulator/journal`)).text();
    expect(journal).toContain(sid);
    const { stdout: said, stderr } = written();
    for (const text of [journal, said, stderr]) expect(text).not.toContain(token);
  });

  test('an application belongs to the account before it, and has the environment after it', async () => {
    const { world } = await worldOf([
      ...['--account', 'first001:token0001', '--app', 'app00001', '--app', 'app00002', '--environment', 'production'],
      ...['--account', 'second01:token0002', '--app', 'app00003'],
    ]);
    const seen = ['app00001', 'app00002', 'app00003'].map((id) => world.ytx.applications[id]);
    expect(seen.map((each) => [each?.account, each?.environment])).toEqual([
      ['first001', 'sandbox'],
      ['first001', 'production'],
      ['second01', 'sandbox'],
    ]);
  });

  test('an environment before all applications is for all of them', async () => {
    const { world } = await worldOf([
      ...['--environment', 'production', '--app', 'app00001', '--app', 'app00002'],
      ...['--account', 'first001:token0001'],
    ]);
    expect(world.ytx.applications['app00001']).toMatchObject({ account: 'first001', environment: 'production' });
    expect(world.ytx.applications['app00002']).toMatchObject({ account: 'first001', environment: 'production' });
  });

  test('the variables are the same as the flags, and a flag replaces its variable', async () => {
    const env = {
      UNDERSTUDY_ACCOUNT: `${sid}:${token}`,
      UNDERSTUDY_APP: 'app00001, app00002',
      UNDERSTUDY_ENVIRONMENT: 'production',
      UNDERSTUDY_ENTERPRISE: `corp0001:${token}`,
      UNDERSTUDY_ROOM: '99880001:0 99880002:3',
    };
    const { world } = await worldOf(['--client', 'client01:secret0001', '--room', '99880003:2'], { env });
    expect(world.ytx.applications['app00001']).toMatchObject({ account: sid, environment: 'production' });
    expect(world.ytx.applications['app00002']).toMatchObject({ account: sid, environment: 'production' });
    expect(world.xylink.enterprises['corp0001']).toMatchObject({ clientId: 'client01', clientSecret: 'secret0001' });
    expect(world.xylink.rooms).not.toHaveProperty('99880002');
    expect(world.xylink.meetings['99880003']?.participants).toHaveLength(2);
  });

  test('an enterprise, its client and its rooms are added; an enterprise of the world keeps what is not given', async () => {
    const main = 'e000000000000000000000000000000000000001';
    const { world } = await worldOf([
      ...['--enterprise', `corp0001:${token}`, '--room', '99880001:0', '--room', '99880002:3'],
      ...['--enterprise', `${main}:another-token`],
    ]);
    expect(world.xylink.enterprises['corp0001']).toMatchObject({ token, clientId: 'corp0001', clientSecret: token });
    expect(world.xylink.enterprises[main]).toMatchObject({
      token: 'another-token',
      clientId: 'c00000000000000000000001',
    });
    expect(world.xylink.rooms['99880001']).toMatchObject({ enterprise: 'corp0001' });
    expect(world.xylink.meetings).not.toHaveProperty('99880001');
    expect(world.xylink.meetings['99880002']?.participants).toHaveLength(3);
  });

  test.each<readonly [readonly string[], RegExp]>([
    [['--account', `${sid}-${token}`], /^understudy: --account must be SID:TOKEN: /],
    [['--account', `${sid}:${token}!`], /^understudy: --account must be SID:TOKEN: /],
    [['--app', 'app00001'], /^understudy: --app needs the account .* --account SID:TOKEN before it$/],
    [['--app', 'app-1'], /^understudy: --app must be an appid/],
    [
      ['--app', 'app00001', '--account', `a0000001:${token}`, '--account', `a0000002:${token}`],
      /^understudy: --app needs the account/,
    ],
    [['--account', `${sid}:${token}`, '--environment', 'sandbox'], /^understudy: --environment needs the application/],
    [['--environment', 'test'], /^understudy: --environment must be sandbox or production$/],
    [['--enterprise', token], /^understudy: --enterprise must be ID:TOKEN: /],
    [['--client', `client01:${token}`], /^understudy: --client needs the enterprise/],
    [['--enterprise', `corp0001:${token}`, '--client', token], /^understudy: --client must be ID:SECRET: /],
    [['--enterprise', `corp0001:${token}`, '--room', '12:3'], /^understudy: --room must be NUMBER:PEOPLE: /],
    [
      ['--enterprise', `corp0001:${token}`, '--client', `c00000000000000000000001:${token}`],
      /^understudy: the world is not valid with xylink enterprise corp0001.*must be of one enterprise only/,
    ],
  ])('%j is refused with one line, without the token', async (args, line) => {
    const { code, stderr } = await understudy(['serve', ...args]);
    expect(code).toBe(2);
    expect(stderr.trimEnd()).toMatch(line);
    expect(stderr).not.toContain(token);
  });

  test('a variable is named by its name', async () => {
    const { stderr } = await understudy(['serve'], { env: { UNDERSTUDY_ACCOUNT: token } });
    expect(stderr).toMatch(/^understudy: UNDERSTUDY_ACCOUNT must be SID:TOKEN/);
    expect(stderr).not.toContain(token);
  });

  test('they are added to a world file, too', async () => {
    const cwd = folderWith({ 'world.yaml': 'ytx: {}\n' });
    const { world } = await worldOf(['--world', 'world.yaml', '--account', `${sid}:${token}`], { cwd });
    expect(Object.keys(world.ytx.accounts)).toEqual([sid]);
  });
});
