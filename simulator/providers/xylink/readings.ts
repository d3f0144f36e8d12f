import type { Chosen, ReadingCatalogue } from '../../core/pipeline/reading.js';

/** Where the provider's page can be read in more than one way, or is silent: what we read, and why. */
export const readings = {
  businessStatus: {
    asks: 'With which HTTP status does a business refusal come?',
    options: { '400': 'with 400', '200': 'with 200' },
    default: '400',
    reason: 'The page does not say; sibling calls were recorded with 400, and clients take 200 for success.',
  },
  moreInfoHost: {
    asks: 'On which host does `moreInfo` of a refusal stand?',
    options: {
      'www.com.ainemo.com': "on the one that the page's example names",
      'www.ainemo.com': 'on the one that was recorded from 2016 to 2019',
    },
    default: 'www.com.ainemo.com',
    reason: 'The page is about this very call; what was recorded is of its siblings.',
  },
  limitScope: {
    asks: 'Within what are requests counted?',
    options: {
      operation: 'within an operation of an enterprise',
      enterprise: 'within an enterprise, whatever it asks for',
    },
    default: 'operation',
    reason: 'The page states the limit for this one interface.',
  },
  limitWindows: {
    asks: 'What is a second?',
    options: { sliding: 'any half-open stretch of 1000 ms', fixed: 'a whole second of the clock' },
    default: 'sliding',
    reason: 'It is the stricter one: a client that keeps to it keeps to both.',
  },
  limitCountsRefused: {
    asks: 'Do requests count that the limit refused?',
    options: { no: 'no', yes: 'yes, so that who does not wait is never let in' },
    default: 'no',
    reason: 'Nothing is known; otherwise a client that retries at once would never get through.',
  },
  limitStatus: {
    asks: 'With which HTTP status does the limit refuse?',
    options: { '429': 'with 429, Too Many Requests', '400': 'with 400, as business refusals do' },
    default: '429',
    reason: 'Nothing is known; it is what HTTP has for this.',
  },
  timestampWindow: {
    asks: 'How near must the timestamp of signature 2.0 be to the provider’s clock?',
    options: { any: 'any text will do', 'five-minutes': 'at most five minutes before or after' },
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
    options: { 'h323-and-sip': 'those of type 6', always: 'all of them' },
    default: 'h323-and-sip',
    reason: 'The text says H.323/SIP; the column beside it says required. The text is the more exact.',
  },
  unknownRoom: {
    asks: 'What is answered about a room that does not exist?',
    options: { 'bad-number': 'that the number is invalid', 'no-meeting': 'that no meeting is running' },
    default: 'bad-number',
    reason: 'Recorded on a sibling API; the page lists only that no meeting is running.',
  },
  absentGroupCount: {
    asks: 'How many random groups are made without groupCount?',
    options: { one: 'one', 'by-present': 'one for every four who are present, begun' },
    default: 'one',
    reason: 'The table gives 1 as the default; the text beside mode says by number of participants.',
  },
  replyOrder: {
    asks: 'In which order does the reply list the groups?',
    options: { request: 'in the order of the request', reversed: 'in reversed order' },
    default: 'request',
    reason: 'The example on the page is reversed, but its ids and numbers are mixed up as well.',
  },
  fieldLengths: {
    asks: 'Is a long group name, or a long list of members, accepted?',
    options: {
      bounded: 'up to the settings `longestName` (256 characters) and `mostMembers` (500) of the world',
      any: 'yes, of any length',
    },
    default: 'bounded',
    reason: 'The page states no limit, but no provider stores a name or splits a meeting of any length.',
  },
  confnoSuffix: {
    asks: 'May a room number have the suffix @CONFNO with which replies show it?',
    options: { accepted: 'yes', refused: 'no, then it is another number' },
    default: 'accepted',
    reason: 'Nothing is known; clients send back what they were given.',
  },
  secondRegistration: {
    asks: 'What becomes of a second registration for the same event, or the same room?',
    options: { replaces: 'it takes the place of the first', refused: 'it is refused; there is a call to change it' },
    default: 'replaces',
    reason: 'Nothing is known; a receiver that registers whenever it starts works with either only so.',
  },
  callbackRetries: {
    asks: 'Is an event told again when its handler fails?',
    options: { 'three-times': 'after 30 seconds, 2 minutes and 10 minutes', never: 'no' },
    default: 'three-times',
    reason: 'Nothing is known; a handler must stand being told twice in any case.',
    seenIn: 'callbacks',
  },
  callbackReply: {
    asks: 'What must a handler answer, so that it was told?',
    options: { 'any-2xx': 'any status from 200 to 299', 'only-200': '200' },
    default: 'any-2xx',
    reason: 'Nothing is known; it is what HTTP calls a success.',
    seenIn: 'callbacks',
  },
} as const satisfies ReadingCatalogue;

/** The readings in force for one request. */
export type Readings = Chosen<typeof readings>;
