import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import neighbours from '../../contracts/ytx/neighbours.json' with { type: 'json' };
import type { Answer, Call } from './caller.js';
import { type ProviderServer, startServer } from './office.js';

/** What YTX may well answer, and the simulator does not know how. */
const unknown: readonly (readonly [what: string, call: Call])[] = [
  ...Object.keys(neighbours.paths).map((path) => [`the path ${path}`, { call: path.slice(1) }] as const),
  ...Object.keys(neighbours.actions).map((action) => [`the action ${action}`, { fields: { action } }] as const),
  ['a neighbour in another version', { version: '201512', call: 'call/CallCdr.wx' }],
  ['a path that nobody knows', { call: 'call/NoSuch.wx' }],
  ['another func', { call: 'sms/TeleMeeting.wx' }],
  ['the path in another case', { call: 'call/telemeeting.wx' }],
  ['a segment more', { call: 'call/TeleMeeting.wx/more' }],
  ['a slash behind it', { call: 'call/TeleMeeting.wx/' }],
  ['a percent-encoded path', { call: 'call/TeleMeeting%2Ewx' }],
  ['version 201512', { version: '201512' }],
  ['a version that is no month', { version: 'latest' }],
  ['GET', { method: 'GET' }],
  ['PUT', { method: 'PUT' }],
  ['DELETE', { method: 'DELETE' }],
];

const says = (answer: Answer): { readonly title?: string; readonly detail?: string; readonly fix?: string } =>
  JSON.parse(answer.text) as { readonly title?: string };

describe('what the simulator does not model', () => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  test.each(unknown)("is answered 501 in the simulator's own voice: %s", async (_what, call) => {
    const client = server.client();
    const before = client.world();
    const answer = await client.call(call);
    expect(answer.status).toBe(501);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['simulator-not-modelled']).toMatch(/./);
    expect(answer.refusedBy).toBeUndefined();
    expect(answer.text).not.toContain('statusCode');
    expect(says(answer)).toMatchObject({ title: 'simulator: not-modelled', fix: expect.stringMatching(/./) });
    expect(client.world()).toEqual(before);
  });

  test.each(Object.entries(neighbours.paths))('names %s and says what to add', async (path, { title }) => {
    const { detail = '', fix = '' } = says(await server.client().call({ call: path.slice(1) }));
    expect(detail).toContain(path);
    expect(detail).toContain(title);
    expect(fix).toContain('contracts/ytx/');
    expect(fix).toContain('simulator/providers/ytx/endpoints/');
  });

  test.each(Object.keys(neighbours.actions))('names the action %s and says what to add', async (action) => {
    const { detail = '', fix = '' } = says(await server.client().call({ fields: { action } }));
    expect(detail).toContain(action);
    expect(fix).toContain('simulator/providers/ytx/endpoints/');
  });

  test('names the reading that would serve another version', async () => {
    expect(says(await server.client().call({ version: '201512' })).fix).toContain('"version"');
  });

  test('repeats neither the account nor the Sign of a stranger', async () => {
    const answer = await server
      .client()
      .call({ call: 'call/NoSuch.wx', query: 'Sign=a2b5eb6845821ecf59e469865cc7aca2' });
    const everything = JSON.stringify(answer.headers) + answer.text;
    expect(everything).not.toContain('a2b5eb6845821ecf59e469865cc7aca2');
    expect(everything).not.toContain('NoSuch');
  });

  test('an action that nobody knows is no neighbour: the provider refuses it', async () => {
    for (const action of ['nosuchMeeting', 'InviteMeeting', 'toString', '__proto__', 'hasOwnProperty']) {
      const answer = await server.client().call({ fields: { action } });
      expect(answer).toMatchObject({ status: 200, refusedBy: 'ytx/action-is-known' });
    }
  });
});
