import { type ReplyEvidence, replyEvidenceOf } from './evidence.js';

/** One of a provider's refusals, with the literal reply that carries it. */
export interface Refusal {
  /** Our name for it; several checks may share one. */
  readonly name: string;
  /** The provider's code as text. */
  readonly code: string;
  readonly status: number;
  /** The body that the simulator sends, byte for byte; its evidence says how much of it is the provider's. */
  readonly body: Uint8Array;
  /** Its meaning, in English. */
  readonly means: string;
  readonly meansInChinese: string;
  readonly retry: Retry;
  /** Each says which parts of the reply it is about. */
  readonly evidence: readonly ReplyEvidence[];
}

/**
 * Whether the same request may be sent again: `no`, it will be refused again; `later`, after a while; `log-in-again`,
 * with new tokens; `look-first`, since it may have been done.
 */
export type Retry = 'no' | 'later' | 'log-in-again' | 'look-first';

/** An entry of a provider's `refusals.json`. */
interface RefusalEntry {
  readonly code: string;
  readonly status: number;
  readonly body: string;
  readonly means: string;
  readonly meansInChinese: string;
  /** One of `Retry`, as `refusals.schema.json` requires. */
  readonly retry: string;
  readonly evidence?: Parameters<typeof replyEvidenceOf>[0];
}

const encoder = new TextEncoder();

/** Converts a provider's `refusals.json` into refusals whose bodies are encoded once. */
export function refusalsOf<Name extends string>(
  catalogue: Readonly<Record<Name, RefusalEntry>>,
): Readonly<Record<Name, Refusal>> {
  const entries = Object.entries<RefusalEntry>(catalogue).map(([name, entry]) => {
    const { code, status, body, means, meansInChinese, retry, evidence = [] } = entry;
    const refusal: Refusal = {
      name,
      code,
      status,
      means,
      meansInChinese,
      retry: retry as Retry,
      body: encoder.encode(body),
      evidence: replyEvidenceOf(evidence),
    };
    return [name, refusal];
  });
  return Object.fromEntries(entries) as Readonly<Record<Name, Refusal>>;
}
