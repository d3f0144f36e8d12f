import type { CheckRow } from '../checks-report/rows.js';
import type { BilingualText } from '../core/diagnosis/mistakes.js';
import type { Confidence, ReplyEvidence, ReplyPart } from '../core/pipeline/evidence.js';
import type { Provider, ProviderHost } from '../core/provider.js';
import type { ByHandFlags, Provoked } from '../core/requests/request-builder.js';

/** The reply of a scenario, the same for every request. */
export interface Answer {
  readonly status: number;
  /** As text. */
  readonly body: string;
}

/** An environment of a provider, and a hand-signed request that shows the refusal or fault there. */
export interface Place {
  readonly provider: Provider;
  /** The label of the host. */
  readonly environment: string;
  readonly host: string;
  /** The prefix that switches the scenario on, before the provider's own path: `/+caller-not-allowed/api.ytx.net`. */
  readonly path: string;
  /** Flags of `understudy sign`. */
  readonly flags: ByHandFlags;
  /** Why these flags name the scenario instead of provoking the real cause; undefined if they do provoke it. */
  readonly reason: string | undefined;
}

/** Writes the request of a place as a shell command. */
export type CommandOf = (place: Place) => string;

/** The error that the included client throws, with its properties; or nothing, and the reason. */
export type Thrown =
  | { readonly name: string; readonly with: Readonly<Record<string, unknown>> }
  | { readonly name: null; readonly reason: string };

/** The members of every row of the error catalogue. */
interface Row {
  /** The scenario's name: `ytx/caller-not-allowed`, or `hang`. */
  readonly scenario: string;
  readonly says: BilingualText;
  readonly places: readonly Place[];
  readonly clientThrows: Thrown;
  /** Whether a retry helps, in a sentence. */
  readonly retry: string;
}

/** One refusal of a provider. */
export interface RefusalRow extends Row {
  readonly code: string;
  /** The refusal's name in the provider's catalogue. */
  readonly refusal: string;
  readonly answer: Answer;
  /** Of the parts of the reply. */
  readonly confidenceByPart: Readonly<Record<ReplyPart, Confidence>>;
  readonly evidence: readonly ReplyEvidence[];
  /** The check that gives it; undefined if the requests that get it are unknown. */
  readonly cause: CheckRow | undefined;
}

/** A fault, which every provider has. */
export interface FaultRow extends Row {
  /** Undefined if the caller gets the provider's own reply, or an incomplete one. */
  readonly answer: Answer | undefined;
}

/** The refusal or fault to show. */
interface PlaceFilter {
  /** The scenario's name without the provider's. */
  readonly scenario: string;
  /** The operations that it applies to; undefined means all. */
  readonly operations: readonly string[] | undefined;
  /** The signed request that provokes the real cause; undefined if there is none. */
  readonly provoked: Provoked | undefined;
}

/** The places for a refusal or fault: every environment of the provider. */
export function placesOf(provider: Provider, wanted: PlaceFilter): readonly Place[] {
  return provider.hosts.map((where) => placeIn(provider, where, wanted));
}

function placeIn(provider: Provider, { host, label }: ProviderHost, wanted: PlaceFilter): Place {
  const { scenario, provoked } = wanted;
  const there = provider.manualSteps?.environments[label] ?? {};
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

/** A request of an operation that the scenario applies to, if the default operation is another one. */
function operationFor({ signCommand }: Provider, { operations }: PlaceFilter): ByHandFlags {
  const flag = signCommand.flags.find(({ name }) => name === 'operation');
  if (operations === undefined || flag?.default === undefined || operations.includes(flag.default)) return {};
  return { operation: operations[0] };
}
