import type { Provider } from '../core/provider.js';
import anyReceiver from './sets/any-receiver.json' with { type: 'json' };
import xylink from './sets/xylink.json' with { type: 'json' };
import ytx from './sets/ytx.json' with { type: 'json' };
import type { Probe, ProbeSet } from './probe.js';

// JSON knows no union types: that they fit is shown by a test.
const own = { ytx, xylink } as unknown as Readonly<Record<string, ProbeSet | undefined>>;
const common = anyReceiver as unknown as { readonly events: readonly Probe[]; readonly bodies: readonly Probe[] };

/**
 * What is played at the receivers of a provider; undefined when it tells of nothing, or nobody wrote a set for it.
 *
 * What may kill a receiver comes last, so that the rest is judged all the same.
 */
export function setFor({ name, callbacks }: Provider): ProbeSet | undefined {
  const set = own[name];
  if (callbacks === undefined || set === undefined) return undefined;
  return { ...set, probes: [...common.events, ...set.probes, ...common.bodies] };
}
