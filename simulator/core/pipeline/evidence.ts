/** How well a behaviour is known. `validated` is not a member: it is computed from runs against the real provider. */
export type Confidence = 'documented' | 'corroborated' | 'single' | 'assumed';

/** One reason to believe that the provider behaves as a check does; `statement` quotes or restates the source. */
export type Evidence =
  | {
      readonly confidence: Exclude<Confidence, 'assumed'>;
      readonly sources: readonly string[];
      readonly statement: string;
    }
  | { readonly confidence: 'assumed'; readonly statement: string };

/** A part of a refusal's reply that evidence can be about; the text is the body without its code. */
export type ReplyPart = 'code' | 'text' | 'status' | 'headers';

/** Evidence for parts of a refusal's reply. */
export type ReplyEvidence = Evidence & { readonly about: readonly ReplyPart[] };

/** A part of a success that evidence can be about; the effect is what the provider does: what starts, changes or ends. */
export type SuccessPart = 'status' | 'headers' | 'body' | 'effect';

/** Evidence for parts of what an operation does when it accepts a request. */
export type SuccessEvidence = Evidence & { readonly about: readonly SuccessPart[] };

/** Evidence that all checks of a provider share: its `common-evidence.json`. */
export interface CommonEvidence {
  /** For the order in which a request meets the checks. */
  readonly order: readonly Evidence[];
  /** For the headers of every refusal. */
  readonly headers: readonly Evidence[];
}

/** Evidence as JSON files hold it; their schemas demand the narrower types. */
export interface WrittenEvidence {
  readonly confidence: string;
  readonly sources?: readonly string[];
  readonly statement: string;
  readonly about?: readonly string[];
}

/** Gives the entries of `refusals.json` their types. */
export const replyEvidenceOf = (written: readonly WrittenEvidence[]): readonly ReplyEvidence[] =>
  written as unknown as readonly ReplyEvidence[];

/** Gives the entries of `success` in `operation.json` their types. */
export const successEvidenceOf = (written: readonly WrittenEvidence[]): readonly SuccessEvidence[] =>
  written as unknown as readonly SuccessEvidence[];

/** Gives `common-evidence.json` its types. */
export const commonEvidenceOf = (
  written: Readonly<Record<keyof CommonEvidence, readonly WrittenEvidence[]>>,
): CommonEvidence => written as unknown as CommonEvidence;

/** An entry of a provider's `sources.json`. */
export interface Source {
  readonly kind: string;
  readonly title: string;
  /** The day on which we read it, `yyyy-MM-dd`. */
  readonly read: string;
  /** Where its content comes from. Sources of one lineage count as one. */
  readonly lineage: string;
}

/**
 * Functions with which a provider's rules cite its `sources.json`. A source that is not listed there does not compile.
 */
interface Citing<Source extends string> {
  /** The provider's own page says so. Quotations stay in the provider's language. */
  readonly documented: (source: Source, says: string) => Evidence;
  /** Programs or recordings of two or more lineages rely on it. */
  readonly corroborated: (sources: readonly [Source, Source, ...Source[]], says: string) => Evidence;
  /** One program relies on it, or several of one lineage. */
  readonly single: (sources: Source | readonly [Source, ...Source[]], says: string) => Evidence;
  /** Our choice, and the reason for it. */
  readonly assumed: (reason: string) => Evidence;
}

/** Creates the citing functions for one provider's sources. */
export function citing<Source extends string>(sources: Readonly<Record<Source, unknown>>): Citing<Source> {
  const known: ReadonlySet<string> = new Set(Object.keys(sources));
  const from = (confidence: Exclude<Confidence, 'assumed'>, cited: readonly Source[], says: string): Evidence => {
    const unknownSource = cited.find((source) => !known.has(source));
    if (unknownSource !== undefined) throw new Error(`sources.json has no source "${unknownSource}"; add it`);
    return { confidence, sources: cited, statement: says };
  };
  return {
    documented: (source, says) => from('documented', [source], says),
    corroborated: (several, says) => from('corroborated', several, says),
    single: (cited, says) => from('single', typeof cited === 'string' ? [cited] : cited, says),
    assumed: (reason) => ({ confidence: 'assumed', statement: reason }),
  };
}
