import words from '../../../../contracts/ytx/callbacks/words.json' with { type: 'json' };
import type { Notice } from '../../../core/callbacks/event.js';
import { recordNotice } from './call-record.js';
import { instantsOf } from './instants.js';
import { type Moment, stateNotice } from './meeting-state.js';
import type { Call, Telling } from './telling.js';

/**
 * All that is told of a meeting, from its start to its record, in the order of its life.
 *
 * It follows from the meeting alone. A cancelled meeting has no story, nor has one whose application names no address.
 */
export function storyOf(telling: Telling): readonly Notice[] {
  const { meeting, application, calls, readings } = telling;
  if (application.callbackUrl === undefined || meeting.cancelled) return [];
  const told = (moment: Moment): Notice => stateNotice(telling, moment);
  const { starts, ends } = instantsOf(telling);
  const ended = told({ state: 'ended', at: ends });
  const record = recordNotice(telling);
  return [
    told({ state: 'started', at: starts }),
    ...calls.flatMap((call) => beginningOf(call, telling)).map(told),
    ...calls.map((call) => answerTo(call, telling)).map(told),
    ...calls.filter(({ outcome }) => outcome === 'answers').map((call) => told({ state: 'left', at: ends, ...call })),
    ...(readings.cdrOrder === 'after-the-end' ? [ended, record] : [record, ended]),
  ];
}

/** A party is called, and rings perhaps; how the call will go is not told yet. */
function beginningOf({ phone, outcome }: Call, telling: Telling): readonly Moment[] {
  const { starts: at } = instantsOf(telling);
  const isHeard = telling.readings.alerting === 'told' && words.outcomes[outcome].rings;
  return isHeard
    ? [
        { state: 'called', at, phone },
        { state: 'alerting', at, phone },
      ]
    : [{ state: 'called', at, phone }];
}

/** A party answers, or is found not to. */
function answerTo(call: Call, telling: Telling): Moment {
  const { answers: at } = instantsOf(telling);
  return { state: call.outcome === 'answers' ? 'answered' : 'left', at, ...call };
}
