import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import neighbours from '../../contracts/ytx/neighbours.json' with { type: 'json' };
import { type Answer, type Call, hour, minute, noon } from './caller.js';
import { type ProviderServer, type SpaceClient, startServer } from './ytx-requests.js';
import { type Row, rows } from './rows.js';
import { bookedFor, cancelling } from './situations.js';

/**
 * Checks of which the second cannot fail where the first does: what the second looks at is then not there. The first is
 * held against the next check in the list that can.
 */
const nothingLeftToJudge: Readonly<Record<string, readonly string[]>> = {
  'ytx/authorization-is-readable': [
    'ytx/authorization-names-the-account',
    'ytx/timestamp-is-an-instant',
    'ytx/timestamp-is-fresh',
    'ytx/timestamp-is-not-ahead',
  ],
  'ytx/timestamp-is-an-instant': ['ytx/timestamp-is-fresh', 'ytx/timestamp-is-not-ahead'],
  'ytx/timestamp-is-fresh': ['ytx/timestamp-is-not-ahead'],
  'ytx/account-exists': ['ytx/account-is-active'],
  'ytx/action-is-present': ['ytx/action-is-known'],
  'ytx/bookmeeting-is-present': ['ytx/booktime-is-present', 'ytx/confid-is-present'],
  'ytx/booktime-is-present': ['ytx/confid-is-present'],
  'ytx/bookmeeting-is-legal': ['ytx/booktime-is-an-instant', 'ytx/booktime-is-not-past'],
  'ytx/booktime-is-an-instant': ['ytx/booktime-is-not-past'],
  'ytx/application-exists': [
    'ytx/application-belongs-to-environment',
    'ytx/application-has-meetings',
    'ytx/application-is-online',
    'ytx/caller-is-allowed',
    'ytx/shownumber-is-configured',
  ],
  'ytx/confid-names-a-meeting': ['ytx/booking-is-not-cancelled', 'ytx/booking-has-not-started'],
};

/** Without a body there are no fields; the next thing that can be wrong is the account's own balance. */
const needsNoField = ['ytx/balance-is-positive'];

type Both = { readonly given?: (client: SpaceClient) => Promise<unknown>; readonly call: Call };

const changingActiveApplication = (id: string, patch: object) => (client: SpaceClient) => {
  client.changeWorld({ applications: { [id]: patch } });
  return Promise.resolve();
};

/** Two faults that meet in one field, application or booking, put together by hand. */
const byHand: Readonly<Record<string, Both>> = {
  'ytx/confid-is-present, then ytx/fields-are-text': {
    call: { fields: { bookmeeting: '2', meetingname: 123 } },
  },
  'ytx/application-belongs-to-environment, then ytx/application-has-meetings': {
    call: { app: 'app:without-meetings', host: 'sandbox.ytx.net' },
  },
  'ytx/application-has-meetings, then ytx/application-is-online': {
    given: changingActiveApplication('ab000000000000000000000000000004', { online: false }),
    call: { app: 'app:without-meetings', host: 'api.ytx.net' },
  },
  'ytx/application-is-online, then ytx/caller-is-allowed': {
    given: changingActiveApplication('ab000000000000000000000000000003', { allowedCallers: '203.0.113.9' }),
    call: { app: 'app:offline', host: 'api.ytx.net', from: '203.0.113.8' },
  },
  'ytx/booking-is-not-cancelled, then ytx/booking-has-not-started': {
    async given(client) {
      await bookedFor(noon + hour)(client);
      await client.call(cancelling('001'));
      client.space.clock.advance(hour + minute);
    },
    call: cancelling('001'),
  },
};

interface Pair {
  readonly name: string;
  readonly first: Row;
  readonly next: Row;
}

function pairs(): readonly Pair[] {
  return rows.flatMap((first, index) => {
    const masked = nothingLeftToJudge[first.check] ?? [];
    const after = rows.slice(index + 1).filter(({ check }) => !masked.includes(check));
    const [next] = first.check === 'ytx/body-is-a-json-object' ? after.filter(isFreeOfFields) : after;
    return next === undefined ? [] : [{ name: `${first.check}, then ${next.check}`, first, next }];
  });
}

const isFreeOfFields = ({ check }: Row): boolean => needsNoField.includes(check);

/** Both faults in one request; undefined when they touch the same part of it. */
function together(first: Call, next: Call): Call | undefined {
  const partsOf = ({ fields = {}, ...rest }: Call): readonly string[] => [...Object.keys(rest), ...Object.keys(fields)];
  const parts = new Set(partsOf(first));
  if (partsOf(next).some((part) => parts.has(part))) return undefined;
  return { ...first, ...next, fields: { ...first.fields, ...next.fields } };
}

function bothOf({ name, first, next }: Pair): Both {
  const written = byHand[name];
  if (written !== undefined) return written;
  const call = together(first.refused[1], next.refused[1]);
  if (call === undefined) throw new Error(`${name}: these two faults must be put together by hand`);
  return {
    async given(client) {
      await first.given?.(client);
      await next.given?.(client);
    },
    call,
  };
}

describe('a request that breaks two rules', () => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  test.each(pairs())('is refused by the first of $name', async (pair) => {
    const client = server.client();
    const { given, call } = bothOf(pair);
    await given?.(client);
    expect(await client.call(call)).toMatchObject({ refusedBy: pair.first.check });
  });

  test('is tried for every check but the last one that can fail', () => {
    const firsts = new Set(pairs().map(({ first }) => first.check));
    const never = rows.map(({ check }) => check).filter((check) => !firsts.has(check));
    expect(never).toEqual(['ytx/confid-names-a-meeting', 'ytx/booking-has-not-started']);
  });

  test('learns nothing about its account without a right Sign', async () => {
    const client = server.client();
    client.changeWorld({ accounts: { ac000000000000000000000000000002: { balance: 0 } } });
    const answer = await client.call({ account: 'account:suspended', app: 'app:suspended', sign: 'wrong', body: '' });
    expect(answer.refusedBy).toBe('ytx/account-is-active');
  });
});

/** What YTX may well answer, and the simulator does not know how. */
const unknown: readonly (readonly [what: string, call: Call])[] = [
  ...Object.keys(neighbours.paths).map((path) => [`the path ${path}`, { call: path.slice(1) }] as const),
  ...Object.keys(neighbours.actions).map((action) => [`the action ${action}`, { fields: { action } }] as const),
  ['a neighbour in another version', { version: '201512', call: 'call/CallCdr.wx' }],
  ['an unknown path', { call: 'call/NoSuch.wx' }],
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

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly fix?: string;
  readonly statusMsg?: string;
}

const says = (answer: Answer): Problem => JSON.parse(answer.text) as Problem;

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

  test.each(Object.entries(neighbours.paths))('names %s and its documentation', async (path, neighbour) => {
    const { detail = '', fix = '' } = says(await server.client().call({ call: path.slice(1) }));
    expect(detail).toContain(path);
    expect(detail).toContain(neighbour.title);
    expect(fix).toContain('documentation' in neighbour ? neighbour.documentation : 'The provider has this operation');
  });

  test.each(Object.entries(neighbours.actions))('names the action %s', async (action, { title, documentation }) => {
    const { detail = '', fix = '' } = says(await server.client().call({ fields: { action } }));
    expect(detail).toContain(`${action} (${title})`);
    expect(fix).toContain(documentation);
  });

  test.each([
    ['a typing error', { call: 'call/TeleMeting.wx' }],
    ['another letter case', { call: 'call/telemeeting.wx' }],
    ['another method', { method: 'GET' }],
  ])('asks for the operation that was meant: %s', async (_what, call) => {
    const { fix } = says(await server.client().call(call));
    expect(fix).toMatch(
      /^Did you mean POST \/\{version\}\/sid\/\{accountSID\}\/call\/TeleMeeting\.wx\? To answer it with a stub, send PUT /,
    );
  });

  test("has its text where the provider's SDK looks for it, and names no folder of the project", async () => {
    const calls = [
      { call: 'call/NoticeCall.wx' },
      { call: 'call/TeleMeting.wx' },
      { fields: { action: 'queryMeeting' } },
    ];
    for (const call of calls) {
      const answer = await server.client().call(call);
      const { detail = '', fix = '', statusMsg } = says(answer);
      expect(statusMsg).toBe(`${detail} ${fix}`);
      expect(detail).toMatch(/^The simulator does not model /);
      expect(answer.text).not.toMatch(/contracts|(?<!_)simulator\/|endpoints/);
    }
  });

  test('names the reading that would serve another version', async () => {
    expect(says(await server.client().call({ version: '201512' })).fix).toContain('"version"');
  });

  test('repeats neither the account nor the Sign of a stranger', async () => {
    const answer = await server
      .client()
      .call({ call: 'call/Other.wx', pathAccount: 'NoSuchAccount', query: 'Sign=a2b5eb6845821ecf59e469865cc7aca2' });
    const everything = JSON.stringify(answer.headers) + answer.text;
    expect(everything).not.toContain('a2b5eb6845821ecf59e469865cc7aca2');
    expect(everything).not.toContain('NoSuch');
  });

  test('an unknown action is not a neighbour: the provider refuses it', async () => {
    for (const action of ['nosuchMeeting', 'InviteMeeting', 'toString', '__proto__', 'hasOwnProperty']) {
      const answer = await server.client().call({ fields: { action } });
      expect(answer).toMatchObject({ status: 200, refusedBy: 'ytx/action-is-known' });
    }
  });
});
