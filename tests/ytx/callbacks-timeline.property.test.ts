import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import values from '../../contracts/ytx/callbacks/values.json' with { type: 'json' };
import meetingStateSchema from '../../contracts/ytx/callbacks/meeting-state/body.schema.json' with { type: 'json' };
import callRecordSchema from '../../contracts/ytx/callbacks/call-record/body.schema.json' with { type: 'json' };
import worldSchema from '../../simulator/providers/ytx/world.schema.json' with { type: 'json' };
import type { EmittedEvents, CallbackEvent } from '../../simulator/core/callbacks/event.js';
import type { Space } from '../../simulator/index.js';
import { callbackReadings } from '../../simulator/providers/ytx/callbacks/readings.js';
import { readings } from '../../simulator/providers/ytx/readings.js';
import { hour, noon, second } from './caller.js';
import { bookingAt, cancelling, editing } from './situations.js';
import {
  account,
  madeIn,
  parties,
  problemsWith,
  recordsIn,
  scheduledIn,
  spaceWith,
  statesIn,
  textOf,
} from './meeting-events.js';

const runs = { seed: 20261121, numRuns: 150 };

const outcome = fc.constantFrom(...Object.keys(values.outcomes));
const phone = fc.oneof(
  fc.stringMatching(/^1\d{10}$/),
  fc.stringMatching(/^010\d{8}(,\d{1,8})?$/),
  fc.constantFrom('10000007556', '10000000804'),
);
const called = fc.array(phone, { minLength: 1, maxLength: 12 });
/** Answers to the readings on which pushes depend. */
const { requestId, meidScope, emptyText } = readings;
const chosen = fc.record(
  Object.fromEntries(
    Object.entries({ ...callbackReadings, requestId, meidScope, emptyText }).map(([name, { options }]) => [
      name,
      fc.constantFrom(...Object.keys(options)),
    ]),
  ),
);
const times = fc.record({
  meetingLastsMinutes: fc.integer({ min: 1, max: 600 }),
  answersAfterSeconds: fc.nat({ max: 60 }),
});
const order = fc.record({ customParm: fc.string(), CustomParm: fc.string() }, { requiredKeys: [] });

const situation = fc.record({ chosen, times, order, called, outcomes: fc.array(outcome, { minLength: 12 }) });
type Situation = typeof situation extends fc.Arbitrary<infer Each> ? Each : never;

/** What becomes of each phone; one that is called twice fares the same twice. */
const faresOf = ({ called: phones, outcomes }: Situation): ReadonlyMap<string, string> =>
  new Map(phones.map((each, index) => [each, outcomes[index] ?? 'answers']));

function spaceOf(each: Situation): Space {
  const phones = Object.fromEntries([...faresOf(each)].map(([number, effects]) => [number, { outcome: effects }]));
  return spaceWith({ phones, settings: each.times }, each.chosen);
}

const fieldsOf = (each: Situation): object => ({ ...each.order, parties: parties(...each.called) });

/** The queued events after these emits: withdrawn events are gone. */
function outstanding(emittedBy: readonly (EmittedEvents | undefined)[]): readonly CallbackEvent[] {
  return emittedBy.reduce<readonly CallbackEvent[]>(
    (queued, each) => [
      ...queued.filter(({ subject }) => !(each?.withdraws ?? []).includes(subject)),
      ...(each?.events ?? []),
    ],
    [],
  );
}

describe('the events of a meeting', () => {
  test('are in order, complete, and fit the contract, for all phones and outcomes of their calls', () => {
    fc.assert(
      fc.property(situation, (each) => {
        const { events } = madeIn(spaceOf(each), { fields: { ...fieldsOf(each) } });
        const dues = events.map(({ due }) => due);
        expect(dues).toEqual(dues.toSorted((one, other) => one - other));
        expect(events.flatMap(problemsWith)).toEqual([]);
        expect(new Set(events.map(({ subject }) => subject)).size).toBe(1);

        const states = statesIn(events);
        const phonesIn = (state: string): readonly unknown[] =>
          states.filter((stateEvent) => stateEvent['state'] === state).map(({ dsc }) => dsc);
        const fares = faresOf(each);
        expect([states[0]?.['state'], states.at(-1)?.['state']]).toEqual(['started', 'ended']);
        expect(phonesIn('callout')).toEqual(each.called);
        expect(phonesIn('answer')).toEqual(each.called.filter((number) => fares.get(number) === 'answers'));
        expect(phonesIn('disconnect').toSorted()).toEqual(each.called.toSorted());
        expect(phonesIn('alerting').length === 0 || each.chosen['alerting'] === 'sent').toBe(true);
        expect(recordsIn(events).map((record) => record['called'])).toEqual(each.called);
      }),
      runs,
    );
  });

  test('are replaced when the meeting is edited, and withdrawn when it is cancelled', () => {
    const scripts = fc.array(fc.record({ startsIn: fc.integer({ min: 2, max: 40 }), called }), { maxLength: 4 });
    fc.assert(
      fc.property(situation, scripts, fc.boolean(), (each, edits, isCancelled) => {
        const space = spaceOf(each);
        const book = bookingAt(noon + hour);
        const emittedBy = [madeIn(space, { fields: { ...book.fields, ...fieldsOf(each) } }).emits];
        for (const edit of edits) {
          const { fields } = editing('001', noon + edit.startsIn * hour);
          emittedBy.push(madeIn(space, { fields: { ...fields, parties: parties(...edit.called) } }).emits);
        }
        if (isCancelled) emittedBy.push(madeIn(space, cancelling('001')).emits);

        const queued = outstanding(emittedBy);
        // A replaced world derives the same events from the meeting.
        expect(queued.map(textOf)).toEqual(scheduledIn(space).map(textOf));
        expect(queued.length === 0).toBe(isCancelled);
        const startsIn = edits.at(-1)?.startsIn ?? 1;
        expect(queued.every(({ due }) => due >= noon + startsIn * hour)).toBe(true);
      }),
      runs,
    );
  });

  test('are withdrawn for meetings that newer ones pushed out', () => {
    const space = spaceWith({ settings: { meetingsKept: 2 } });
    const emittedBy = Array.from({ length: 5 }, () => madeIn(space).emits);
    const abouts = new Set(outstanding(emittedBy).map(({ subject }) => subject));
    expect([...abouts]).toEqual([`ytx/meeting ${account}/004`, `ytx/meeting ${account}/005`]);
    expect(outstanding(emittedBy).map(textOf)).toEqual(scheduledIn(space).map(textOf));
    space.clock.advance(second);
    expect(scheduledIn(space).length).toBeLessThan(outstanding(emittedBy).length);
  });
});

describe('the words of pushes', () => {
  const { properties } = meetingStateSchema;
  const texts = Object.values(values.outcomes).map(({ text }) => text);

  test('are those that the contract allows', () => {
    expect(properties.state.enum.toSorted()).toEqual(Object.values(values.states).toSorted());
    expect(properties.stateDesc.enum.toSorted()).toEqual(['', ...texts].toSorted());
    const record = callRecordSchema.properties.cdr.items.properties;
    expect(record.stateDesc.enum.toSorted()).toEqual(texts.toSorted());
    expect(record.fid.enum).toEqual([values.functionId, String(values.functionId)]);
    expect(record.tapesurl.pattern).toContain(values.noTapes);
  });

  test('are the outcomes that a world may give a phone', () => {
    const outcomes = worldSchema.properties.phones.additionalProperties.properties.outcome.enum;
    expect(outcomes).toEqual(Object.keys(values.outcomes));
  });
});
