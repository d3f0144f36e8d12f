import { bodyReadings } from '../../core/requests/body-text.js';
import type { ReadingOptions, ReadingCatalogue } from '../../core/pipeline/reading.js';
import { callbackReadings } from './callbacks/readings.js';

const requiredOptions = {
  always: 'yes, always',
  'not-to-cancel': 'yes, except to cancel a booking',
  never: 'no; an edited booking keeps its own',
} as const;

const requiredReason =
  'The column 是否必须 is empty for all fields, and every sample has this one. No sample cancels a booking.';

/** Questions that the provider's page leaves open: our reading, and why. */
export const readings = {
  parties: {
    asks: 'Which form of `parties` is accepted?',
    options: {
      'string-or-array': 'a JSON array, or a string that contains one',
      string: 'only a string that contains a JSON array, as on the page',
      array: 'only a JSON array',
    },
    default: 'string-or-array',
    reason: 'The page types it as a string; the only public client sends an array. Neither is known to fail.',
  },
  fewestParties: {
    asks: 'How many parties must a meeting have?',
    options: { one: 'one or more', three: 'three or more' },
    default: 'one',
    reason:
      'The page praises calls of three and more; its samples have two parties, and the only public client sends one.',
  },
  partyNames: {
    asks: 'Must each party have a name?',
    options: { required: 'yes', optional: 'no, its phone suffices' },
    default: 'required',
    reason: 'The page speaks of names and phone numbers, and every sample has both; nothing says what names are for.',
  },
  creatorForm: {
    asks: 'Must `creator` be a phone number?',
    options: { phone: 'yes', label: 'no, any text marks the creator' },
    default: 'phone',
    reason: 'The page calls it the phone number that marks the creator; nothing says that the provider calls it.',
  },
  unescapedParties: {
    asks: 'How are the page\'s own samples read, `"parties":"[{"name":…}]"` with unescaped quotes?',
    options: {
      refused: 'they are not JSON and are refused',
      repaired: 'the unescaped quotes are read as part of the string',
    },
    default: 'refused',
    reason: 'The text is not JSON, and the provider has a code for that.',
  },
  maskedPhones: {
    asks: 'Are masked phone numbers such as 188****6401 accepted?',
    options: { refused: 'they are not phone numbers', accepted: 'four stars may replace four digits' },
    default: 'refused',
    reason: 'The page masks real numbers for print; a masked number cannot be called.',
  },
  statusMsg: {
    asks: 'What form has the meeting in `statusMsg` of a success?',
    options: { object: 'an object', string: 'a string that contains its JSON' },
    default: 'object',
    reason: "The page's success example nests an object; its table says string.",
  },
  requestId: {
    asks: 'Does a success contain `requestId`?',
    options: {
      absent: 'no',
      'digits-29': '29 digits, as recorded on neighbouring products',
      'digits-16': "16 digits, as in the page's table",
    },
    default: 'absent',
    reason: "The page's success example has none; its table lists one.",
  },
  validity: {
    asks: 'How long is an Authorization valid?',
    options: { '24h': 'for 24 hours', '10min': 'for 10 minutes' },
    default: '24h',
    reason: 'The page of this call says 24 hours; a copied table of codes says ten minutes.',
  },
  futureTimestamps: {
    asks: "How far ahead of the provider's clock may a timestamp be?",
    options: { 'within-24h': 'at most 24 hours', refused: 'none', accepted: 'any' },
    default: 'within-24h',
    reason: 'Nothing is known; a window of the same length on both sides tolerates a wrong time zone.',
  },
  signParameter: {
    asks: 'How must the query parameter `Sign` be spelled?',
    options: { Sign: 'exactly `Sign`', 'any-case': 'in any letter case, also `sign`' },
    default: 'Sign',
    reason: 'The page writes Sign; one client sends sign, and ignores the reply.',
  },
  absentSign: {
    asks: 'With which refusal is a request without `Sign` answered?',
    options: { wrong: 'that of a wrong Sign', 'missing-parameter': 'that of a missing parameter' },
    default: 'wrong',
    reason: 'The table of codes has one for each; the page says that the URL must have a Sign, and no reply was seen.',
  },
  authorizationPadding: {
    asks: 'May the base64 of Authorization lack the padding at its end?',
    options: { required: 'no', optional: 'yes' },
    default: 'required',
    reason: 'All clients send it with padding; whether the decoder of the provider needs it is unknown.',
  },
  version: {
    asks: 'Which interface versions serve this call?',
    options: { '201612': 'only 201612', any: 'any' },
    default: '201612',
    reason: 'The page names 201612 as the only version to choose.',
  },
  absentAction: {
    asks: 'What does a request without `action` mean?',
    options: { missing: 'a required parameter is missing', createMeeting: "the page's default value, createMeeting" },
    default: 'missing',
    reason: 'The page gives a default but says the name is checked exactly; the strict option is safer for clients.',
  },
  meetingnameRequired: {
    asks: 'Is `meetingname` required?',
    options: requiredOptions,
    default: 'always',
    reason: requiredReason,
  },
  creatorRequired: {
    asks: 'Is `creator` required?',
    options: requiredOptions,
    default: 'always',
    reason: requiredReason,
  },
  partiesRequired: {
    asks: 'Is `parties` required?',
    options: requiredOptions,
    default: 'always',
    reason: requiredReason,
  },
  emptyText: {
    asks: 'Is a field with an empty string present?',
    options: { absent: 'no, it is absent', given: 'yes, with an empty value' },
    default: 'absent',
    reason: 'The page asks for "" for a field that does not apply.',
  },
  bookmeetingType: {
    asks: 'May `bookmeeting` be a number?',
    options: { string: 'no, only "0", "1" and "2"', 'string-or-number': 'yes, also 0, 1 and 2' },
    default: 'string',
    reason: 'The page types it as a string, and all samples send one.',
  },
  booktimeSeconds: {
    asks: 'May `booktime` have seconds?',
    options: { refused: 'no, only yyyy-MM-dd HH:mm', accepted: 'yes, also yyyy-MM-dd HH:mm:ss' },
    default: 'refused',
    reason: 'Every sample on the page ends with the minutes.',
  },
  presentMinute: {
    asks: 'May `booktime` be the present minute, of which a part has passed?',
    options: { refused: 'no, its start is past', accepted: 'yes, and the meeting starts at once' },
    default: 'refused',
    reason: 'booktime has no seconds, so a provider may compare minutes or instants; the page does not say.',
  },
  startWithConfid: {
    asks: 'What does `confid` do with `bookmeeting` "0"?',
    options: {
      ignored: 'nothing: another meeting starts',
      'starts-the-booking': 'the booking of this number starts now',
    },
    default: 'ignored',
    reason: 'The page describes confid for editing a booking only, and asks for "" in all other requests.',
  },
  unknownShownumber: {
    asks: 'What does a `shownumber` that is not configured for the application do?',
    options: { refused: 'it is refused', 'default-number': "nothing: the application's default number is shown" },
    default: 'refused',
    reason: 'The page says that staff must configure the number, not what happens without that.',
  },
  fieldLengths: {
    asks: 'Is a long name, or a long list of parties, accepted?',
    options: {
      bounded: 'up to the settings `maxNameLength` (256 characters) and `maxParties` (500) of the world',
      any: 'yes, of any length',
    },
    default: 'bounded',
    reason: 'The page states no limit, but no provider stores a name or dials a list of any length.',
  },
  meidScope: {
    asks: 'In which scope are meeting numbers unique?',
    options: { account: 'the account', application: 'the application' },
    default: 'account',
    reason: 'Nothing is known; the samples show three digits, which is too short for the whole platform.',
  },
  ...bodyReadings,
  ...callbackReadings,
} as const satisfies ReadingCatalogue;

/** The readings for one request. */
export type Readings = ReadingOptions<typeof readings>;
