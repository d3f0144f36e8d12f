import type { Chosen, ReadingCatalogue } from '../../core/pipeline/reading.js';

/** What is unknown of pushes: of a meeting's none was ever seen, and no text on them is readable. */
export const callbackReadings = {
  callbackRetries: {
    asks: 'Is a push that failed tried again?',
    options: { 'three-times': 'three times: after 30 seconds, 2 minutes and 10 minutes', never: 'no' },
    default: 'three-times',
    reason: 'Nothing is known; whoever bears being told twice bears being told once.',
    seenIn: 'callbacks',
  },
  callbackReply: {
    asks: 'Which reply to a push ends the matter?',
    options: {
      'any-2xx': 'any with a status from 200 to 299',
      'only-200': 'only status 200',
      'ok-text': 'a status from 200 to 299 with the text ok, plain or as JSON',
    },
    default: 'any-2xx',
    reason: 'Receivers answer ok, "ok" or a JSON object; nothing shows that the platform reads it.',
    seenIn: 'callbacks',
  },
  callbackAddress: {
    asks: 'Is something added to the address that an application configures?',
    options: {
      'as-configured': 'no',
      'query-key': 'a key in the query that tells states (CallState) from records (Call)',
    },
    default: 'as-configured',
    reason: 'One receiver tells pushes apart by such a key; it may as well have configured two addresses.',
    seenIn: 'callbacks',
  },
  cdrOrder: {
    asks: 'When does the record of a meeting come?',
    options: {
      'after-the-end': 'a second after the last state',
      'before-the-last-state': 'just before the last state',
    },
    default: 'after-the-end',
    reason: 'The natural order; one receiver is written for the other one too.',
    seenIn: 'callbacks',
  },
  cdrNumbers: {
    asks: 'How does a record carry its numbers?',
    options: { numbers: 'as numbers', texts: 'as strings' },
    default: 'numbers',
    reason:
      "A dual call's receiver reads numbers, a voice notice's reads strings; a meeting has parties as a dual call has.",
    seenIn: 'callbacks',
  },
  callbackTimestamp: {
    asks: 'In what form is the timestamp of a state?',
    options: { text: 'yyyy-MM-dd HH:mm:ss at +08:00', milliseconds: 'milliseconds since the epoch' },
    default: 'text',
    reason: 'The times in records are written so; no value of this field was seen.',
    seenIn: 'callbacks',
  },
  echoWhenAbsent: {
    asks: 'What does a push carry when the request had no order number?',
    options: { empty: 'an empty one', 'left-out': 'none' },
    default: 'empty',
    reason: 'Receivers read the field without asking whether it is there.',
    seenIn: 'callbacks',
  },
  alerting: {
    asks: 'Is it told when a phone rings?',
    options: { told: 'yes', 'not-told': 'no' },
    default: 'told',
    reason: 'A receiver of dual calls knows the state; whether meetings have it is unknown.',
    seenIn: 'callbacks',
  },
} as const satisfies ReadingCatalogue;

/** Where the provider's page can be read in more than one way: what we read, and why. */
export const readings = {
  parties: {
    asks: 'In what form is `parties` accepted?',
    options: {
      'string-or-array': 'a JSON array, or a string that holds one',
      string: 'only a string that holds a JSON array, as the page types it',
      array: 'only a JSON array',
    },
    default: 'string-or-array',
    reason: 'The page types it as a string; the only public client sends an array. Neither is known to fail.',
  },
  unescapedParties: {
    asks: 'What becomes of the page\'s own samples, `"parties":"[{"name":…}]"` with unescaped quotes?',
    options: {
      refused: 'they are not JSON and are refused',
      repaired: 'the stray quotes are read as part of the string',
    },
    default: 'refused',
    reason: 'The text is not JSON, and the provider has a code for that.',
  },
  maskedPhones: {
    asks: 'Are masked phone numbers such as 188****6401 accepted?',
    options: { refused: 'they are not phone numbers', accepted: 'four stars may stand for four digits' },
    default: 'refused',
    reason: 'The page masks real numbers for print; a masked number cannot be called.',
  },
  statusMsg: {
    asks: 'How does a success carry the meeting in `statusMsg`?',
    options: { object: 'as an object', string: 'as a string that holds its JSON' },
    default: 'object',
    reason: "The page's success example nests an object; its table says string.",
  },
  requestId: {
    asks: 'Does a success carry `requestId`?',
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
    options: { 'within-24h': 'at most 24 hours', refused: 'not at all', accepted: 'as far as it likes' },
    default: 'within-24h',
    reason: 'Nothing is known; a window of the same length on both sides forgives a wrong time zone.',
  },
  signParameter: {
    asks: 'How must the query parameter `Sign` be spelled?',
    options: { Sign: 'exactly so', 'any-case': 'in any case, `sign` too' },
    default: 'Sign',
    reason: 'The page writes Sign; one client sends sign, and ignores the reply.',
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
    reason: 'The page gives a default but says the name is checked to the letter; strict is safer to build against.',
  },
  emptyText: {
    asks: 'Is a field that holds an empty string given?',
    options: { absent: 'no: it counts as absent', given: 'yes, with an empty value' },
    default: 'absent',
    reason: 'The page asks for "" wherever a field does not apply.',
  },
  bookmeetingType: {
    asks: 'May `bookmeeting` be a number?',
    options: { string: 'no, only "0", "1" and "2"', 'string-or-number': 'yes, 0, 1 and 2 too' },
    default: 'string',
    reason: 'The page types it as a string, and all samples send one.',
  },
  booktimeSeconds: {
    asks: 'May `booktime` have seconds?',
    options: { refused: 'no, only yyyy-MM-dd HH:mm', accepted: 'yes, yyyy-MM-dd HH:mm:ss too' },
    default: 'refused',
    reason: 'Every sample on the page ends with the minutes.',
  },
  fieldLengths: {
    asks: 'Is a long name, or a long list of parties, accepted?',
    options: {
      bounded: 'up to the settings `longestName` (256 characters) and `mostParties` (500) of the world',
      any: 'yes, of any length',
    },
    default: 'bounded',
    reason: 'The page states no limit, but no provider stores a name or dials a list of any length.',
  },
  meidScope: {
    asks: 'Within what are meeting numbers unique?',
    options: { account: 'within the account', application: 'within the application' },
    default: 'account',
    reason: 'Nothing is known; the samples show three digits, which is too short for the whole platform.',
  },
  ...callbackReadings,
} as const satisfies ReadingCatalogue;

/** The readings in force for one request. */
export type Readings = Chosen<typeof readings>;
