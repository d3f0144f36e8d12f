import { visible, visibleLine } from '../../contracts/suite/reports/text.js';
import type { Transport, ReceiverReply } from '../core/callbacks/transport.js';
import type { Evidence } from '../core/pipeline/evidence.js';
import { type Sent, type Step, stepsOf, type StepFailure, stepFailure } from './assertions.js';
import type { Planned } from './plan.js';
import type { Failure, ProbeResult } from './report.js';
import type { Aim } from './requests.js';

/** The tools for running probes. */
export interface Carrying {
  readonly transport: Transport;
  /** Time limit for a receiver's whole reply, ms of real time. */
  readonly timeoutMs: number;
  /** Elapsed real time, ms. */
  readonly elapsedMs: () => number;
  /**
   * Builds the requests of a probe. Default: built for each run; a caller that runs the same probes often can cache it.
   */
  readonly steps?: typeof stepsOf;
}

/** A probe that was run: its result, and all requests sent. */
interface Played {
  readonly result: ProbeResult;
  readonly sent: readonly Sent[];
}

/** Runs one probe. If its events are sent in order, it ends with the first failure. */
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
    if (stepFailure(one, sent, planned) !== undefined) break;
  }
  return sent;
}

async function send(step: Step, { transport, timeoutMs, elapsedMs: elapsed }: Carrying): Promise<Sent> {
  const began = elapsed();
  const deliveryResult = await transport(step.webhook, timeoutMs);
  return { step, deliveryResult, tookMs: Math.round(elapsed() - began) };
}

function resultOf(planned: Planned, sent: readonly Sent[], total: number): ProbeResult {
  const { id, provider, probe, events } = planned;
  const wrong = sent.flatMap((each, index) => {
    const failure = stepFailure(each, sent, planned);
    return failure === undefined ? [] : [{ each, index, failure }];
  });
  const about = { id, provider: provider.name, events, name: probe.name, evidence: becauseOf(planned).map(inOneLine) };
  const answered = sent.filter(({ deliveryResult }) => deliveryResult.outcome === 'answered');
  const measured = { sent: sent.length, took: answered.map(({ tookMs }) => tookMs) };
  const [first] = wrong;
  if (first === undefined) return { ...about, outcome: 'passed', ...measured };
  const { each, index, failure: stepFailed } = first;
  const isGone = index === 0 && each.deliveryResult.outcome === 'not-connected';
  const which = probe.atOnce === true ? `${wrong.length} of ${total} failed; the first: ` : whichOf(index, total);
  const failure = failureOf(each, stepFailed, { which, todo: probe.todo });
  return { ...about, outcome: isGone ? 'inconclusive' : 'failed', failure, ...measured };
}

const whichOf = (index: number, total: number): string => (total === 1 ? '' : `number ${index + 1} of ${total}: `);

/** The evidence of the events also justifies sending them. */
const becauseOf = ({ probe, provider, events }: Planned): readonly Evidence[] =>
  probe.evidence.length > 0
    ? probe.evidence
    : events.flatMap((event) => provider.callbacks?.events[event]?.evidence ?? []);

const inOneLine = (each: Evidence): string =>
  visibleLine(
    each.confidence === 'assumed'
      ? `assumed: ${each.statement}`
      : `${each.confidence} (${each.sources.join(', ')}): ${each.statement}`,
  );

/** The maximum number of characters of a body that are shown. */
const shown = 300;

/** A failed delivery, for reports; `which` is a prefix with its position among several. */
function failureOf(
  { step: { event, webhook }, deliveryResult, tookMs }: Sent,
  { says, advice }: StepFailure,
  { which, todo }: { readonly which: string; readonly todo: string },
): Failure {
  const { method = 'POST', headers, body } = webhook;
  return {
    says: visibleLine(`${which}${says}`),
    todo: advice === undefined ? [todo] : [advice, todo],
    sent: { event, method, contentType: headers['Content-Type'] ?? '', bytes: body.length, text: beginningOf(body) },
    came: {
      outcome: deliveryResult.outcome,
      tookMs,
      ...(deliveryResult.outcome === 'answered' && answerOf(deliveryResult.reply)),
    },
  };
}

const answerOf = ({ status, contentType, body }: ReceiverReply): object => ({
  status,
  ...(contentType !== null && { contentType: visibleLine(contentType) }),
  text: beginningOf(body),
});

/** A character takes at most 4 bytes, so only the beginning of a large body is decoded. */
function beginningOf(body: Uint8Array): string {
  const text = new TextDecoder().decode(body.subarray(0, shown * 4));
  const characters = Array.from(text);
  const isCut = characters.length > shown || body.length > shown * 4;
  return visible(characters.slice(0, shown).join('')) + (isCut ? ' …' : '');
}
