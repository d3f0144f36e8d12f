import type { Sent } from './assertions.js';
import type { Planned } from './plan.js';
import { type Carrying, playProbe } from './play.js';
import type { ProbeResult } from './report.js';
import type { Aim } from './requests.js';

/** The options of a run. */
interface RunOptions extends Carrying {
  readonly aim: Aim;
  /** Called as each probe ends. */
  readonly onResult?: (result: ProbeResult) => void;
}

/** The results of a run, or why it could not start, in one sentence. */
export type RunEnd =
  | { readonly ok: true; readonly results: readonly ProbeResult[] }
  | { readonly ok: false; readonly reason: 'not-allowed' | 'not-connected'; readonly says: string };

/** Runs these probes in order. Ends at once if the receiver is not allowed or was never reached. */
export async function runProbes(plan: readonly Planned[], { aim, onResult, ...carrying }: RunOptions): Promise<RunEnd> {
  const results: ProbeResult[] = [];
  for (const planned of plan) {
    const { result, sent } = await playProbe(planned, aim, carrying);
    const skipReason = skipReasonIn(sent, results.length === 0);
    if (skipReason !== undefined) return skipReason;
    results.push(result);
    onResult?.(result);
  }
  return { ok: true, results };
}

function skipReasonIn(sent: readonly Sent[], isFirst: boolean): Extract<RunEnd, { ok: false }> | undefined {
  for (const { deliveryResult } of sent) {
    if (deliveryResult.outcome === 'not-allowed')
      return { ok: false, reason: 'not-allowed', says: deliveryResult.says };
  }
  const [first] = sent;
  if (!isFirst || first?.deliveryResult.outcome !== 'not-connected') return undefined;
  return { ok: false, reason: 'not-connected', says: first.deliveryResult.says };
}
