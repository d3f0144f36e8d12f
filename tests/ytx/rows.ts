import { type Call, day, hour, minute, noon, second } from './caller.js';
import type { SpaceClient } from './ytx-requests.js';
import { bookedFor, bookingAt, cancelling, expired, fixedLine } from './situations.js';
import type { Code } from './literal-replies.js';
import { timestampOf } from '../../contracts/ytx/china-time.js';

/** A sentence, and the request it is about. */
type Example = readonly [says: string, call: Call];

/** One check: the nearest request that it refuses, and the nearest that it lets through. */
export interface Row {
  readonly check: string;
  readonly code: Code;
  /** What must be so before either is sent. */
  readonly given?: (client: SpaceClient) => Promise<unknown>;
  readonly refused: Example;
  readonly accepted: Example;
}

const manyParties = (count: number): readonly object[] =>
  Array.from({ length: count }, () => ({ name: 'a', phone: fixedLine }));

/** Every check of createMeeting in the order in which the table names them. */
export const rows: readonly Row[] = [
  {
    check: 'ytx/authorization-is-readable',
    code: '-202',
    refused: ['no Authorization', { authorization: null }],
    accepted: ['an Authorization beside other headers', { headers: { 'X-Other': 'yes' } }],
  },
  {
    check: 'ytx/authorization-names-the-account',
    code: '-202',
    refused: [
      'an Authorization in the name of another account',
      { claimedAccount: 'ac000000000000000000000000000003' },
    ],
    accepted: [
      "an Authorization in the name of the path's account",
      { claimedAccount: 'ac000000000000000000000000000001' },
    ],
  },
  {
    check: 'ytx/timestamp-is-an-instant',
    code: '-202',
    refused: ['a timestamp in the 13th month', { timestamp: '20261321120000' }],
    accepted: ['a timestamp that the clock shows', { timestamp: '20261121120000' }],
  },
  {
    check: 'ytx/timestamp-is-fresh',
    code: '-202',
    refused: ['a timestamp of 24 hours and a second ago', expired],
    accepted: ['a timestamp of exactly 24 hours ago', { timestamp: timestampOf(noon - day) }],
  },
  {
    check: 'ytx/timestamp-is-not-ahead',
    code: '-202',
    refused: ['a timestamp 24 hours and a second ahead', { timestamp: timestampOf(noon + day + second) }],
    accepted: ['a timestamp exactly 24 hours ahead', { timestamp: timestampOf(noon + day) }],
  },
  {
    check: 'ytx/account-exists',
    code: '-200',
    refused: ['an unknown account', { pathAccount: 'ac0000000000000000000000000000ff' }],
    accepted: ['an account that the cast has', { pathAccount: 'ac000000000000000000000000000001' }],
  },
  {
    check: 'ytx/account-is-active',
    code: '-201',
    refused: ['a suspended account', { account: 'account:suspended', app: 'app:suspended' }],
    accepted: ['an active account', { account: 'account:active', app: 'app:sandbox' }],
  },
  {
    check: 'ytx/sign-is-present',
    code: '-203',
    refused: ['no Sign', { query: 'sign={Sign}' }],
    accepted: ['a Sign behind another parameter', { query: 'a=b&Sign={Sign}' }],
  },
  {
    check: 'ytx/sign-is-right',
    code: '-203',
    refused: ['the Sign of another token', { sign: '0'.repeat(32) }],
    accepted: ['the right Sign among other parameters', { query: 'a=b&Sign={Sign}&c' }],
  },
  {
    check: 'ytx/body-is-a-json-object',
    code: '-4',
    refused: ['a body that breaks off', { body: '{"action":"createMeeting"' }],
    accepted: ['a JSON object', {}],
  },
  {
    check: 'ytx/action-is-present',
    code: '-2',
    refused: ['no action', { fields: { action: undefined } }],
    accepted: ['the action createMeeting', { fields: { action: 'createMeeting' } }],
  },
  {
    check: 'ytx/action-is-known',
    code: '-3',
    refused: ['the action in another case', { fields: { action: 'CreateMeeting' } }],
    accepted: ['the action to the letter', { fields: { action: 'createMeeting' } }],
  },
  ...['appid', 'meetingname', 'creator', 'parties', 'bookmeeting'].map((field): Row => ({
    check: `ytx/${field}-${field === 'parties' ? 'are' : 'is'}-present`,
    code: '-2',
    refused: [`no ${field}`, { fields: { [field]: undefined } }],
    accepted: [`neither shownumber nor CustomParm, but ${field}`, {}],
  })),
  {
    check: 'ytx/booktime-is-present',
    code: '-2',
    refused: ['a booking without booktime', { fields: { bookmeeting: '1' } }],
    accepted: ['a booking with booktime', bookingAt(noon + hour)],
  },
  {
    check: 'ytx/confid-is-present',
    code: '-2',
    given: bookedFor(noon + hour),
    refused: ['a cancellation without confid', { fields: { bookmeeting: '2' } }],
    accepted: ['a cancellation with confid', cancelling('001')],
  },
  {
    check: 'ytx/fields-are-text',
    code: '-101',
    refused: ['a number for a name', { fields: { meetingname: 123 } }],
    accepted: ['digits for a name', { fields: { meetingname: '123' } }],
  },
  {
    check: 'ytx/bookmeeting-is-legal',
    code: '-101',
    refused: ['bookmeeting "3"', { fields: { bookmeeting: '3' } }],
    accepted: ['bookmeeting "0"', { fields: { bookmeeting: '0' } }],
  },
  {
    check: 'ytx/booktime-is-an-instant',
    code: '-101',
    refused: ['a booking for 30 February', { fields: { bookmeeting: '1', booktime: '2027-02-30 10:00' } }],
    accepted: ['a booking for 28 February', { fields: { bookmeeting: '1', booktime: '2027-02-28 10:00' } }],
  },
  {
    check: 'ytx/booktime-is-not-past',
    code: '-101',
    refused: ['a booking for a minute ago', bookingAt(noon - minute)],
    accepted: ['a booking for this very minute', bookingAt(noon)],
  },
  {
    check: 'ytx/parties-are-a-list',
    code: '-101',
    refused: ['an empty list of parties', { fields: { parties: '[]' } }],
    accepted: ['one party', { fields: { parties: `[{"name":"a","phone":"${fixedLine}"}]` } }],
  },
  {
    check: 'ytx/names-are-not-too-long',
    code: '-101',
    refused: ['a meetingname of 257 characters', { fields: { meetingname: '长'.repeat(257) } }],
    accepted: ['a meetingname of 256 characters', { fields: { meetingname: '长'.repeat(256) } }],
  },
  {
    check: 'ytx/parties-are-not-too-many',
    code: '-101',
    refused: ['501 parties', { fields: { parties: manyParties(501) } }],
    accepted: ['500 parties', { fields: { parties: manyParties(500) } }],
  },
  {
    check: 'ytx/creator-is-a-phone',
    code: '-102',
    refused: ['a creator with ten digits', { fields: { creator: '1360000755' } }],
    accepted: ['a creator with a fixed line', { fields: { creator: fixedLine } }],
  },
  {
    check: 'ytx/parties-have-phones',
    code: '-102',
    refused: ['a party with a name for a phone', { fields: { parties: '[{"name":"a","phone":"b"}]' } }],
    accepted: ['a party with an extension', { fields: { parties: '[{"name":"a","phone":"01000000200,1234"}]' } }],
  },
  {
    check: 'ytx/application-exists',
    code: '-205',
    refused: ['an unknown application', { fields: { appid: 'ab0000000000000000000000000000ff' } }],
    accepted: ['an application that the cast has', { fields: { appid: 'ab000000000000000000000000000001' } }],
  },
  {
    check: 'ytx/application-belongs-to-environment',
    code: '-205',
    refused: ["production's application in the sandbox", { app: 'app:production', host: 'sandbox.ytx.net' }],
    accepted: ["production's application in production", { app: 'app:production', host: 'api.ytx.net' }],
  },
  {
    check: 'ytx/application-has-meetings',
    code: '-205',
    refused: ['an application without meetings', { app: 'app:without-meetings', host: 'api.ytx.net' }],
    accepted: ['an application with meetings', { app: 'app:production', host: 'api.ytx.net' }],
  },
  {
    check: 'ytx/application-is-online',
    code: '-205',
    refused: ['an application that is not online', { app: 'app:offline', host: 'api.ytx.net' }],
    accepted: ['an application that is online', { app: 'app:production', host: 'api.ytx.net' }],
  },
  {
    check: 'ytx/caller-is-allowed',
    code: '-205',
    refused: [
      'a caller who is not on the list',
      { app: 'app:ip-restricted', host: 'api.ytx.net', from: '203.0.113.8' },
    ],
    accepted: ['a caller who is on the list', { app: 'app:ip-restricted', host: 'api.ytx.net', from: '203.0.113.9' }],
  },
  {
    check: 'ytx/shownumber-is-configured',
    code: '-101',
    refused: ['a number to show that is not configured', { fields: { shownumber: '01000000191' } }],
    accepted: ['a number to show that is configured', { fields: { shownumber: '01000000190' } }],
  },
  {
    check: 'ytx/balance-is-positive',
    code: '-204',
    refused: ['an account without money', { account: 'account:no-balance', app: 'app:no-balance' }],
    accepted: ['an account with money', { account: 'account:active', app: 'app:sandbox' }],
  },
  {
    check: 'ytx/confid-names-a-meeting',
    code: '-101',
    given: bookedFor(noon + hour),
    refused: ['a cancellation of a number never given', cancelling('002')],
    accepted: ['a cancellation of a booking', cancelling('001')],
  },
  {
    check: 'ytx/booking-is-not-cancelled',
    code: '-101',
    given: async (client) => {
      await bookedFor(noon + hour)(client);
      await bookedFor(noon + hour)(client);
      await client.call(cancelling('001'));
    },
    refused: ['a cancellation of what is cancelled', cancelling('001')],
    accepted: ['a cancellation of another booking', cancelling('002')],
  },
  {
    check: 'ytx/booking-has-not-started',
    code: '-101',
    given: async (client) => {
      await bookedFor(noon + hour)(client);
      await bookedFor(noon + hour + minute)(client);
      client.space.clock.advance(hour);
    },
    refused: ['a cancellation of what starts this minute', cancelling('001')],
    accepted: ['a cancellation of what starts in a minute', cancelling('002')],
  },
];
