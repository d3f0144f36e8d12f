import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createXylinkClient, isRefused, type ProviderError } from '../../client/index.js';
import { clientOf } from './client-of.js';
import {
  failureOf,
  noon,
  providerErrorOf,
  type ProviderServer,
  startServer,
  weekly,
  weeklyFields,
} from './ytx-requests.js';

let server: ProviderServer;
let url: string;
beforeAll(async () => {
  server = await startServer();
  url = new URL(server.client().prepare('createMeeting', weeklyFields).url).origin;
});
afterAll(() => server.close());

/** A `fetch` that keeps the paths that it was asked for. */
function countingFetch(): { readonly fetch: typeof fetch; readonly paths: string[] } {
  const paths: string[] = [];
  return {
    paths,
    fetch: (input, init) => {
      paths.push(new URL(new Request(input).url).pathname);
      return fetch(input, init);
    },
  };
}

describe('the error of a refused call, against a simulator,', () => {
  test('has the text of the provider, the request, the diagnosis and what to do', async () => {
    const failure = await providerErrorOf(
      server.client({ app: 'app:offline', host: 'api.ytx.net' }).startMeeting(weekly),
    );
    const exchange = server.space.journal.entries().at(-1)?.exchange.id ?? 0;
    const request = { method: 'POST', url: `${url}/api.ytx.net/201612/sid/…/call/TeleMeeting.wx` };
    const diagnosis = {
      url: `${url}/_simulator/journal/${exchange}/diagnosis`,
      says: 'Refused by ytx/application-is-online. The application ab000000000000000000000000000003 is offline.',
      fix: expect.stringContaining(`curl -X PATCH ${url}/_simulator/world`) as unknown,
    };
    expect(failure).toMatchObject({
      providerMessage: '应用验证失败',
      refusedBy: 'ytx/application-is-online',
      request,
      diagnosis,
      mayHaveHappened: false,
      isRetryable: false,
    });
    expect(failure.message.split('\n')).toEqual([
      'createMeeting was refused: applicationNotVerified (-205): 应用验证失败',
      `  ${diagnosis.says}`,
      expect.stringMatching(/^ {2}To do: Put it online .*"ab000000000000000000000000000003":\{"online":true/),
      `  Request: POST ${request.url}`,
      `  Diagnosis: ${diagnosis.url}`,
    ]);
  });

  test('names the mistake behind a wrong signature', async () => {
    const inUtc = { now: () => noon - 8 * 60 * 60 * 1000 };
    const failure = await providerErrorOf(
      server.client({ authToken: '70000000000000000000000000000ac2', clock: inUtc }).startMeeting(weekly),
    );
    expect(failure.message).toMatch(
      /^createMeeting was refused: authTokenRejected \(-203\): AuthToken验证失败\n {2}Refused by/,
    );
    expect(failure.diagnosis?.says).toContain('authToken of another account, ac000000000000000000000000000002');
    expect(failure.diagnosis?.fix).toContain('Use the authToken that belongs to the accountSID');
  });

  test('has what XYLink says, and what runs in the room', async () => {
    const { enterpriseId = '', token = '' } = (server.space.cast()['xylink']?.['enterprise:main'] ?? {}) as Record<
      string,
      string
    >;
    const baseUrl = `${url}/~errors/sdk.xylink.com`;
    const xylink = createXylinkClient({ baseUrl, enterpriseId, auth: { token }, limit: 0 });
    const failure = await providerErrorOf(xylink.createGroups({ room: '910000000002' }));
    expect(failure).toMatchObject({
      providerMessage: 'error.no.meeting',
      request: { method: 'POST', url: `${baseUrl}/api/rest/external/v1/conferenceControl/meeting/dynamicGroup` },
      diagnosis: { url: `${url}/~errors/_simulator/journal/1/diagnosis` },
    });
    expect(failure.message).toContain('No meeting is running in room 910000000002.');
  });

  test('has the meaning of the code, where no simulator explains it', async () => {
    const reply = new Response('{"statusCode":"-204","statusMsg":"账户余额不足"}');
    const failure = await providerErrorOf(clientOf({ fetch: () => Promise.resolve(reply) }).startMeeting(weekly));
    expect(failure.message.split('\n').slice(0, 2)).toEqual([
      'createMeeting was refused: balanceInsufficient (-204): 账户余额不足',
      "  The account's balance does not suffice.",
    ]);
    expect(failure.diagnosis).toBeUndefined();
  });

  test('takes one more request, and none if the option says so, or if the simulator is faithful', async () => {
    const faithful = await startServer({ faithful: true });
    const asked = async (from: ProviderServer, diagnose: boolean): Promise<readonly string[]> => {
      const { fetch, paths } = countingFetch();
      await failureOf(from.client({ appid: 'nothing', fetch, diagnose }).startMeeting(weekly));
      return paths.map((path) => path.replace(/^.*\/(\w+)(\.wx)?$/, '$1'));
    };
    expect(await asked(server, true)).toEqual(['TeleMeeting', 'diagnosis']);
    expect(await asked(server, false)).toEqual(['TeleMeeting']);
    expect(await asked(faithful, true)).toEqual(['TeleMeeting']);
    await faithful.close();
  });

  test('takes no more request for what is accepted', async () => {
    const { fetch, paths } = countingFetch();
    await server.client({ fetch }).startMeeting(weekly);
    expect(paths).toHaveLength(1);
  });
});

describe('a call that no provider gets, against a simulator,', () => {
  const startAt = (host: string): Promise<ProviderError> =>
    providerErrorOf(server.client({ host }).startMeeting(weekly));

  test('shows the advice of the simulator for a host that is unknown', async () => {
    const failure = await startAt('sandbox.ytx.com');
    expect(failure.message).not.toContain('must have required property');
    expect(failure.message.split('\n')).toEqual([
      'createMeeting: the simulator answered 404 in place of the provider',
      expect.stringMatching(/^ {2}The path names no known provider. Known hosts: sandbox.ytx.net, api.ytx.net, /),
      `  To do: Put the simulator's address in front of a provider's host: ${url}/sandbox.ytx.net/`,
      `  Request: POST ${url}/sandbox.ytx.com/201612/sid/…/call/TeleMeeting.wx`,
    ]);
    expect(failure).toMatchObject({ name: 'ContractError', status: 404, mayHaveHappened: false, isRetryable: false });
  });

  test('names the right host, for the host of another provider', async () => {
    const failure = await startAt('sdk.xylink.com');
    expect(failure.message).toContain('createMeeting: the simulator answered 501 in place of the provider');
    expect(failure.diagnosis).toMatchObject({ fix: 'Send it to sandbox.ytx.net, api.ytx.net.' });
  });

  test('names the nearest path, for a mistyped one', async () => {
    const client = server.client();
    const prepared = client.prepare('createMeeting', weeklyFields);
    const url = prepared.url.replace('TeleMeeting', 'TeleMeting');
    const failure = await providerErrorOf(client.send({ ...prepared, url }));
    expect(failure.message).toContain('To do: Change it to TeleMeeting.wx.');
    expect(failure).toMatchObject({ diagnosis: { url: expect.stringContaining('/_simulator/journal/') as unknown } });
  });

  test('shows what is wrong with the name of a space or of a scenario', async () => {
    expect((await startAt('+nosuch/sandbox.ytx.net')).message).toContain('Unknown scenario for ytx.');
    expect((await startAt('~_/sandbox.ytx.net')).message).toContain('Invalid space name');
  });

  test('may have happened if the simulator has a bug, for then anything may have', async () => {
    const body = JSON.stringify({ type: 'urn:meeting-understudy:fault', detail: 'The simulator has a bug.' });
    const reply = {
      status: 500,
      headers: { 'content-type': 'application/problem+json' },
      body: new TextEncoder().encode(body),
    };
    const failure = await providerErrorOf(
      Promise.resolve(reply).then((raw) => clientOf().understand('createMeeting', raw)),
    );
    expect(failure).toMatchObject({ mayHaveHappened: true, diagnosis: { says: 'The simulator has a bug.' } });
  });
});

test('isRefused narrows an error that still has all of this', async () => {
  const failure: unknown = await failureOf(server.client({ appid: 'nothing' }).startMeeting(weekly));
  if (!isRefused(failure, 'applicationNotVerified')) throw failure;
  expect([failure.diagnosis?.says, failure.request?.method, failure.isRetryable]).toEqual([
    expect.stringContaining('ytx/application-exists'),
    'POST',
    false,
  ]);
});
