import type { ReadingCatalogue } from '../../../core/pipeline/reading.js';

/** Unknowns of registrations and callbacks. */
export const callbackReadings = {
  secondRegistration: {
    asks: 'What does a second registration do for the same event, or the same room?',
    options: { replaces: 'it replaces the first', refused: 'it is refused; another call changes it' },
    default: 'replaces',
    reason: 'Nothing is known; a receiver that registers at every start works only with this answer.',
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
} as const satisfies ReadingCatalogue;
