import { sinkPath } from './sink.js';

/** Something that a provider is going to tell a receiver of its own accord. */
export interface CallbackEvent {
  /** The event, by its name in the provider's contract: `callRecord`. */
  readonly type: string;
  /** What it tells of, `<provider>/<kind> <id>`: all notices of one thing can be withdrawn together. */
  readonly about: string;
  /** When it is told, ms since the epoch by the space's clock; what lies in the past is told at once. */
  readonly due: number;
  /** The receiver: an http or https URL, or a path below `/_simulator/sink/`, which means the space's own sink. */
  readonly url: string;
  /** Writes the body, JSON in UTF-8; asked when somebody needs it, and always the same. */
  readonly body: () => Uint8Array;
}

/** What is to be told because of a change; it is taken up together with the change, or not at all. */
export interface EmittedEvents {
  /** Of what these name, nothing more is told; this comes before the notices. */
  readonly withdraws: readonly string[];
  /** In the order in which they are told when they are due at the same time. */
  readonly events: readonly CallbackEvent[];
}

/** What may be a receiver's address. */
export const receiverAddressInWords = `an http or https URL without user or password, or a path below ${sinkPath}`;

const web = /^https?:\/\/[^\s/?#@\\]+([/?#]\S*)?$/;
const spaced = /\s/;

/** Whether a receiver may stand there. */
export const isReceiverAddress = (text: string): boolean =>
  text.startsWith(sinkPath) ? !spaced.test(text) : web.test(text) && URL.canParse(text);
