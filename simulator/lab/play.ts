import { visibleLine } from '../../contracts/suite/reports/text.js';
import type { Courier } from '../core/callbacks/transport.js';
import type { Evidence } from '../core/pipeline/evidence.js';
import { failureOf } from './failure.js';
import type { Aim } from './parcels.js';
import type { Planned } from './planned.js';
import type { ProbeResult } from './result.js';
import { type Sent, type Step, stepsOf, troubleOf } from './steps.js';

/** How probes are carried. */
export interface Carrying {
  readonly courier: Courier;
  /** How long a receiver has for its whole reply, ms of real time. */
  readonly timeoutMs: number;
  /** What has passed of real time, ms. */
  readonly elapsed: () => number;
  /** Makes what a probe sends. Default: anew for each run; who plays the same probes often can keep it. */
  readonly steps?: typeof stepsOf;
}

/** A probe that was played: how it ended, and everything that was sent. */
export interface Played {
  readonly result: ProbeResult;
  readonly sent: readonly Sent[];
}

/** Plays one probe; one whose notices are sent in turn ends with the first that goes wrong. */
export async function playProbe(planned: Planned, aim: Aim, carrying: Carrying): Promise<Played> {
  const steps = await (carrying.steps ?? stepsOf)(planned, aim);
  const isTogether = planned.probe.atOnce === true;
  const sent = isTogether
    ? await Promise.all(steps.map((step) => send(step, carrying)))
    : await inTurn(steps, planned, carrying);
  return { result: resultOf(planned, sent, steps.length), sent };
}

async function inTurn(steps: readonly Step[], planned: Planned, carrying: Carrying): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (const step of steps) {
    const one = await send(step, carrying);
    sent.push(one);
    if (troubleOf(one, sent, planned) !== undefined) break;
  }
  return sent;
}

async function send(step: Step, { courier, timeoutMs, elapsed }: Carrying): Promise<Sent> {
  const began = elapsed();
  const receipt = await courier(step.parcel, timeoutMs);
  return { step, receipt, tookMs: Math.round(elapsed() - began) };
}

function resultOf(planned: Planned, sent: readonly Sent[], total: number): ProbeResult {
  const { id, provider, probe, events } = planned;
  const wrong = sent.flatMap((each, index) => {
    const trouble = troubleOf(each, sent, planned);
    return trouble === undefined ? [] : [{ each, index, trouble }];
  });
  const about = { id, provider: provider.name, events, name: probe.name, because: becauseOf(planned).map(inOneLine) };
  const answered = sent.filter(({ receipt }) => receipt.outcome === 'answered');
  const measured = { sent: sent.length, took: answered.map(({ tookMs }) => tookMs) };
  const [first] = wrong;
  if (first === undefined) return { ...about, outcome: 'passed', ...measured };
  const { each, index, trouble } = first;
  const isGone = index === 0 && each.receipt.outcome === 'not-connected';
  const which =
    probe.atOnce === true ? `${wrong.length} of ${total} went wrong; of the first: ` : whichOf(index, total);
  const failure = failureOf(each, trouble, { which, todo: probe.todo });
  return { ...about, outcome: isGone ? 'inconclusive' : 'failed', failure, ...measured };
}

const whichOf = (index: number, total: number): string => (total === 1 ? '' : `number ${index + 1} of ${total}: `);

/** What the events themselves rest on is reason enough to send them as they are. */
const becauseOf = ({ probe, provider, events }: Planned): readonly Evidence[] =>
  probe.because.length > 0
    ? probe.because
    : events.flatMap((event) => provider.callbacks?.events[event]?.because ?? []);

const inOneLine = (each: Evidence): string =>
  visibleLine(
    each.standing === 'assumed'
      ? `assumed: ${each.reason}`
      : `${each.standing} (${each.sources.join(', ')}): ${each.says}`,
  );
