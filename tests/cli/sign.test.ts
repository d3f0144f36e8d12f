import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { folderWith, serve, tidyUp, understudy } from '../support/cli.js';
import { sentByCurl } from '../support/curl.js';
import { teamWorld } from '../support/team-world.js';
import { active, freshSpace, noon, noonThere, oddBodies, sent, startSigning } from './signing.js';

beforeAll(startSigning);
afterAll(tidyUp);

/** What `understudy sign ytx` printed, by name. */
async function signed(args: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const { stdout, stderr } = await understudy(['sign', 'ytx', ...args]);
  expect(stderr).toBe('');
  return Object.fromEntries(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  );
}

const codeIn = (reply: string): string | undefined => /"statusCode":"([^"]*)"/.exec(reply)?.[1];
const refusedByIn = (reply: string): string | undefined => /^simulator-refused-by: (\S+)\r$/m.exec(reply)?.[1];
const meetingIn = (reply: string): string | undefined => /"statusMsg":(\{.*\})\}/.exec(reply)?.[1];

describe('understudy sign ytx', () => {
  test('prints what it computes, the token not among it', async () => {
    const { Authorization, Sign, timestamp } = await signed(['--start-at', noon]);
    expect(timestamp).toBe(noonThere);
    expect(Sign).toMatch(/^[0-9a-f]{32}$/i);
    expect(Buffer.from(Authorization ?? '', 'base64').toString()).toBe(`${active.accountSID}|${noonThere}`);
    const keys = ['--sid', 'mine0001', '--token', 'it is $mine', '--timestamp', '20250102030405'];
    const { stdout } = await understudy(['sign', 'ytx', ...keys]);
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

  test('signs with the time of its clock by default', async () => {
    const { stdout } = await understudy(['sign', 'ytx'], { clock: { now: () => Date.parse(noon) } });
    expect(stdout).toContain(`timestamp: ${noonThere}\n`);
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
      'the account without a balance',
      ['--account', 'account:no-balance', '--app', 'app:no-balance'],
      '-204',
      'ytx/balance-is-positive',
    ],
    ['an application that is offline', ['--app', 'app:offline'], '-205', 'ytx/application-is-online'],
    ['an application without meetings', ['--app', 'app:without-meetings'], '-205', 'ytx/application-has-meetings'],
    ['an application behind a fence', ['--app', 'app:ip-restricted'], '-205', 'ytx/caller-is-allowed'],
    ['an application on the other host', ['--host', 'api.ytx.net'], '-205', 'ytx/application-belongs-to-environment'],
    ['an application of another account', ['--app', 'app:no-balance'], '-205', 'ytx/application-exists'],
    ['an application by its appid', ['--app', 'ab000000000000000000000000000001'], '0', undefined],
    ['an account by its keys', ['--sid', active.accountSID, '--token', active.authToken], '0', undefined],
    ['an account by a wrong token', ['--sid', active.accountSID, '--token', 'wrong000'], '-203', 'ytx/sign-is-right'],
    ['an unknown account', ['--sid', 'unknown0', '--token', 'wrong000'], '-200', 'ytx/account-exists'],
    ['a time that is over', ['--timestamp', '20261120115959'], '-202', 'ytx/timestamp-is-fresh'],
    ['a time of another day', ['--start-at', '2026-11-24T12:00:00Z'], '-202', 'ytx/timestamp-is-not-ahead'],
    ['a booking for tomorrow', ['--book', 'tomorrow'], '0', undefined],
    ['a booking in the past', ['--book', '2026-11-20 12:00'], '-101', 'ytx/booktime-is-not-past'],
  ])('prints a command for %s that can be sent', async (_name, args, code, check) => {
    const reply = await sent(args);
    expect({ code: codeIn(reply), check: refusedByIn(reply) }).toEqual({ code, check });
  });

  test('prints a command to which a header can be added, such as the one that opens the fence', async () => {
    const inside = await sent(['--app', 'app:ip-restricted'], { more: `-H 'simulator-caller: 203.0.113.9'` });
    expect(codeIn(inside)).toBe('0');
  });

  test('adds a header, puts one in the place of its namesake, and takes one away', async () => {
    const inside = await sent(['--app', 'app:ip-restricted', '--header', 'simulator-caller: 203.0.113.9']);
    expect(codeIn(inside)).toBe('0');
    const replaced = await sent(['--header', 'AUTHORIZATION: nonsense']);
    expect(refusedByIn(replaced)).toBe('ytx/authorization-is-readable');
    const { stdout } = await understudy(['sign', 'ytx', '--header', 'Accept:', 'authorization:', '--curl']);
    expect(stdout).not.toMatch(/Accept|Authorization/i);
    expect(stdout).toContain('Content-Type');
  });

  test('switches scenarios on, with or without the provider’s name', async () => {
    for (const name of ['caller-not-allowed', 'ytx/caller-not-allowed', 'caller-not-allowed-2-then-ok']) {
      expect(await sent(['--scenario', name])).toMatch(/^simulator-scenario: ytx\/caller-not-allowed\r$/m);
    }
    const both = await sent(['--scenario', 'slow-1ms', 'gateway-502']);
    expect(both).toMatch(/^simulator-scenario: slow-1ms, gateway-502\r$/m);
  });

  test('sends other fields in the place of the usual ones', async () => {
    expect(refusedByIn(await sent(['--fields', '{"creator":"12345"}']))).toBe('ytx/creator-is-a-phone');
    expect(refusedByIn(await sent(['--fields', '{"creator":null}']))).toBe('ytx/creator-is-present');
  });

  test.each<readonly [string, readonly string[], RegExp]>([
    ['a header without a colon', ['--header', 'my-secret'], /^understudy: --header must have the form 'Name: value'/],
    [
      'a header of two lines',
      ['--header', 'X-Mine: my-secret\nX-Other: 1'],
      /^understudy: --header must have the form/,
    ],
    ['an unknown scenario', ['--scenario', 'app-ofline'], /Did you mean app-offline/],
    ['fields that are no JSON', ['--fields', 'my-secret'], /must be a JSON object/],
    ['fields that are no object', ['--fields', '["my-secret"]'], /must be a JSON object/],
    ['fields beside a body', ['--fields', '{}', '--body', 'my-secret'], /exclude each other/],
  ])('says in one line what is wrong with %s', async (_name, args, says) => {
    const { code, stdout, stderr } = await understudy(['sign', 'ytx', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd()).not.toMatch(/\n|my-secret/);
  });

  test.each(oddBodies)('leaves a body as it is, though it holds %s', async (_name, body) => {
    const url = freshSpace();
    await sent([`--body=${body}`], { url });
    const entry = (await (await fetch(`${url}/_simulator/journal/1`)).json()) as object;
    expect(entry).toHaveProperty('request.body', body);
    expect(entry).toHaveProperty('request.bodyBytes', Buffer.byteLength(body));
  });

  test('books, moves and cancels one meeting', async () => {
    const url = freshSpace();
    const booked = await sent(['--book', 'tomorrow'], { url });
    expect(meetingIn(booked)).toMatch(/^\{"meid":"001","mepwd":"\d{6}","meetcallerid":"01000000100"\}$/);
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
    const { url } = await serve(['--world', 'team.json', '--start-at', noon], { cwd });
    expect(codeIn(await sent(['--world', 'team.json'], { url, cwd }))).toBe('0');
    // The included cast is unknown there.
    expect(codeIn(await sent([], { url }))).toBe('-200');
  });
});

test.each(['registerCallback', 'registerRosterCallback'])(
  'the sample of %s is accepted by the receiver check of a simulator with the default options',
  async (operation) => {
    const url = freshSpace();
    const { stdout } = await understudy([
      ...['sign', 'xylink', '--operation', operation, '--start-at', noon, '--url', url, '--curl'],
    ]);
    const reply = await sentByCurl(stdout);
    expect(reply).toMatch(/^HTTP\/1\.1 200/);
    expect(reply).not.toContain('simulator-refused-by');
  },
);
