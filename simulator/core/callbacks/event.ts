import { sinkPath } from './sink.js';

/** A callback that a provider sends to a receiver. */
export interface CallbackEvent {
  /** The event, by its name in the provider's contract: `callRecord`. */
  readonly type: string;
  /** The thing it reports on, `<provider>/<kind> <id>`. All events of one thing can be withdrawn together. */
  readonly subject: string;
  /** When it is sent, ms since the epoch by the space's clock; if in the past, at once. */
  readonly due: number;
  /** The receiver: an http or https URL, or a path below `/_simulator/sink/`, which means the space's own sink. */
  readonly url: string;
  /** Builds the body, JSON in UTF-8. Called only when the body is needed; every call returns the same bytes. */
  readonly body: () => Uint8Array;
}

/** The events that a change causes. They are committed with the change, or not at all. */
export interface EmittedEvents {
  /** Subjects: queued events of these are withdrawn before the new ones are queued. */
  readonly withdraws: readonly string[];
  /** Events due at the same time are sent in this order. */
  readonly events: readonly CallbackEvent[];
}

/** The accepted receiver addresses, for messages. */
export const receiverAddressInWords = `an http or https URL without user or password, or a path below ${sinkPath}`;

const web = /^https?:\/\/[^\s/?#@\\]+([/?#]\S*)?$/;
const spaced = /\s/;

/** Whether a text is a valid receiver address. */
export const isReceiverAddress = (text: string): boolean =>
  text.startsWith(sinkPath) ? !spaced.test(text) : web.test(text) && URL.canParse(text);
