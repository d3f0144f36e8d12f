import type { Provider } from '../core/provider.js';
import type { Probe, ProbeSet } from './probe.js';
import anyReceiver from './sets/any-receiver.json' with { type: 'json' };
import xylink from './sets/xylink.json' with { type: 'json' };
import ytx from './sets/ytx.json' with { type: 'json' };

/** A probe of a run. */
export interface Planned {
  /** `ytx/callRecord: the same again is accepted again`: unique among all. */
  readonly id: string;
  /** Counts from 1 over all there are, whichever are meant: the same probe always sends the same. */
  readonly number: number;
  readonly provider: Provider;
  readonly set: ProbeSet;
  readonly probe: Probe;
  /** What its notices are of. */
  readonly events: readonly string[];
}

/** Which probes are meant; all unless said. */
export interface ProbeSelection {
  /** Only notices of these events are sent. */
  readonly events?: readonly string[] | undefined;
  readonly isMeant?: (id: string) => boolean;
}

/** Everything that is played for these providers, in order. */
export function planFor(
  providers: readonly Provider[],
  { events: wished, isMeant = () => true }: ProbeSelection = {},
): readonly Planned[] {
  const all = providers.flatMap((provider) => {
    const set = setFor(provider);
    return set === undefined ? [] : set.probes.flatMap((probe) => planProbe(provider, set, probe));
  });
  return all
    .map((each, index) => ({ ...each, number: index + 1 }))
    .flatMap((each) => narrowPlan(each, wished))
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

/** What is about all events is narrowed to those that are wished for; what is about certain ones needs them all. */
function narrowPlan(planned: Planned, wished: readonly string[] | undefined): readonly Planned[] {
  if (wished === undefined) return [planned];
  const events = planned.events.filter((event) => wished.includes(event));
  const isWhole = events.length === planned.events.length;
  return isWhole || (planned.probe.events === 'all' && events.length > 0) ? [{ ...planned, events }] : [];
}

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
