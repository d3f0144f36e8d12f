import type { Evidence } from './evidence.js';

/** One of a provider's refusals, with the literal reply that carries it. */
export interface Refusal {
  /** Our name for it; several checks may share one. */
  readonly name: string;
  /** The provider's code as text. */
  readonly code: string;
  readonly status: number;
  /** The body, byte for byte. */
  readonly body: Uint8Array;
  /** What it says, in English. */
  readonly means: string;
}

/** An entry of a provider's `refusals.json`. */
export interface RefusalEntry {
  readonly code: string;
  readonly status: number;
  readonly body: string;
  readonly means: string;
  readonly because: readonly Evidence[];
}

const encoder = new TextEncoder();

/** Turns a provider's `refusals.json` into refusals whose bodies are encoded once. */
export function refusalsOf<Name extends string>(
  catalogue: Readonly<Record<Name, Omit<RefusalEntry, 'because'>>>,
): Readonly<Record<Name, Refusal>> {
  const entries = Object.entries<Omit<RefusalEntry, 'because'>>(catalogue).map(
    ([name, { code, status, body, means }]) => [name, { name, code, status, means, body: encoder.encode(body) }],
  );
  return Object.fromEntries(entries) as Readonly<Record<Name, Refusal>>;
}
