import { afterEach, describe, expect, test } from '@jest/globals';
import { createSimulator } from '../../simulator/index.js';
import { signatureOne } from '../../contracts/xylink/signing-scheme1.js';
import { folderWith, serve, type Serving, tidyUp, understudy } from '../support/cli.js';
import { sentByCurl } from '../support/curl.js';

afterEach(tidyUp);

const sid = 'mine0000000000000000000000000001';
const token = 'myOwnToken0001';

interface JournalSeen {
  readonly exchanges: readonly {
    readonly adopted?: string;
    readonly refusedBy?: string;
    readonly trace?: readonly object[];
  }[];
}

const json = async (url: string): Promise<unknown> => (await fetch(url)).json();

const journalOf = async ({ url }: Serving) => ((await json(`${url}/_simulator/journal`)) as JournalSeen).exchanges;

const idsIn = async ({ url }: Serving, provider: string, section: string): Promise<readonly string[]> => {
  const world = (await json(`${url}/_simulator/world`)) as Readonly<Record<string, Readonly<Record<string, object>>>>;
  return Object.keys(world[provider]?.[section] ?? {});
};

/** The reply to a YTX request of this account, signed with this token. */
async function ytxReply({ url }: Serving, more: readonly string[] = [], signedWith = token): Promise<string> {
  const { stdout } = await understudy([
    ...['sign', 'ytx', '--url', url, '--sid', sid, '--token', signedWith, '--app', 'myapp0001'],
    ...[...more, '--curl'],
  ]);
  return sentByCurl(stdout);
}

const target = '/api/rest/external/v1/conferenceControl/910000000001/meetingStatus';

/** The reply to a XYLink request of this enterprise, signed with the token. */
async function xylinkReply({ url }: Serving, enterprise: string, signedWith = token, bare = target): Promise<string> {
  const path = `${bare}?enterpriseId=${enterprise}`;
  const signature = signatureOne({ method: 'GET', target: path, body: new Uint8Array() }, signedWith);
  return (await fetch(`${url}/sdk.xylink.com${path}&signature=${encodeURIComponent(signature)}`)).text();
}

describe('an adopt token', () => {
  test('adds an unknown account and its application with the request that it signs, in one line of the log', async () => {
    const serving = await serve(['--adopt-token', 'another-token', '--adopt-token', token]);
    expect(await ytxReply(serving)).toContain('"statusCode":"0"');
    expect(await ytxReply(serving)).toContain('"statusCode":"0"');
    const [first, second] = await journalOf(serving);
    expect(first).toMatchObject({ adopted: `account ${sid} and app myapp0001 (sandbox)` });
    expect(first?.trace).toContainEqual(expect.objectContaining({ check: 'ytx/account-exists', passed: true }));
    expect(second).not.toHaveProperty('adopted');
    expect(await idsIn(serving, 'ytx', 'applications')).toContain('myapp0001');
    expect(serving.written().stderr).toBe(
      `exchange 1 in space default: added ytx account ${sid} and app myapp0001 (sandbox) to the world; its signature is right with an adopt token\n`,
    );
  });

  test('of the variable does the same; the application is in the environment that was called', async () => {
    const serving = await serve([], { env: { UNDERSTUDY_ADOPT_TOKEN: token } });
    expect(await ytxReply(serving, ['--host', 'api.ytx.net'])).toContain('"statusCode":"0"');
    expect(await journalOf(serving)).toMatchObject([{ adopted: `account ${sid} and app myapp0001 (production)` }]);
  });

  test('adds an account also if the request is refused for another reason', async () => {
    const serving = await serve(['--adopt-token', token]);
    expect(await ytxReply(serving, ['--body', '{}'])).not.toContain('"statusCode":"0"');
    expect(await journalOf(serving)).toMatchObject([{ adopted: `account ${sid}`, refusedBy: 'ytx/action-is-present' }]);
    expect(await idsIn(serving, 'ytx', 'accounts')).toContain(sid);
  });

  test.each<readonly [string, readonly string[], string]>([
    ['another token', [], 'wrong-token'],
    ['a time that is over', ['--timestamp', '20200101000000'], token],
    ['a wrong Sign', ['--sign', '0'.repeat(32)], token],
  ])('adds none for %s', async (_name, more, signedWith) => {
    const serving = await serve(['--adopt-token', token]);
    expect(await ytxReply(serving, more, signedWith)).not.toContain('"statusCode":"0"');
    expect(await idsIn(serving, 'ytx', 'accounts')).not.toContain(sid);
    expect((await journalOf(serving))[0]).not.toHaveProperty('adopted');
    expect(serving.written().stderr).toBe('');
  });

  test('does not replace the token of a known account', async () => {
    const serving = await serve(['--adopt-token', token, '--account', `${sid}:another-token`]);
    expect(await ytxReply(serving)).toContain('"statusCode":"-203"');
  });

  test('adds an unknown enterprise of XYLink whose signature 1.0 is right', async () => {
    const serving = await serve(['--adopt-token', token]);
    await xylinkReply(serving, 'corp0001', 'wrong-token');
    expect(await idsIn(serving, 'xylink', 'enterprises')).not.toContain('corp0001');
    await xylinkReply(serving, 'corp0001');
    const [, second] = await journalOf(serving);
    expect(second).toMatchObject({ adopted: 'enterprise corp0001' });
    expect(second?.refusedBy).not.toBe('xylink/enterprise-is-known');
    // The client of an enterprise is not an enterprise.
    await xylinkReply(serving, 'c00000000000000000000001');
    expect(await idsIn(serving, 'xylink', 'enterprises')).not.toContain('c00000000000000000000001');
  });

  test('adds an unknown caller also with a request that a stub answers', async () => {
    const stub = (provider: string, method: string, path: string) => ({ provider, method, path, body: { mine: true } });
    const stubs = {
      look: stub('xylink', 'GET', '/api/rest/external/v1/things/{n}'),
    };
    const cwd = folderWith({ 'stubs.json': JSON.stringify(stubs) });
    const serving = await serve(['--adopt-token', token, '--stubs', 'stubs.json'], { cwd });
    expect(await xylinkReply(serving, 'corp0001', token, '/api/rest/external/v1/things/1')).toBe('{"mine":true}');
    expect(await journalOf(serving)).toMatchObject([{ adopted: 'enterprise corp0001' }]);
  });

  test('leaves a diagnosis that does not blame the added enterprise for an earlier request', async () => {
    const serving = await serve([]);
    await xylinkReply(serving, 'corp0001');
    const corp0001 = { token, clientId: 'corp0001', clientSecret: token };
    const body = JSON.stringify({ xylink: { enterprises: { corp0001 } } });
    const headers = { 'content-type': 'application/merge-patch+json' };
    expect((await fetch(`${serving.url}/_simulator/world`, { method: 'PATCH', headers, body })).status).toBe(200);
    expect(await json(`${serving.url}/_simulator/journal/1/diagnosis`)).toMatchObject({ hypotheses: [] });
  });

  test('that does not fit the signature of an unknown caller is named by its diagnosis', async () => {
    const serving = await serve(['--adopt-token', token]);
    await ytxReply(serving, [], 'wrong-token');
    await xylinkReply(serving, 'corp0001', 'wrong-token');
    const diagnoses = await Promise.all(
      [1, 2].map((id) => json(`${serving.url}/_simulator/journal/${id}/diagnosis?language=en`)),
    );
    const fix = expect.stringMatching(/^Sign with the token of --adopt-token/);
    const unfit = (what: string, check: string) =>
      `The simulator has no ${what}. An adopt token is set, but the signature does not fit it (${check}).`;
    expect(diagnoses).toMatchObject([
      { refusedBy: 'ytx/account-exists', advice: { says: unfit(`account ${sid}`, 'ytx/sign-is-right'), fix } },
      { advice: { says: unfit('enterprise corp0001', 'xylink/signature-one-is-right'), fix } },
    ]);
    expect(JSON.stringify(diagnoses)).not.toContain(token);
  });

  test('explains the mistake in a signature that was made with it', async () => {
    const serving = await serve(['--adopt-token', token]);
    const command = await understudy([
      ...['sign', 'ytx', '--url', serving.url, '--sid', sid, '--token', token, '--app', 'myapp0001', '--curl'],
    ]);
    const sign = /[?&]Sign=([0-9A-Fa-f]{32})/i.exec(command.stdout)?.[1] ?? '';
    await sentByCurl(command.stdout.replace(sign, sign.slice(8, 24)));
    const diagnosis = await json(`${serving.url}/_simulator/journal/1/diagnosis`);
    expect(diagnosis).toMatchObject({ hypotheses: [{ mistake: 'sign-of-16-digits' }] });
  });

  test('a space begins without the added ones, and a world that has them is valid', async () => {
    const serving = await serve(['--adopt-token', token]);
    await ytxReply(serving);
    await xylinkReply(serving, 'corp0001');
    const world = await (await fetch(`${serving.url}/_simulator/world`)).text();
    const put = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: world };
    expect((await fetch(`${serving.url}/_simulator/world`, put)).status).toBe(200);
    await fetch(`${serving.url}/_simulator/reset`, { method: 'POST' });
    expect(await idsIn(serving, 'ytx', 'accounts')).not.toContain(sid);
  });

  test('is shown nowhere, before and after it is used', async () => {
    const serving = await serve(['--adopt-token', token]);
    await ytxReply(serving, ['--fields', JSON.stringify({ meetingname: token, action: 'unknown' })], 'wrong-token');
    await ytxReply(serving, ['--fields', JSON.stringify({ meetingname: token })]);
    const { url } = serving;
    const texts = await Promise.all(
      ['journal', 'diagnosis/1', 'diagnosis/2'].map(async (path) => (await fetch(`${url}/_simulator/${path}`)).text()),
    );
    expect(texts[0]).toContain('‹redacted›');
    for (const text of [...texts, ...Object.values(serving.written())]) expect(text).not.toContain(token);
  });

  test.each([['short'], ['with spaces'], ['ümläute-and-more']])('%s cannot be one', async (bad) => {
    expect(await understudy(['serve', '--adopt-token', bad])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'understudy: --adopt-token must be 8 to 128 of letters, digits and ._~+/=-\n',
    });
    expect(() => createSimulator({ adoptTokens: [bad] })).toThrow(TypeError);
  });
});
