/** What is carried to a receiver. */
export interface WebhookRequest {
  /** POST unless given; no provider sends anything else. */
  readonly method?: string;
  /** An http or https URL. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What a receiver answered. */
export interface ReceiverReply {
  readonly status: number;
  readonly contentType: string | null;
  /** At most so many bytes as a transport keeps. */
  readonly body: Uint8Array;
}

/** How an attempt to deliver ended. */
export type DeliveryResult =
  | { readonly outcome: 'answered'; readonly reply: ReceiverReply }
  /** The receiver was reached, or may have been, and no whole reply came in time. */
  | { readonly outcome: 'timed-out' }
  /** Nobody listens there, or there is no way to there. */
  | { readonly outcome: 'not-connected'; readonly says: string }
  /** The connection broke before a whole reply had come; the receiver may have got it. */
  | { readonly outcome: 'broken-off'; readonly says: string }
  /** This simulator does not deliver to there; nothing was sent, and nothing will be. */
  | { readonly outcome: 'not-allowed'; readonly says: string };

/**
 * Delivers a webhook request to the sink of the space that sends it, without a socket. For one whose URL leads to a simulator
 * of this process; `owner` identifies that simulator. Undefined if the URL is not this sink.
 */
export type SinkDelivery = (owner: object) => DeliveryResult | undefined;

/**
 * Sends a webhook request and waits at most so long (ms, real time) for the reply. It never rejects. `sink` is for transports that
 * recognise the simulator's own address; without it, no simulator of this process receives anything.
 */
export type Transport = (webhook: WebhookRequest, timeoutMs: number, sink?: SinkDelivery) => Promise<DeliveryResult>;
