import type { CheckRow } from '../checks-report/rows.js';
import type { BilingualText } from '../core/diagnosis/mistakes.js';
import type { Provider, ProviderHost } from '../core/provider.js';
import type { ByHandFlags, Provoked } from '../core/requests/request-builder.js';

/** A reply that a scenario brings about, whatever was asked. */
export interface Answer {
  readonly status: number;
  /** As text. */
  readonly body: string;
}

/** An environment in which something goes wrong, and a request signed by hand that finds it so. */
export interface Place {
  readonly provider: Provider;
  /** The label of the host. */
  readonly environment: string;
  readonly host: string;
  /** What stands in front of the provider's own path to switch the scenario on: `/+caller-not-allowed/api.ytx.net`. */
  readonly path: string;
  /** Flags of `understudy sign`. */
  readonly flags: ByHandFlags;
  /** Why these flags name the scenario, and do not bring about the real cause; undefined when they do. */
  readonly reason: string | undefined;
}

/** How the request at a place is written for a shell. */
export type CommandOf = (place: Place) => string;

/** What the included client throws: an error of this name with these properties; or nothing, and why. */
export type Thrown =
  | { readonly name: string; readonly with: Readonly<Record<string, unknown>> }
  | { readonly name: null; readonly reason: string };

/** What all rows of the error catalogue have. */
interface Row {
  /** The scenario's name: `ytx/caller-not-allowed`, or `hang`. */
  readonly scenario: string;
  readonly says: BilingualText;
  readonly places: readonly Place[];
  readonly clientThrows: Thrown;
  /** Whether sending it again helps, in a sentence. */
  readonly retry: string;
}

/** One way in which a provider refuses. */
export interface RefusalRow extends Row {
  readonly code: string;
  /** The refusal's name in the provider's catalogue. */
  readonly refusal: string;
  readonly answer: Answer;
  /** The check that gives it; undefined when it is not known which requests are answered so. */
  readonly cause: CheckRow | undefined;
}

/** A fault, which every provider has. */
export interface FaultRow extends Row {
  /** Undefined when what comes is the provider's own reply, or no whole one. */
  readonly answer: Answer | undefined;
}

/** What is to go wrong. */
interface Wanted {
  /** The scenario's name without the provider's. */
  readonly scenario: string;
  /** The operations that it fits; undefined means every one. */
  readonly operations: readonly string[] | undefined;
  /** How a signed request brings about the real cause; undefined when none does. */
  readonly provoked: Provoked | undefined;
}

/** Where something can go wrong: every environment of a provider. */
export function placesOf(provider: Provider, wanted: Wanted): readonly Place[] {
  return provider.hosts.map((where) => placeIn(provider, where, wanted));
}

function placeIn(provider: Provider, { host, label }: ProviderHost, wanted: Wanted): Place {
  const { scenario, provoked } = wanted;
  const there = provider.byHand?.environments[label] ?? {};
  const cause = provoked?.flags ?? provoked?.only?.[label];
  return {
    provider,
    environment: label,
    host,
    path: `/+${scenario}/${host}`,
    flags: { ...there, ...(cause ?? { ...operationFor(provider, wanted), scenario }) },
    reason: cause === undefined ? provoked?.reason : undefined,
  };
}

/** A request of an operation that the scenario fits, where the usual one is of another. */
function operationFor({ signCommand }: Provider, { operations }: Wanted): ByHandFlags {
  const flag = signCommand.flags.find(({ name }) => name === 'operation');
  if (operations === undefined || flag?.default === undefined || operations.includes(flag.default)) return {};
  return { operation: operations[0] };
}
