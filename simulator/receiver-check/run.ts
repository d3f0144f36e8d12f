import type { Sent } from './assertions.js';
import type { Planned } from './plan.js';
import { type Carrying, playProbe } from './play.js';
import type { ProbeResult } from './report.js';
import type { Aim } from './requests.js';

/** What a run goes by. */
interface RunOptions extends Carrying {
  readonly aim: Aim;
  /** Hears of each probe as it ends. */
  readonly onResult?: (result: ProbeResult) => void;
}

/** What came of a run, or why nothing could come of it: in one sentence. */
export type RunEnd =
  | { readonly ok: true; readonly results: readonly ProbeResult[] }
  | { readonly ok: false; readonly reason: 'not-allowed' | 'not-connected'; readonly says: string };

/** Plays these probes one after the other. It ends at once where nothing may be sent, or nobody has ever listened. */
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
