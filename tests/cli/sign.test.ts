import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Ended, Serving } from './command-line.js';
import { folderWith, script, serve, shell, teamWorld, tidyUp, understudy } from './command-line.js';

afterAll(tidyUp);

/** Noon of an ordinary day, and the same as the provider writes it. */
const noon = '2026-11-21T12:00:00+08:00';
const noonThere = '20261121120000';

let serving: Serving;
beforeAll(async () => {
  serving = await serve(['--start-at', noon]);
});

let spaces = 0;

/** A base URL in front of a space that nobody has used yet. */
function freshSpace(): string {
  spaces += 1;
  return `${serving.url}/~sign-${spaces}`;
}

/** What `understudy sign ytx` printed, by name. */
async function signed(args: readonly string[], TZ = 'UTC'): Promise<Readonly<Record<string, string>>> {
  const { stdout, stderr } = await understudy(['sign', 'ytx', ...args], { env: { TZ } });
  expect(stderr).toBe('');
  return Object.fromEntries(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  );
}

/** What a shell makes of the printed command, with `more` at its end. */
async function sent(args: readonly string[], { url = freshSpace(), more = '', cwd = '/' } = {}): Promise<Ended> {
  const { stdout: command, stderr } = await understudy(['sign', 'ytx', '--at', noon, '--url', url, ...args, '--curl'], {
    cwd,
  });
  expect(stderr).toBe('');
  return shell(`${command.trimEnd()} ${more}`, { cwd });
}

const codeIn = ({ stdout }: Ended): string | undefined => /"statusCode":"([^"]*)"/.exec(stdout)?.[1];
const refusedByIn = ({ stdout }: Ended): string | undefined => /^simulator-refused-by: (\S+)\r$/m.exec(stdout)?.[1];
const meetingIn = ({ stdout }: Ended): string | undefined => /"statusMsg":(\{.*\})\}/.exec(stdout)?.[1];

const active = { accountSID: 'ac000000000000000000000000000001', authToken: '70000000000000000000000000000ac1' };

describe('understudy sign ytx', () => {
  test.each(['UTC', 'Asia/Shanghai', 'America/New_York'])(
    'signs as openssl does, where the clock is in %s',
    async (TZ) => {
      const { Authorization, Sign, timestamp } = await signed(['--at', noon], TZ);
      expect(timestamp).toBe(noonThere);
      const { accountSID, authToken } = active;
      const byHand = await shell(`
      printf '%s' '${accountSID}${authToken}${noonThere}' | openssl md5 | sed 's/.*= *//'
      printf '%s' '${accountSID}|${noonThere}' | openssl base64 -A
    `);
      expect(`${Sign ?? ''}\n${Authorization ?? ''}`).toBe(byHand.stdout);
    },
  );

  test('signs for an account of one’s own, its token not among what is printed', async () => {
    const keys = ['--sid', 'mine0001', '--token', 'it is $mine', '--timestamp', '20250102030405'];
    const { stdout } = await understudy(['sign', 'ytx', ...keys]);
    const byHand = await shell(`printf '%s' 'mine0001it is $mine20250102030405' | openssl md5 | sed 's/.*= *//'`);
    expect(stdout).toContain(`Sign: ${byHand.stdout}`);
    expect(stdout).toContain('timestamp: 20250102030405\n');
    expect(stdout).toContain('/201612/sid/mine0001/call/TeleMeeting.wx?Sign=');
    expect(stdout).not.toContain('$mine');
  });

  test('prints where the request goes, with one slash however the URL ends', async () => {
    const { POST } = await signed(['--url', 'http://127.0.0.1:4010//', '--app', 'app:production']);
    expect(POST).toMatch(
      /^http:\/\/127\.0\.0\.1:4010\/api\.ytx\.net\/201612\/sid\/ac0{29}1\/call\/TeleMeeting\.wx\?Sign=/,
    );
  });

  test('signs with the time of the machine unless it is told another', async () => {
    const { stdout } = await shell(`
      export TZ=CST-8
      date +%Y%m%d%H%M%S
      "${process.execPath}" "${script}" sign ytx | sed -n 's/^timestamp: //p'
      date +%Y%m%d%H%M%S
    `);
    const moments = stdout.trimEnd().split('\n');
    expect(moments).toHaveLength(3);
    expect(moments).toEqual(moments.toSorted());
  });

  test.each<readonly [string, readonly string[], string, string | undefined]>([
    ['the active account', [], '0', undefined],
    ['the application in production', ['--app', 'app:production'], '0', undefined],
    [
      'the suspended account',
      ['--account', 'account:suspended', '--app', 'app:suspended'],
      '-201',
      'ytx/account-is-active',
    ],
    [
      'the penniless account',
      ['--account', 'account:penniless', '--app', 'app:penniless'],
      '-204',
      'ytx/balance-is-positive',
    ],
    ['an application that is offline', ['--app', 'app:offline'], '-205', 'ytx/application-is-online'],
    ['an application without meetings', ['--app', 'app:without-meetings'], '-205', 'ytx/application-has-meetings'],
    ['an application behind a fence', ['--app', 'app:fenced'], '-205', 'ytx/caller-is-allowed'],
    ['an application on the other host', ['--host', 'api.ytx.net'], '-205', 'ytx/application-belongs-to-environment'],
    ['somebody else’s application', ['--app', 'app:penniless'], '-205', 'ytx/application-exists'],
    ['an application by its appid', ['--app', 'ab000000000000000000000000000001'], '0', undefined],
    ['an account by its keys', ['--sid', active.accountSID, '--token', active.authToken], '0', undefined],
    ['an account by a wrong token', ['--sid', active.accountSID, '--token', 'wrong000'], '-203', 'ytx/sign-is-right'],
    ['an account that there is not', ['--sid', 'nobody00', '--token', 'wrong000'], '-200', 'ytx/account-exists'],
    ['a time that is over', ['--timestamp', '20261120115959'], '-202', 'ytx/timestamp-is-fresh'],
    ['a time of another day', ['--at', '2026-11-24T12:00:00Z'], '-202', 'ytx/timestamp-is-not-ahead'],
    ['a booking for tomorrow', ['--book', 'tomorrow'], '0', undefined],
    ['a booking in the past', ['--book', '2026-11-20 12:00'], '-101', 'ytx/booktime-is-not-past'],
  ])('prints a command for %s that a shell can run', async (_name, args, code, check) => {
    const ended = await sent(args);
    expect({ code: codeIn(ended), check: refusedByIn(ended), stderr: ended.stderr }).toEqual({
      code,
      check,
      stderr: '',
    });
  });

  test('prints a command to which a header can be added, such as the one that opens the fence', async () => {
    const inside = await sent(['--app', 'app:fenced'], { more: `-H 'simulator-caller: 203.0.113.9'` });
    expect(codeIn(inside)).toBe('0');
  });

  test('adds a header, puts one in the place of its namesake, and takes one away', async () => {
    const inside = await sent(['--app', 'app:fenced', '--header', 'simulator-caller: 203.0.113.9']);
    expect(codeIn(inside)).toBe('0');
    const replaced = await sent(['--header', 'AUTHORIZATION: nonsense']);
    expect(refusedByIn(replaced)).toBe('ytx/authorization-is-readable');
    const { stdout } = await understudy(['sign', 'ytx', '--header', 'Accept:', 'authorization:', '--curl']);
    expect(stdout).not.toMatch(/Accept|Authorization/i);
    expect(stdout).toContain('Content-Type');
  });

  test('switches scenarios on, with or without the provider’s name', async () => {
    for (const name of ['caller-not-allowed', 'ytx/caller-not-allowed', 'caller-not-allowed-2-then-ok']) {
      const { stdout } = await sent(['--scenario', name]);
      expect(stdout).toMatch(/^simulator-scenario: ytx\/caller-not-allowed\r$/m);
    }
    const both = await sent(['--scenario', 'slow-1ms', 'gateway-502']);
    expect(both.stdout).toMatch(/^simulator-scenario: slow-1ms, gateway-502\r$/m);
  });

  test('sends other fields in the place of the usual ones', async () => {
    expect(refusedByIn(await sent(['--fields', '{"creator":"12345"}']))).toBe('ytx/creator-is-a-phone');
    expect(refusedByIn(await sent(['--fields', '{"creator":null}']))).toBe('ytx/creator-is-present');
  });

  test.each<readonly [string, readonly string[], RegExp]>([
    ['a header without a colon', ['--header', 'my-secret'], /^understudy: a header is written 'Name: value'/],
    ['a header of two lines', ['--header', 'X-Mine: my-secret\nX-Other: 1'], /^understudy: a header is written/],
    ['a scenario that there is not', ['--scenario', 'app-ofline'], /Did you mean app-offline/],
    ['fields that are no JSON', ['--fields', 'my-secret'], /must be a JSON object/],
    ['fields that are no object', ['--fields', '["my-secret"]'], /must be a JSON object/],
    ['fields beside a body', ['--fields', '{}', '--body', 'my-secret'], /do not go together/],
  ])('says in one line what is wrong with %s', async (_name, args, says) => {
    const { code, stdout, stderr } = await understudy(['sign', 'ytx', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd()).not.toMatch(/\n|my-secret/);
  });

  test.each([
    ['quotes', `it's "quoted" \\'and\\' \`not\` $HOME $(run) !! \\n`],
    ['lines', '{\n  "action": "createMeeting"\r\n}\n'],
    ['Chinese and what is beyond', '{"meetingname":"周会 🀄"}'],
    ['the name of a file', '@/etc/hostname'],
    ['a dash', '-X'],
    ['nothing', ''],
  ])('leaves a body as it is, though it holds %s', async (_name, body) => {
    const url = freshSpace();
    await sent([`--body=${body}`], { url });
    const entry = (await (await fetch(`${url}/_simulator/journal/1`)).json()) as object;
    expect(entry).toHaveProperty('request.body', body);
    expect(entry).toHaveProperty('request.bodyBytes', Buffer.byteLength(body));
  });

  test('books, moves and cancels one meeting', async () => {
    const url = freshSpace();
    const booked = await sent(['--book', 'tomorrow'], { url });
    expect(meetingIn(booked)).toMatch(/^\{"meid":"001","mepwd":"\d{6}","meetcallerid":"01053189900"\}$/);
    const moved = await sent(['--confid', '001', '--book', '2026-11-23 15:30'], { url });
    expect(meetingIn(moved)).toBe(meetingIn(booked));
    const { ytx } = (await (await fetch(`${url}/_simulator/world`)).json()) as { ytx: { meetings: object } };
    expect(ytx.meetings).toHaveProperty([`${active.accountSID}/001`, 'startsAt'], '2026-11-23 15:30:00');
    const cancelled = await sent(['--confid', '001'], { url });
    expect(meetingIn(cancelled)).toBe(meetingIn(booked));
    const again = await sent(['--confid', '001'], { url });
    expect(codeIn(again)).toBe('-101');
  });

  test('signs for the cast of a world of one’s own', async () => {
    const cwd = folderWith({ 'team.json': JSON.stringify(teamWorld) });
    const own = await serve(['--world', 'team.json', '--start-at', noon], { cwd });
    expect(codeIn(await sent(['--world', 'team.json'], { url: own.url, cwd }))).toBe('0');
    // The included cast is unknown there.
    expect(codeIn(await sent([], { url: own.url }))).toBe('-200');
  });

  test('prints the same command for the same moment', async () => {
    const [one, other] = await Promise.all(
      ['UTC', 'America/New_York'].map(async (TZ) =>
        understudy(['sign', 'ytx', '--at', noon, '--book', 'tomorrow', '--curl'], { env: { TZ } }),
      ),
    );
    expect(one?.stdout).toContain('"booktime":"2026-11-22 12:00"');
    expect(other).toEqual(one);
  });
});
