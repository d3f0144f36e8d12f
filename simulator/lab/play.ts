import { visible, visibleLine } from '../../contracts/suite/reports/visible.js';
import type { Courier, Parcel, Receipt } from '../core/callbacks/courier.js';
import type { Evidence } from '../core/evidence.js';
import type { Trouble } from './judgement.js';
import { distressAt, troubleWith } from './judgement.js';
import type { Told } from './life.js';
import type { Aim } from './parcels.js';
import { insteadOf, parcelsFor } from './parcels.js';
import type { Planned } from './planned.js';
import type { Failure, ProbeResult } from './result.js';

/** How probes are carried. */
export interface Carrying {
  readonly courier: Courier;
  /** How long a receiver has for its whole reply, ms of real time. */
  readonly timeoutMs: number;
  /** What has passed of real time, ms. */
  readonly elapsed: () => number;
}

/** Something that was sent, and what came of it. */
export interface Sent extends Told {
  readonly receipt: Receipt;
  /** ms. */
  readonly tookMs: number;
}

type Judge = (receipt: Receipt, index: number) => Trouble | undefined;

/** Plays one probe; it ends with the first notice that goes wrong. */
export async function playProbe(
  planned: Planned,
  aim: Aim,
  carrying: Carrying,
): Promise<readonly [ProbeResult, readonly Sent[]]> {
  const { probe } = planned;
  const parcels = withInstead(planned, await parcelsFor(planned, aim));
  if (parcels.length === 0) throw new Error(`${planned.id} sends nothing`);
  const judge: Judge = (receipt, index) => {
    if (probe.expects === 'accepted') return troubleWith(receipt, planned);
    return index === 0 ? distressAt(receipt) : laterTrouble(receipt);
  };
  const sent = probe.atOnce === true ? await atOnce(parcels, carrying) : await inTurn(parcels, carrying, judge);
  return [resultOf(planned, sent, { judge, total: parcels.length }), sent];
}

/** What no provider sends comes first, and what it does send follows. */
function withInstead({ probe: { instead } }: Planned, parcels: readonly Told[]): readonly Told[] {
  const [first] = parcels;
  if (instead === undefined || first === undefined) return parcels;
  return [{ event: 'none', parcel: insteadOf(first.parcel, instead) }, ...parcels];
}

/** Whether what follows is accepted is the affair of other probes; here it is enough that the receiver still works. */
function laterTrouble(receipt: Receipt): Trouble | undefined {
  const trouble = distressAt(receipt);
  return trouble && { ...trouble, says: `what was sent next was not taken any more: ${trouble.says}` };
}

async function inTurn(parcels: readonly Told[], carrying: Carrying, judge: Judge): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (const [index, told] of parcels.entries()) {
    const one = await send(told, carrying);
    sent.push(one);
    if (judge(one.receipt, index) !== undefined) break;
  }
  return sent;
}

const atOnce = (parcels: readonly Told[], carrying: Carrying): Promise<readonly Sent[]> =>
  Promise.all(parcels.map((told) => send(told, carrying)));

async function send(told: Told, { courier, timeoutMs, elapsed }: Carrying): Promise<Sent> {
  const began = elapsed();
  const receipt = await courier(told.parcel, timeoutMs);
  return { ...told, receipt, tookMs: Math.round(elapsed() - began) };
}

function resultOf(
  planned: Planned,
  sent: readonly Sent[],
  { judge, total }: { readonly judge: Judge; readonly total: number },
): ProbeResult {
  const { id, provider, probe, events } = planned;
  const wrong = sent.flatMap((each, index) => {
    const trouble = judge(each.receipt, index);
    return trouble === undefined ? [] : [{ each, index, trouble }];
  });
  const [first] = wrong;
  const about = { id, provider: provider.name, events, name: probe.name, because: becauseOf(planned).map(inOneLine) };
  const measured = {
    sent: sent.length,
    took: sent.filter(({ receipt }) => receipt.outcome === 'answered').map(({ tookMs }) => tookMs),
  };
  if (first === undefined) return { ...about, outcome: 'passed', ...measured };
  if (first.index === 0 && first.each.receipt.outcome === 'not-connected') {
    return { ...about, outcome: 'inconclusive', failure: failureOf(first.each, first.trouble.says, []), ...measured };
  }
  const says = `${whichOf(wrong.length, first.index, { total, atOnce: probe.atOnce === true })}${first.trouble.says}`;
  const todo = [...(first.trouble.advice === undefined ? [] : [first.trouble.advice]), probe.todo];
  return { ...about, outcome: 'failed', failure: failureOf(first.each, says, todo), ...measured };
}

function whichOf(
  count: number,
  index: number,
  { total, atOnce: together }: { readonly total: number; readonly atOnce: boolean },
): string {
  if (total === 1) return '';
  return together ? `${count} of ${total} went wrong; of the first: ` : `number ${index + 1} of ${total}: `;
}

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

/** So many characters of a body are shown. */
const shown = 300;

function failureOf({ event, parcel, receipt, tookMs }: Sent, says: string, todo: readonly string[]): Failure {
  const { method = 'POST', headers, body } = parcel;
  return {
    says: visibleLine(says),
    todo,
    sent: { event, method, contentType: headers['Content-Type'] ?? '', bytes: body.length, text: beginningOf(body) },
    came: { outcome: receipt.outcome, tookMs, ...(receipt.outcome === 'answered' && answerOf(receipt.reply)) },
  };
}

const answerOf = ({ status, contentType, body }: Extract<Receipt, { outcome: 'answered' }>['reply']): object => ({
  status,
  ...(contentType !== null && { contentType: visibleLine(contentType) }),
  text: beginningOf(body),
});

function beginningOf(body: Parcel['body']): string {
  const characters = Array.from(new TextDecoder().decode(body.subarray(0, shown * 4)));
  const cut = characters.length > shown || body.length > shown * 4;
  return visible(characters.slice(0, shown).join('')) + (cut ? ' …' : '');
}
