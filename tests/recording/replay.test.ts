import { describe, expect, test } from '@jest/globals';
import { type RecordedCase, type Recording, recordingTarget } from '../../contracts/recording/index.js';
import { runCases } from '../../contracts/suite/run/run.js';
import type { Target, Verdict } from '../../contracts/suite/target.js';
import { refusals } from '../../contracts/ytx/generated.js';
import { casesOf, clock, endings, later, recorded, replayed } from './played.js';

const bookings = casesOf('a booking');
const cancelled = 'ytx/createMeeting: a booking is cancelled under its own number';

const { recordings } = await recorded(bookings);

/** The same recordings with the text of one case changed. */
const changed = (id: string, change: (text: string) => string): readonly Recording[] =>
  recordings.map((recording) => ({
    ...recording,
    cases: Object.fromEntries(
      Object.entries(recording.cases).map(([each, recordedCase]) => [
        each,
        each === id ? (JSON.parse(change(JSON.stringify(recordedCase))) as typeof recordedCase) : recordedCase,
      ]),
    ),
  }));

/** The recordings as a target whose clients send this instead. */
const asking = (change: (init: RequestInit) => RequestInit): Target => {
  const target = recordingTarget(recordings, { clock: later });
  return {
    ...target,
    async begin(situation) {
      const session = await target.begin(situation);
      return { ...session, fetch: (input, init = {}) => session.fetch(input, change(init)) };
    },
  };
};

const verdictOf = async (target: Target): Promise<Verdict | undefined> => {
  const run = await runCases(casesOf(cancelled), { target, clock });
  return run.results[0]?.verdict;
};

const textOf = ({ body }: RequestInit): string => new TextDecoder().decode(body as Uint8Array);
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

describe('a recording that is played again', () => {
  test('fails exactly the case whose reply was changed', async () => {
    const { body } = refusals.applicationNotVerified;
    const tampered = changed(cancelled, (text) => {
      const { steps, ...rest } = JSON.parse(text) as RecordedCase;
      return JSON.stringify({ ...rest, steps: steps.map((step) => ({ ...step, reply: { ...step.reply, body } })) });
    });
    const ends = endings(await replayed(bookings, tampered));
    expect(Object.entries(ends).filter(([, end]) => end === 'failed')).toEqual([[cancelled, 'failed']]);
    expect(Object.values(ends).filter((end) => end === 'passed')).toHaveLength(bookings.length - 1);
  });

  test('gives the case values that are well-formed, and its own', async () => {
    const run = await runCases(casesOf(cancelled), { target: recordingTarget(recordings, { clock: later }), clock });
    const [booked, cancellation] = run.results[0]?.steps ?? [];
    const meid = /"meid":"(\d{3})"/.exec(new TextDecoder().decode(booked?.reply.body))?.[1];
    expect(meid).toBeDefined();
    expect(new TextDecoder().decode(cancellation?.prepared.body)).toContain(`"confid":"${meid ?? ''}"`);
    expect(new TextDecoder().decode(booked?.prepared.body)).toContain('"booktime":"2027-04-09 23:59"');
  });

  test('says that fields come in another order', async () => {
    const reordered = (init: RequestInit): RequestInit => {
      const { action, ...rest } = JSON.parse(textOf(init)) as Readonly<Record<string, unknown>>;
      return { ...init, body: bytesOf(JSON.stringify({ ...rest, action })) };
    };
    const verdict = await verdictOf(asking(reordered));
    expect(verdict).toMatchObject({
      outcome: 'failed',
      differences: [
        {
          step: 1,
          says: 'the request differs from the recorded one: body',
          expected: expect.stringMatching(/^\{"action":"createMeeting","appid":"<role:app:sandbox>"/),
          received: expect.stringMatching(
            /"booktime":"<time:\+744h yyyy-MM-dd HH:mm \+08:00>","action":"createMeeting"\}$/,
          ),
        },
      ],
    });
  });

  test('says that a header is another, or has gone', async () => {
    const otherHeaders = (init: RequestInit): RequestInit => ({
      ...init,
      headers: { Authorization: 'x'.repeat(40), 'Content-Type': 'text/plain' },
    });
    expect(await verdictOf(asking(otherHeaders))).toMatchObject({
      differences: [
        { says: 'the request differs from the recorded one: header accept', expected: 'application/json' },
        {
          says: 'the request differs from the recorded one: header authorization',
          received: '<secret:authorization:0>',
        },
        { says: 'the request differs from the recorded one: header content-type', received: 'text/plain' },
        { says: 'the request differs from the recorded one: signature', received: 'tampered:unknown' },
        { says: 'the request differs from the recorded one: target' },
      ].toSorted((one, other) => order(one.says) - order(other.says)),
    });
  });

  test('says that another id was sent than the one it gave', async () => {
    const otherId = (init: RequestInit): RequestInit => ({
      ...init,
      body: bytesOf(textOf(init).replace(/"confid":"\d+"/, '"confid":"777"')),
    });
    expect(await verdictOf(asking(otherId))).toMatchObject({
      differences: [{ step: 2, received: expect.stringContaining('"confid":"<meid:0>"') }],
    });
  });

  test('says that a request is more than was recorded', async () => {
    const shorter = recordings.map((recording) => ({
      ...recording,
      cases: Object.fromEntries(
        Object.entries(recording.cases).map(([id, each]) => [id, { ...each, steps: each.steps.slice(0, 1) }]),
      ),
    }));
    expect(await verdictOf(recordingTarget(shorter, { clock }))).toEqual({
      outcome: 'failed',
      differences: [{ step: 2, says: 'the recording of the case has no such request' }],
    });
  });

  test('says what is broken in it', async () => {
    const target = recordingTarget(
      changed(cancelled, (text) => text.replaceAll('<meid:1>', '<unknown:1>')),
      { clock },
    );
    expect(await verdictOf(target)).toMatchObject({
      differences: [{ says: 'the recording is broken: Error: the recording has no form for <unknown:1>' }],
    });
  });

  test('fails again what failed when it was recorded', async () => {
    const [planned] = casesOf(cancelled);
    if (planned === undefined) throw new Error('there is no such case');
    const wrong = [{ ...planned, contractCase: { ...planned.contractCase, then: { body: 'another' } } }];
    const { run, recordings: failed } = await recorded(wrong);
    expect(run.results[0]?.verdict.outcome).toBe('failed');
    expect(failed[0]?.cases[cancelled]?.verdict).toBe('failed');
    expect(endings(await replayed(wrong, failed))).toEqual(endings(run));
  });

  test('skips a case that was not recorded, and one whose control was not', async () => {
    const run = await replayed(casesOf('xylink/appToken'), recordings);
    expect(run.results[0]?.verdict).toEqual({ outcome: 'skipped', reason: 'this case is not among the recordings' });
    expect(run.target).toEqual({
      name: 'recordings of the simulator in this process',
      origin: 'recording',
    });
  });
});

/** Differences come in the order of a request: target, headers, body, signature. */
const order = (says: string): number =>
  ['target', 'header accept', 'header authorization', 'header content-type', 'body', 'signature'].findIndex((part) =>
    says.endsWith(part),
  );
