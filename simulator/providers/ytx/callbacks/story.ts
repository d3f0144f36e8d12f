import words from '../../../../contracts/ytx/callbacks/words.json' with { type: 'json' };
import type { Notice } from '../../../core/callbacks/notice.js';
import type { Party } from '../vocabulary.js';
import { recordNotice } from './call-record.js';
import { instantsOf } from './instants.js';
import type { Moment } from './meeting-state.js';
import { stateNotice } from './meeting-state.js';
import type { Telling } from './telling.js';

/**
 * All that is told of a meeting, from its start to its record, in the order of its life.
 *
 * It follows from the meeting alone. A cancelled meeting has no story, nor has one whose application names no address.
 */
export function storyOf(telling: Telling): readonly Notice[] {
  const { meeting, application, settings, readings } = telling;
  if (application.callbackUrl === undefined || meeting.cancelled) return [];
  const { starts, ends } = instantsOf(meeting, settings);
  const before = [
    { state: 'started', at: starts } as const,
    ...meeting.parties.flatMap((party) => callOf(telling, party)),
    ...meeting.parties.map((party) => answerOf(telling, party)),
    ...meeting.parties.flatMap((party) => leaveOf(telling, party)),
  ].map((moment) => stateNotice(telling, moment));
  const ended = stateNotice(telling, { state: 'ended', at: ends });
  const record = recordNotice(telling);
  return [...before, ...(readings.cdrOrder === 'after-the-end' ? [ended, record] : [record, ended])];
}

function callOf({ meeting, outcomeOf, readings }: Telling, { phone }: Party): readonly Moment[] {
  const called: Moment = { state: 'called', at: meeting.startsAt, phone };
  const isHeard = readings.alerting === 'told' && words.outcomes[outcomeOf(phone)].rings;
  return isHeard ? [called, { state: 'alerting', at: meeting.startsAt, phone }] : [called];
}

function answerOf({ meeting, settings, outcomeOf }: Telling, { phone }: Party): Moment {
  const outcome = outcomeOf(phone);
  const { answers } = instantsOf(meeting, settings);
  return { state: outcome === 'answers' ? 'answered' : 'left', at: answers, phone, outcome };
}

function leaveOf({ meeting, settings, outcomeOf }: Telling, { phone }: Party): readonly Moment[] {
  const outcome = outcomeOf(phone);
  if (outcome !== 'answers') return [];
  return [{ state: 'left', at: instantsOf(meeting, settings).ends, phone, outcome }];
}
