import type { ReadingCatalogue } from '../../../core/pipeline/reading.js';

/** What is unknown of pushes: of a meeting's none was ever seen, and no text on them is readable. */
export const callbackReadings = {
  callbackRetries: {
    asks: 'Is a push that failed tried again?',
    options: { 'three-times': 'three times: after 30 seconds, 2 minutes and 10 minutes', never: 'no' },
    standard: 'three-times',
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
    standard: 'any-2xx',
    reason: 'Receivers answer ok, "ok" or a JSON object; nothing shows that the platform reads it.',
    seenIn: 'callbacks',
  },
  callbackAddress: {
    asks: 'Is something added to the address that an application configures?',
    options: {
      'as-configured': 'no',
      'query-key': 'a key in the query that tells states (CallState) from records (Call)',
    },
    standard: 'as-configured',
    reason: 'One receiver tells pushes apart by such a key; it may as well have configured two addresses.',
    seenIn: 'callbacks',
  },
  cdrOrder: {
    asks: 'When does the record of a meeting come?',
    options: {
      'after-the-end': 'a second after the last state',
      'before-the-last-state': 'just before the last state',
    },
    standard: 'after-the-end',
    reason: 'The natural order; one receiver is written for the other one too.',
    seenIn: 'callbacks',
  },
  cdrNumbers: {
    asks: 'How does a record carry its numbers?',
    options: { numbers: 'as numbers', texts: 'as strings' },
    standard: 'numbers',
    reason:
      "A dual call's receiver reads numbers, a voice notice's reads strings; a meeting has parties as a dual call has.",
    seenIn: 'callbacks',
  },
  callbackTimestamp: {
    asks: 'In what form is the timestamp of a state?',
    options: { text: 'yyyy-MM-dd HH:mm:ss at +08:00', milliseconds: 'milliseconds since the epoch' },
    standard: 'text',
    reason: 'The times in records are written so; no value of this field was seen.',
    seenIn: 'callbacks',
  },
  echoWhenAbsent: {
    asks: 'What does a push carry when the request had no order number?',
    options: { empty: 'an empty one', 'left-out': 'none' },
    standard: 'empty',
    reason: 'Receivers read the field without asking whether it is there.',
    seenIn: 'callbacks',
  },
  alerting: {
    asks: 'Is it told when a phone rings?',
    options: { told: 'yes', 'not-told': 'no' },
    standard: 'told',
    reason: 'A receiver of dual calls knows the state; whether meetings have it is unknown.',
    seenIn: 'callbacks',
  },
} as const satisfies ReadingCatalogue;
