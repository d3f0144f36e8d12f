import type { Evidence, Standing } from '../core/pipeline/evidence.js';
import type { Provider } from '../core/provider.js';
import { standingOf } from './rows.js';

/** What is known of one event that a provider tells its receivers of, and how well. */
export interface EventRow {
  readonly event: string;
  readonly title: string;
  readonly says: string;
  /** That of its weakest evidence. */
  readonly standing: Standing;
  readonly because: readonly Evidence[];
}

/** Every event that a provider tells of, in the order of its contract; none when it never tells of anything. */
export function eventsOf({ callbacks }: Provider): readonly EventRow[] {
  return Object.values(callbacks?.events ?? {}).map(({ name, title, says, because }) => {
    return { event: name, title, says, standing: standingOf(because), because };
  });
}
