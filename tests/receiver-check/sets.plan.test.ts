import { describe, expect, test } from '@jest/globals';
import { problemsWithReadings } from '../../simulator/core/pipeline/reading.js';
import { planFor, type Planned } from '../../simulator/receiver-check/plan.js';
import { stepsOf } from '../../simulator/receiver-check/assertions.js';
import { readingsForSpelling } from '../../simulator/receiver-check/spelling.js';
import { judge } from '../../simulator/platform/judge.js';
import { played } from './receiver-check.js';

const plan = planFor(played);
const aim = { receiver: 'http://127.0.0.1:9/hook', seed: 'friday', readings: readingsForSpelling('both') };

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const text = { type: 'string', minLength: 1 };
const named = { type: 'object' };
/** The members that a probe may have. Without this check a misspelt member would be ignored. */
const probeSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'evidence', 'todo', 'events', 'picks'],
  properties: {
    name: text,
    evidence: { type: 'array' },
    todo: text,
    events: { anyOf: [{ enum: ['each', 'all'] }, { type: 'array', items: text, minItems: 1 }] },
    picks: { enum: ['typical', 'every'] },
    world: named,
    readings: named,
    order: { const: 'reversed' },
    times: { type: 'integer', minimum: 2 },
    lives: { type: 'integer', minimum: 2, maximum: 100 },
    atOnce: { const: true },
    adds: named,
    instead: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: { method: text, contentType: text, body: { type: 'string' } },
    },
  },
};

describe('every probe', () => {
  test('has a name of its own', () => {
    const ids = plan.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test.each(plan)('$id has no member that is never read', ({ probe, provider }) => {
    expect(judge(probeSchema, probe)).toEqual([]);
    expect(problemsWithReadings(provider, probe.readings ?? {})).toEqual([]);
    if (probe.instead !== undefined) expect(probe.lives).toBe(3);
  });

  test.each(plan)(
    '$id is about events that there are, and rests on sources that are known',
    ({ probe, provider, events }) => {
      for (const event of events) expect(Object.keys(provider.callbacks?.events ?? {})).toContain(event);
      const cited = probe.evidence.flatMap((each) => (each.confidence === 'assumed' ? [] : each.sources));
      for (const source of cited) expect(Object.keys(provider.sources)).toContain(source);
      for (const each of probe.evidence)
        expect(each.confidence === 'assumed' ? each.statement : each.statement).not.toBe('');
    },
  );
});

describe('what is sent', () => {
  test.each(plan)('by $id is what the contract has, unless the probe is about that', async (planned) => {
    const schemas = (await planned.provider.callbacks?.schemas()) ?? {};
    const steps = await stepsOf(planned, aim);
    const events = steps.filter(({ role }) => role !== 'invalid');
    const problems = events.flatMap(({ event, webhook }) =>
      judge(schemas[event] ?? { not: {} }, JSON.parse(textOf(webhook.body))),
    );
    expect(problems.length === 0).toBe(planned.probe.adds === undefined);
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(planned.events));
  });

  test('by one probe is sent by no other, and twice only where that is what it is about', async () => {
    const bodies: string[] = [];
    for (const planned of plan.filter(({ probe }) => probe.times === undefined)) {
      const steps = await stepsOf(planned, aim);
      bodies.push(...steps.filter(({ role }) => role !== 'invalid').map(({ webhook }) => textOf(webhook.body)));
    }
    expect(bodies.length).toBe(new Set(bodies).size);
  });

  test('follows from the seed, and not from what else is played', async () => {
    const [{ id }] = plan.slice(5) as [Planned];
    const sent = async (seed: string, all: readonly Planned[]): Promise<readonly string[]> => {
      const planned = all.find((each) => each.id === id);
      const steps = planned === undefined ? [] : await stepsOf(planned, { ...aim, seed });
      return steps.map(({ webhook }) => textOf(webhook.body));
    };
    const once = await sent('friday', plan);
    expect(once).toHaveLength(1);
    expect(await sent('friday', planFor(played, { isMeant: (each) => each === id }))).toEqual(once);
    expect(await sent('monday', plan)).not.toEqual(once);
  });

  test.each([
    ['customParm', ['customParm']],
    ['CustomParm', ['CustomParm']],
    ['both', ['customParm', 'CustomParm']],
  ])('spells the order number %s where that is wished for', async (spelling, members) => {
    const [first] = planFor(
      played.filter(({ name }) => name === 'ytx'),
      { events: ['meetingState'] },
    );
    const [step] = first === undefined ? [] : await stepsOf(first, { ...aim, readings: readingsForSpelling(spelling) });
    const body = JSON.parse(textOf(step?.webhook.body ?? new Uint8Array())) as object;
    expect(Object.keys(body).filter((name) => /^customparm$/i.test(name))).toEqual(members);
  });

  test('is about a megabyte, and about 200 KB, where it is to be large', async () => {
    const sizes = plan.filter(({ id }) => /parties|megabyte|1000/.test(id));
    for (const planned of sizes) {
      const [step] = await stepsOf(planned, aim);
      expect(step?.webhook.body.length).toBeGreaterThan(planned.id.includes('megabyte') ? 1024 * 1024 : 100 * 1024);
    }
  });

  test('is of the chosen events alone', () => {
    const narrowed = planFor(played, { events: ['callRecord'] });
    expect(new Set(narrowed.flatMap(({ events }) => events))).toEqual(new Set(['callRecord']));
    expect(narrowed.map(({ id }) => id)).not.toContain('ytx/all: a record before the last state is accepted');
    expect(narrowed.map(({ id }) => id)).toContain('ytx/all: null is survived');
  });
});
