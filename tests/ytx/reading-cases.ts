import { timestampOf } from '../../contracts/ytx/china-time.js';
import page from '../../fixtures/ytx/messages.json' with { type: 'json' };
import { type Call, day, minute, mobile, noon, second } from './caller.js';
import { about, fields, partiesNamed, passes, type ReadingCase } from './reading-case.js';

const party = { name: '张三', phone: mobile };
const meeting = String.raw`"meid":"001","mepwd":"\d{6}","meetcallerid":"01000000100"`;
const escaped = meeting.replaceAll('"', String.raw`\\"`);
const object = String.raw`\{"statusCode":"0","statusMsg":\{${meeting}\}`;

const onlyStars = { creator: '136****7556' };
const printed = page.messages.startNow.printed
  .replaceAll('****', '0000')
  .replace('a0000000000000000000000000000000', 'ab000000000000000000000000000001');

const notAList = 'ytx/parties-are-a-list';
const notFresh = 'ytx/timestamp-is-fresh';
const ahead = 'ytx/timestamp-is-not-ahead';
const notAnInstant = 'ytx/booktime-is-an-instant';
const notLegal = 'ytx/bookmeeting-is-legal';

const at = (instant: number): Call => ({ timestamp: timestampOf(instant) });

const manyNames = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `p${index}`);

/** The options of readings that do not only concern which fields a meeting has. */
export const generalCases: readonly ReadingCase[] = [
  ...about('parties', 'a JSON array', fields({ parties: [party] }), {
    'string-or-array': passes,
    string: notAList,
    array: passes,
  }),
  ...about('parties', 'a string that holds an array', fields({ parties: JSON.stringify([party]) }), {
    'string-or-array': passes,
    string: passes,
    array: notAList,
  }),
  ...about(
    'unescapedParties',
    "the page's own text, its phones made whole",
    { body: printed },
    {
      refused: 'ytx/body-is-a-json-object',
      repaired: passes,
    },
  ),
  ...about(
    'unescapedParties',
    'what is no JSON elsewhere',
    { body: `${printed},` },
    {
      refused: 'ytx/body-is-a-json-object',
      repaired: 'ytx/body-is-a-json-object',
    },
  ),
  {
    reading: 'unescapedParties',
    option: 'repaired',
    says: "the page's own text, where parties must be a string as the page types it",
    given: { parties: 'string' },
    call: { body: printed },
    then: passes,
  },
  ...about('maskedPhones', 'a creator with four stars', fields(onlyStars), {
    refused: 'ytx/creator-is-a-phone',
    accepted: passes,
  }),
  ...about('maskedPhones', 'a party with four stars', fields({ parties: '[{"name":"a","phone":"188****6401"}]' }), {
    refused: 'ytx/parties-have-phones',
    accepted: passes,
  }),
  ...about('maskedPhones', 'a creator with five stars', fields({ creator: '136*****556' }), {
    refused: 'ytx/creator-is-a-phone',
    accepted: 'ytx/creator-is-a-phone',
  }),
  ...about(
    'statusMsg',
    'a meeting that is started',
    {},
    {
      object: new RegExp(`^${object}\\}$`),
      string: new RegExp(String.raw`^\{"statusCode":"0","statusMsg":"\{${escaped}\}"\}$`),
    },
  ),
  ...about(
    'requestId',
    'a meeting that is started',
    {},
    {
      absent: new RegExp(`^${object}\\}$`),
      'digits-29': new RegExp(String.raw`^${object},"requestId":"202611\d{19}050[0-3]"\}$`),
      'digits-16': new RegExp(`^${object},"requestId":"2026110000000001"\\}$`),
    },
  ),
  ...about('validity', 'ten minutes ago', at(noon - 10 * minute), { '24h': passes, '10min': passes }),
  ...about('validity', 'ten minutes and a second ago', at(noon - 10 * minute - second), {
    '24h': passes,
    '10min': notFresh,
  }),
  ...about('validity', '24 hours ago', at(noon - day), { '24h': passes, '10min': notFresh }),
  ...about('validity', '24 hours and a second ago', at(noon - day - second), { '24h': notFresh, '10min': notFresh }),
  ...about('futureTimestamps', 'now', at(noon), { 'within-24h': passes, refused: passes, accepted: passes }),
  ...about('futureTimestamps', 'a second ahead', at(noon + second), {
    'within-24h': passes,
    refused: ahead,
    accepted: passes,
  }),
  ...about('futureTimestamps', '24 hours and a second ahead', at(noon + day + second), {
    'within-24h': ahead,
    refused: ahead,
    accepted: passes,
  }),
  ...about(
    'signParameter',
    'sign in lower case',
    { query: 'sign={Sign}' },
    {
      Sign: 'ytx/sign-is-present',
      'any-case': passes,
    },
  ),
  ...about(
    'signParameter',
    'SIGN in upper case',
    { query: 'SIGN={Sign}' },
    {
      Sign: 'ytx/sign-is-present',
      'any-case': passes,
    },
  ),
  ...about('signParameter', 'Sign', {}, { Sign: passes, 'any-case': passes }),
  ...about('version', 'version 201512', { version: '201512' }, { '201612': 501, any: passes }),
  ...about('version', 'version 201612', { version: '201612' }, { '201612': passes, any: passes }),
  ...about('absentAction', 'no action', fields({ action: undefined }), {
    missing: 'ytx/action-is-present',
    createMeeting: passes,
  }),
  ...about('absentAction', 'another action', fields({ action: 'createmeeting' }), {
    missing: 'ytx/action-is-known',
    createMeeting: 'ytx/action-is-known',
  }),
  ...about('fieldLengths', 'a meetingname of 256 characters', fields({ meetingname: '长'.repeat(256) }), {
    bounded: passes,
    any: passes,
  }),
  ...about('fieldLengths', 'a meetingname of 257 characters', fields({ meetingname: '长'.repeat(257) }), {
    bounded: 'ytx/names-are-not-too-long',
    any: passes,
  }),
  ...about(
    'fieldLengths',
    'a party with a name of 257 characters',
    fields({ parties: partiesNamed('长'.repeat(257)) }),
    {
      bounded: 'ytx/names-are-not-too-long',
      any: passes,
    },
  ),
  ...about('fieldLengths', '500 parties', fields({ parties: partiesNamed(...manyNames(500)) }), {
    bounded: passes,
    any: passes,
  }),
  ...about('fieldLengths', '501 parties', fields({ parties: partiesNamed(...manyNames(501)) }), {
    bounded: 'ytx/parties-are-not-too-many',
    any: passes,
  }),
  ...about('emptyText', 'an empty meetingname', fields({ meetingname: '' }), {
    absent: 'ytx/meetingname-is-present',
    given: passes,
  }),
  ...about('emptyText', 'an empty action', fields({ action: '' }), {
    absent: 'ytx/action-is-present',
    given: 'ytx/action-is-known',
  }),
  ...about('emptyText', 'an empty booktime for a booking', fields({ bookmeeting: '1', booktime: '' }), {
    absent: 'ytx/booktime-is-present',
    given: notAnInstant,
  }),
  ...about('emptyText', 'an empty confid for a cancellation', fields({ bookmeeting: '2', confid: '' }), {
    absent: 'ytx/confid-is-present',
    given: 'ytx/confid-names-a-meeting',
  }),
  ...about('emptyText', 'an empty confid for a booking', fields({ bookmeeting: '1', booktime: '2026-11-22 12:00' }), {
    absent: passes,
    given: passes,
  }),
  ...about('emptyText', 'an empty shownumber', fields({ shownumber: '' }), { absent: passes, given: passes }),
  ...about('bookmeetingType', 'the number 0', fields({ bookmeeting: 0 }), {
    string: notLegal,
    'string-or-number': passes,
  }),
  ...about('bookmeetingType', 'the number 1', fields({ bookmeeting: 1, booktime: '2026-11-22 12:00' }), {
    string: notLegal,
    'string-or-number': passes,
  }),
  ...about('bookmeetingType', 'the number 3', fields({ bookmeeting: 3 }), {
    string: notLegal,
    'string-or-number': notLegal,
  }),
  ...about('bookmeetingType', 'the number 1 without booktime', fields({ bookmeeting: 1 }), {
    string: notLegal,
    'string-or-number': 'ytx/booktime-is-present',
  }),
  ...about('bookmeetingType', 'the string "0"', {}, { string: passes, 'string-or-number': passes }),
  ...about('booktimeSeconds', 'seconds', fields({ bookmeeting: '1', booktime: '2026-11-22 12:00:30' }), {
    refused: notAnInstant,
    accepted: passes,
  }),
  ...about('booktimeSeconds', 'no seconds', fields({ bookmeeting: '1', booktime: '2026-11-22 12:00' }), {
    refused: passes,
    accepted: passes,
  }),
];
