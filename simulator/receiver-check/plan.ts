import type { Provider } from '../core/provider.js';
import type { Probe, ProbeSet } from './probe.js';
import anyReceiver from './sets/any-receiver.json' with { type: 'json' };
import xylink from './sets/xylink.json' with { type: 'json' };
import ytx from './sets/ytx.json' with { type: 'json' };

/** A probe of a run. */
export interface Planned {
  /** `ytx/callRecord: the same again is accepted again`: unique among all. */
  readonly id: string;
  /** Counts from 1 over all probes, so that the same probe always sends the same requests in every selection. */
  readonly number: number;
  readonly provider: Provider;
  readonly set: ProbeSet;
  readonly probe: Probe;
  /** The events it sends. */
  readonly events: readonly string[];
}

/** The selected probes. Default: all. */
export interface ProbeSelection {
  /** Only these events are sent. */
  readonly events?: readonly string[] | undefined;
  readonly isMeant?: (id: string) => boolean;
}

/** All selected probes for these providers, in order. */
export function planFor(
  providers: readonly Provider[],
  { events: selected, isMeant = () => true }: ProbeSelection = {},
): readonly Planned[] {
  const all = providers.flatMap((provider) => {
    const set = setFor(provider);
    return set === undefined ? [] : set.probes.flatMap((probe) => planProbe(provider, set, probe));
  });
  return all
    .map((each, index) => ({ ...each, number: index + 1 }))
    .flatMap((each) => narrowPlan(each, selected))
    .filter(({ id }) => isMeant(id));
}

type Unnumbered = Omit<Planned, 'number'>;

function planProbe(provider: Provider, set: ProbeSet, probe: Probe): readonly Unnumbered[] {
  const known = Object.keys(provider.callbacks?.events ?? {});
  const about = (part: string, events: readonly string[]): Unnumbered => ({
    id: `${provider.name}/${part}: ${probe.name}`,
    provider,
    set,
    probe,
    events,
  });
  if (probe.events === 'each') return known.map((event) => about(event, [event]));
  const events = probe.events === 'all' ? known : probe.events;
  return [about(events.length === 1 ? events.join() : 'all', events)];
}

/** Restricts a probe about all events to the selected ones; a probe about certain events needs them all. */
function narrowPlan(planned: Planned, selected: readonly string[] | undefined): readonly Planned[] {
  if (selected === undefined) return [planned];
  const events = planned.events.filter((event) => selected.includes(event));
  const isWhole = events.length === planned.events.length;
  return isWhole || (planned.probe.events === 'all' && events.length > 0) ? [{ ...planned, events }] : [];
}

// The type cast is checked by a test.
const own = { ytx, xylink } as unknown as Readonly<Record<string, ProbeSet | undefined>>;
const common = anyReceiver as unknown as { readonly events: readonly Probe[]; readonly bodies: readonly Probe[] };

/**
 * The probes for receivers of a provider; undefined if it sends no callbacks, or there is no set for it.
 *
 * Probes that may kill a receiver come last, so that the others run first.
 */
export function setFor({ name, callbacks }: Provider): ProbeSet | undefined {
  const set = own[name];
  if (callbacks === undefined || set === undefined) return undefined;
  return { ...set, probes: [...common.events, ...set.probes, ...common.bodies] };
}
