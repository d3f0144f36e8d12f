import type { Documents } from '../documents.js';
import type { Evidence } from '../evidence.js';
import type { AnyChosen } from '../reading.js';
import type { ReceiverReply } from './courier.js';
import type { Notice } from './notice.js';

/** An event that a provider tells of, as its contract describes it. */
export interface CallbackEvent {
  readonly name: string;
  readonly title: string;
  readonly says: string;
  readonly because: readonly Evidence[];
  /** A body as it is sent. */
  readonly sample: object;
}

/** How a provider tells receivers of what happens. */
export interface Callbacks<Readings = AnyChosen> {
  /** By the event's name. */
  readonly events: Readonly<Record<string, CallbackEvent>>;
  /** The JSON Schema of every event's body, by the event's name; read from disk when it is first asked for. */
  readonly schemas: () => Promise<Readonly<Record<string, object>>>;
  /** How long it waits before the second attempt, the third, …, in ms; after the last one it gives up. */
  readonly retries: (readings: Readings) => readonly number[];
  /** Whether this reply ends the matter; any other is an attempt that failed. */
  readonly accepts: (reply: ReceiverReply, readings: Readings) => boolean;
  /** What the state of a world that was laid out has yet to tell, from `now` (ms) on. */
  readonly scheduled: (documents: Documents, now: number, readings: Readings) => readonly Notice[];
}
