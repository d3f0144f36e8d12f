import type { ReadingCatalogue } from '../../../core/pipeline/reading.js';

/** Unknowns of pushes: no push of a meeting was ever seen, and no text about them is readable. */
export const callbackReadings = {
  callbackRetries: {
    asks: 'Is a failed push sent again?',
    options: { 'three-times': 'three times: after 30 seconds, 2 minutes and 10 minutes', never: 'no' },
    default: 'three-times',
    reason: 'Nothing is known; a receiver that accepts duplicates also works without them.',
    seenIn: 'callbacks',
  },
  callbackReply: {
    asks: 'Which reply accepts a push?',
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
      'query-key': 'a key in the query that distinguishes states (CallState) from records (Call)',
    },
    default: 'as-configured',
    reason: 'One receiver distinguishes pushes by such a key; it may also have configured two addresses.',
    seenIn: 'callbacks',
  },
  cdrOrder: {
    asks: 'When is the record of a meeting sent?',
    options: {
      'after-the-end': 'a second after the last state',
      'before-the-last-state': 'just before the last state',
    },
    default: 'after-the-end',
    reason: 'The natural order; one receiver handles the other one too.',
    seenIn: 'callbacks',
  },
  cdrNumbers: {
    asks: 'What type have the numbers in a record?',
    options: { numbers: 'numbers', texts: 'strings' },
    default: 'numbers',
    reason:
      "A dual call's receiver reads numbers, a voice notice's reads strings; a meeting has parties, like a dual call.",
    seenIn: 'callbacks',
  },
  callbackTimestamp: {
    asks: 'What form has the timestamp of a state?',
    options: { text: 'yyyy-MM-dd HH:mm:ss at +08:00', milliseconds: 'milliseconds since the epoch' },
    default: 'text',
    reason: 'The times in records have this form; no value of this field was seen.',
    seenIn: 'callbacks',
  },
  echoWhenAbsent: {
    asks: 'What does a push contain if the request had no order number?',
    options: { empty: 'an empty order number', 'left-out': 'none' },
    default: 'empty',
    reason: 'Receivers read the field without checking that it exists.',
    seenIn: 'callbacks',
  },
  customParmSpelling: {
    asks: 'How is the order number spelled in a push?',
    options: { customParm: 'customParm', CustomParm: 'CustomParm', both: 'both, with the same value' },
    default: 'customParm',
    reason: 'Every push that was seen spells it customParm; the page of this call spells it CustomParm in requests.',
    seenIn: 'callbacks',
  },
  alerting: {
    asks: 'Is an event sent when a phone rings?',
    options: { sent: 'yes', 'not-sent': 'no' },
    default: 'sent',
    reason: 'A receiver of dual calls handles this state; it is unknown for meetings.',
    seenIn: 'callbacks',
  },
} as const satisfies ReadingCatalogue;
