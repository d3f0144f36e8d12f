import { type PlannedCase, planOf } from '../../contracts/suite/run/plan.js';
import type { Run } from '../../contracts/suite/run/result.js';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import type { Origin } from '../../contracts/suite/target.js';

/** A refusal and an acceptance of YTX, which no real account has shown yet: these runs are made up. */
export const refused = 'ytx/createMeeting: an application that is not online is refused';
export const accepted = 'ytx/createMeeting: one party is enough';

export const planned = async (...ids: readonly string[]): Promise<readonly PlannedCase[]> =>
  planOf(await allCaseFiles(), { isMeant: (id) => ids.includes(id) });

/** A credential that a prepared request holds. */
export const secret = 'made-up-signature-5d41402abc4b2a76';

/** What can be chosen about a made-up run. */
export interface MadeUp {
  readonly origin?: Origin;
  /** By case. */
  readonly outcomes?: Readonly<Record<string, 'passed' | 'failed' | 'skipped'>>;
  readonly startedAt?: string;
  readonly replyHeaders?: Readonly<Record<string, string>>;
}

/** A run of these cases that claims a real provider as its target. Default: all passed. */
export function runOf(plan: readonly PlannedCase[], madeUp: MadeUp = {}): Run {
  const { origin = 'provider', outcomes = {}, startedAt = '2026-11-21T12:00:00+08:00', replyHeaders = {} } = madeUp;
  const verdictOf = (id: string): Run['results'][number]['verdict'] => {
    const outcome = outcomes[id] ?? 'passed';
    if (outcome === 'passed') return { outcome };
    return outcome === 'failed' ? { outcome, differences: [] } : { outcome, reason: 'made up' };
  };
  return {
    target: { name: 'made up', origin },
    startedAt: Date.parse(startedAt),
    tookMs: 1,
    stopped: false,
    results: plan.map(({ id, file, contractCase }) => ({
      id,
      provider: file.provider,
      operation: file.operation,
      name: contractCase.name,
      sideEffect: contractCase.sideEffect,
      refusedBy: contractCase.then.refusedBy,
      checks: [],
      readings: [],
      verdict: verdictOf(id),
      left: [],
      uncancelled: [],
      tookMs: 1,
      steps: [
        {
          step: 1,
          operation: file.operation,
          prepared: {
            operation: file.operation,
            method: 'POST',
            url: `http://user:${secret}@sandbox.ytx.net/201612/sid/x/call/TeleMeeting.wx?Sign=${secret}`,
            headers: { Authorization: secret },
            body: new Uint8Array(),
          },
          reply: { status: 200, headers: replyHeaders, body: new Uint8Array() },
        },
      ],
    })),
  };
}

/** What the records of these runs are made with. */
export const aboutRun = (plan: readonly PlannedCase[]) => ({
  plan,
  versions: { 'meeting-understudy': '0.1.0' },
  exchangesOf: ({ id }: { readonly id: string }) => ['normalised', id],
});
