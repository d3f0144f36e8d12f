import type { AnyChosen } from '../pipeline/reading.js';
import type { Provider } from '../provider.js';
import type { Documents } from '../state/documents.js';
import type { Notice } from './event.js';
import type { Outbox } from './outbox.js';

/** A notice that follows from a world as it was laid out. */
interface Planned {
  readonly provider: Provider;
  readonly notice: Notice;
}

/** A world in which somebody may have something to tell. */
interface Telltale {
  readonly providers: readonly Provider[];
  readonly documents: Documents;
  readonly readingsOf: (provider: Provider) => AnyChosen;
}

/** What a world has yet to tell, from `now` (ms since the epoch) on. */
export function plansOf({ providers, documents, readingsOf }: Telltale, now: number): readonly Planned[] {
  return providers.flatMap((provider) => {
    const notices = provider.callbacks?.scheduled(documents, now, readingsOf(provider)) ?? [];
    return notices.map((notice) => ({ provider, notice }));
  });
}

/**
 * Puts the plans of a world in place of those of the world `before` it; of a world that begins anew, there is none.
 *
 * What was due at this very instant in the world before has been told, or waits: it is not planned again. What is being
 * told already goes on.
 */
export function replan(
  outbox: Outbox,
  now: number,
  { before, after }: { readonly before: readonly Planned[] | undefined; readonly after: readonly Planned[] },
): void {
  if (before === undefined) outbox.clear();
  else outbox.forgetPlans(now);
  const isNow = ({ notice: { due } }: Planned): boolean => due === now;
  const known = new Set(before?.filter(isNow).map(({ notice }) => notice.about));
  for (const planned of after) {
    const { provider, notice } = planned;
    if (isNow(planned) && known.has(notice.about)) continue;
    outbox.post({ withdraws: [], notices: [notice] }, { provider, cause: undefined, named: [] });
  }
}
