import type { Announcement } from './callbacks/notice.js';
import type { Change, Documents } from './documents.js';
import type { Random } from './random.js';
import type { AnyChosen } from './reading.js';
import type { Problem } from './world.js';

/** What an action is asked with; it must not alter `documents`, only say what would change. */
export interface ActionAsked {
  readonly documents: Documents;
  /** What stood for the `:names` of its path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The body's JSON; undefined for an action that takes none. */
  readonly body: unknown;
  /** ms since the epoch, by the space's clock. */
  readonly now: number;
  readonly readings: AnyChosen;
  readonly random: Random;
  readonly next: (series: string) => number;
}

/** What an action changes, or why it cannot: what the path names is missing, or what is wrong with the request. */
export type ActionOutcome =
  | { readonly ok: true; readonly changes: readonly Change[]; readonly announces?: Announcement | undefined }
  | { readonly ok: false; readonly missing: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Something that a test makes happen to a provider's state, without any request to the provider. */
export interface ControlAction {
  readonly method: 'post' | 'delete';
  /** In express's spelling, below `/_simulator/<provider>`: `/rooms/:number/meeting`. */
  readonly path: string;
  readonly takesBody: boolean;
  readonly act: (asked: ActionAsked) => ActionOutcome;
}
