import * as xylink from '../xylink/generated.js';
import * as ytx from '../ytx/generated.js';

/** What both sides agreed on about a provider: each part as its JSON has it. */
export interface Agreed {
  readonly operations: Readonly<Record<string, unknown>>;
  /** By operation, request and reply. */
  readonly schemas: () => Promise<Readonly<Record<string, unknown>>>;
  readonly refusals: Readonly<
    Record<string, { readonly body: string; readonly status: number; readonly code: string }>
  >;
}

const byProvider: Readonly<Record<string, Agreed>> = { xylink, ytx };

/** The contracts of a provider. An Error when there is none of this name. */
export function agreedWith(provider: string): Agreed {
  const agreed = byProvider[provider];
  if (agreed === undefined) throw new Error(`there is no contract with ${provider}`);
  return agreed;
}
