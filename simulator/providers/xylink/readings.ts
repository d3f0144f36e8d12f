import { bodyReadings } from '../../core/requests/body-text.js';
import type { ReadingOptions, ReadingCatalogue } from '../../core/pipeline/reading.js';
import { groupReadings } from './rules/group-readings.js';

/** Questions that the provider's page leaves open: our reading, and why. */
export const readings = {
  businessStatus: {
    asks: 'Which HTTP status does a business refusal have?',
    options: { '400': 'with 400', '200': 'with 200' },
    default: '400',
    reason: 'The page does not say; sibling calls were recorded with 400, and clients treat 200 as success.',
  },
  signatureStatus: {
    asks: 'Which HTTP status does the refusal of a signature have?',
    options: { '400': 'with 400', '401': 'with 401, Unauthorized', '200': 'with 200' },
    default: '400',
    reason: 'Nothing is known. A server checks signatures before its business, so their status may differ.',
  },
  moreInfoHost: {
    asks: 'Which host is in `moreInfo` of a refusal?',
    options: {
      'www.com.ainemo.com': "the host in the page's example",
      'www.ainemo.com': 'the host recorded from 2016 to 2019',
    },
    default: 'www.com.ainemo.com',
    reason: 'The page is about this call; the recordings are of sibling calls.',
  },
  limitScope: {
    asks: 'Which requests are counted together?',
    options: {
      operation: 'those of one operation of an enterprise',
      enterprise: 'all requests of an enterprise',
    },
    default: 'operation',
    reason: 'The page states the limit for this one interface.',
  },
  limitWindows: {
    asks: 'What is a second?',
    options: { sliding: 'any half-open interval of 1000 ms', fixed: 'a whole second of the clock' },
    default: 'sliding',
    reason: 'It is stricter: a client that obeys it obeys both.',
  },
  limitCountsRefused: {
    asks: 'Do requests that the limit refused count?',
    options: { no: 'no', yes: 'yes, so that a client that does not wait is never accepted' },
    default: 'no',
    reason: 'Nothing is known; with "yes", a client that retries at once would never be accepted.',
  },
  limitStatus: {
    asks: 'Which HTTP status does a refusal by the limit have?',
    options: { '429': 'with 429, Too Many Requests', business: 'that of business refusals, as `businessStatus` says' },
    default: '429',
    reason: 'Nothing is known; HTTP has this status for it.',
  },
  limitBody: {
    asks: 'Which body does a refusal by the limit have?',
    options: { error: 'the error of a busy service', none: 'none' },
    default: 'error',
    reason: 'Nothing is known. A gateway in front of the provider may refuse without a body.',
  },
  limitRetryAfter: {
    asks: 'Does a refusal by the limit have the header Retry-After?',
    options: { absent: 'no', 'one-second': 'yes, of one second, which is the window of the limit' },
    default: 'absent',
    reason: 'Nothing is known; no known program reads the header.',
  },
  unknownInterface: {
    asks: 'Which body does the 404 for an unknown interface or version have?',
    options: { 'no-body': 'none', error: 'an error like those of other refusals' },
    default: 'no-body',
    reason: 'Nothing is known: the page says that older platforms lack the interface, not what they answer.',
  },
  enterpriseParameter: {
    asks: 'Which parameter of the query names the enterprise?',
    options: {
      enterpriseId: 'enterpriseId only',
      'both-spellings': 'enterpriseId, or enterprise_id if there is no enterpriseId',
    },
    default: 'enterpriseId',
    reason: 'The page has enterpriseId. Older calls of the provider have enterprise_id.',
  },
  timestampWindow: {
    asks: 'How close must the timestamp of signature 2.0 be to the provider’s clock?',
    options: { any: 'any text is accepted', 'five-minutes': 'at most five minutes before or after' },
    default: 'any',
    reason: 'No window is known.',
  },
  nonces: {
    asks: 'May a nonce of signature 2.0 be used again?',
    options: { any: 'yes', once: 'no, a client uses it once within a day' },
    default: 'any',
    reason: 'No rule against replays is known.',
  },
  participantNumber: {
    asks: 'Which members of a group must have a participantNumber?',
    options: { 'h323-and-sip': 'those of type 6', always: 'all members' },
    default: 'h323-and-sip',
    reason: 'The text says H.323/SIP; the column beside it says required. The text is more precise.',
  },
  unknownRoom: {
    asks: 'With which refusal is a request for an unknown room answered?',
    options: { 'bad-number': 'the number is invalid', 'no-meeting': 'no meeting is running' },
    default: 'bad-number',
    reason: 'Recorded on a sibling API; the page lists only the refusal for no running meeting.',
  },
  unknownEnterprise: {
    asks: 'With which refusal is a request with a missing or unknown enterpriseId answered?',
    options: {
      'no-enterprise': 'the enterprise does not exist',
      'bad-signature': 'the signature is invalid',
    },
    default: 'no-enterprise',
    reason:
      'A program knows a code for an unknown enterprise; a server that finds no key for the signature may refuse the signature instead.',
  },
  ...groupReadings,
  emptyMeeting: {
    asks: 'With which refusal is createGroups answered when the last participant has left?',
    options: {
      'no-meeting': 'no meeting is running',
      'invalid-parameter': 'a parameter is invalid: no group can have a member',
    },
    default: 'no-meeting',
    reason:
      'Nothing is known about meetings without participants; the page has one refusal that is near: no meeting is running.',
  },
  coercion: {
    asks: 'Are numbers accepted in place of texts, and texts of digits in place of numbers?',
    options: {
      'ids-only': 'only ids and types, which may be texts of digits',
      'both-ways': 'yes: rooms, names and numbers of devices may be numbers, and groupCount a text of digits',
    },
    default: 'ids-only',
    reason: 'The page gives each field a type. A server with the usual Java library (Jackson) converts by default.',
  },
  replyOrder: {
    asks: 'In which order does the reply list the groups?',
    options: { request: 'in the order of the request', reversed: 'in reverse order' },
    default: 'request',
    reason: 'The example on the page is reversed, but its ids and numbers are mixed up as well.',
  },
  fieldLengths: {
    asks: 'Is a long group name, or a long list of members, accepted?',
    options: {
      bounded: 'up to the settings `maxNameLength` (256 characters) and `maxMembers` (500) of the world',
      any: 'yes, of any length',
    },
    default: 'bounded',
    reason: 'The page states no limit, but no provider stores a name or splits a meeting of any length.',
  },
  absentParticipants: {
    asks: 'What does disconnect do with a participant who is not in the meeting?',
    options: { ignored: 'nothing; the others are disconnected', refused: 'it refuses the request' },
    default: 'ignored',
    reason: 'Nothing is known; a participant may have left by themselves just before.',
  },
  confnoSuffix: {
    asks: 'May a room number have the suffix @CONFNO that replies add?',
    options: { accepted: 'yes', refused: 'no, then it is another number' },
    default: 'accepted',
    reason: 'Nothing is known; clients send back the numbers from replies.',
  },
  secondRegistration: {
    asks: 'What does a second registration do for the same event, or the same room?',
    options: { replaces: 'it replaces the first', refused: 'it is refused; another call changes it' },
    default: 'replaces',
    reason: 'Nothing is known; a receiver that registers at every start works only with this option.',
  },
  registrationProbe: {
    asks: 'Must a handler answer a probe before registerCallback registers it?',
    options: {
      on: 'yes, a POST of `{}` within 500 ms, with 2xx or 400',
      off: 'no, and none is sent',
    },
    default: 'on',
    reason:
      'The provider’s page on callbacks (apicallback) says so. It speaks of this one call, so that changed handlers and those of rooms are not probed.',
  },
  callbackRetries: {
    asks: 'Is an event sent again when its handler fails?',
    options: {
      'five-times': 'after 30 seconds, 2 minutes, 10 minutes, 30 minutes and an hour',
      never: 'no',
    },
    default: 'five-times',
    reason:
      'The provider’s page on callbacks (apicallback) says that a failed call is retried 5 times; the pauses are assumed.',
    seenIn: 'callbacks',
  },
  callbackReply: {
    asks: 'Which reply of a handler accepts an event?',
    options: { 'any-2xx': 'any status from 200 to 299', 'only-200': '200' },
    default: 'any-2xx',
    reason:
      'The page on callbacks says that a handler should reply 200, and not that another 2xx fails; HTTP defines these as success.',
    seenIn: 'callbacks',
  },
  ...bodyReadings,
} as const satisfies ReadingCatalogue;

/** The readings for one request. */
export type Readings = ReadingOptions<typeof readings>;
