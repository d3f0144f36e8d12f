/** A request to a receiver. */
export interface WebhookRequest {
  /** Default: POST, the only method that providers send. */
  readonly method?: string;
  /** An http or https URL. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A receiver's reply. */
export interface ReceiverReply {
  readonly status: number;
  readonly contentType: string | null;
  /** Truncated to the most bytes that the transport keeps. */
  readonly body: Uint8Array;
}

/** How an attempt to deliver ended. */
export type DeliveryResult =
  | { readonly outcome: 'answered'; readonly reply: ReceiverReply }
  /** The request was sent, or may have been, and no complete reply arrived in time. */
  | { readonly outcome: 'timed-out' }
  /** The connection was refused, or there is no route to the host. */
  | { readonly outcome: 'not-connected'; readonly says: string }
  /** The connection broke before the reply was complete; the receiver may have got the request. */
  | { readonly outcome: 'broken-off'; readonly says: string }
  /** The simulator does not deliver to this address. Nothing was sent, and there is no retry. */
  | { readonly outcome: 'not-allowed'; readonly says: string };

/**
 * Delivers a webhook request to the sink of the space that sends it, without a socket. For one whose URL leads to a simulator
 * of this process; `owner` identifies that simulator. Undefined if the URL is not this sink.
 */
export type SinkDelivery = (owner: object) => DeliveryResult | undefined;

/**
 * Sends a webhook request and waits at most so long (ms, real time) for the reply. It never rejects. `sink` is for
 * transports that detect the simulator's own address; without it, no simulator of this process receives anything.
 */
export type Transport = (webhook: WebhookRequest, timeoutMs: number, sink?: SinkDelivery) => Promise<DeliveryResult>;
