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

/** An entry of a provider's `sources.json`. */
export interface Source {
  readonly kind: string;
  readonly title: string;
  /** The day on which we read it, `yyyy-MM-dd`. */
  readonly read: string;
}

/**
 * Functions with which a provider's rules cite its `sources.json`. A source that is not listed there does not compile.
 */
interface Citing<Source extends string> {
  /** The provider's own page says so. Quotations stay in the provider's language. */
  readonly documented: (source: Source, says: string) => Evidence;
  /** Two or more independent programs rely on it. */
  readonly corroborated: (sources: readonly [Source, Source, ...Source[]], says: string) => Evidence;
  /** One program relies on it. */
  readonly single: (source: Source, says: string) => Evidence;
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
    single: (source, says) => from('single', [source], says),
    assumed: (reason) => ({ confidence: 'assumed', statement: reason }),
  };
}
