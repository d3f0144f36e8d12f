import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Call, hour, minute, noon } from './caller.js';
import { type SpaceClient, type ProviderServer, startServer } from './office.js';
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

  test('is told nothing of its account until it has signed for it', async () => {
    const client = server.client();
    client.changeWorld({ accounts: { ac000000000000000000000000000002: { balance: 0 } } });
    const answer = await client.call({ account: 'account:suspended', app: 'app:suspended', sign: 'wrong', body: '' });
    expect(answer.refusedBy).toBe('ytx/account-is-active');
  });
});
