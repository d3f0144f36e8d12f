/** The same text in the two languages in which we help. */
export interface BilingualText {
  readonly en: string;
  readonly zh: string;
}

/** What is told about one mistake: an entry of a provider's `diagnoses/mistakes.json`; `{name}` stands for a value. */
export interface MistakeText {
  readonly says: BilingualText;
  readonly fix: BilingualText;
}

/** A signature that does not fit, as far as it may be shown. */
export interface SignatureSeen {
  /** Which one: `Sign`, `signature 1.0`. */
  readonly name: string;
  /** The text that should have been signed; secrets stand in it as `‹token›`. */
  readonly canonical: string;
  /** The right digest and the received one, by their first and last four characters. */
  readonly expected: string;
  readonly received: string;
}

/** That a mistake, made on purpose, gives exactly what was received. */
export interface Reproduced {
  /** The text that was signed then, secrets as `‹token›`; absent when the mistake is not about a text. */
  readonly signed?: string;
  /** What stands for the `{name}`s in the mistake's text. */
  readonly values?: Readonly<Record<string, string>>;
}

/** One way to get a request wrong, and how to find out whether that is what happened. */
export interface Mistake<Facts> {
  /** `timestamp-in-utc`: its id, under which its text stands in `mistakes.json`. */
  readonly mistake: string;
  /** Makes the same mistake with the real credentials; undefined when that does not give what was received. */
  readonly reproduces: (facts: Facts) => Reproduced | undefined;
}

/** A likely mistake, as it is told. */
export interface Hypothesis {
  readonly mistake: string;
  readonly says: BilingualText;
  readonly fix: BilingualText;
  readonly signed?: string;
}

/** What a provider makes of a refused request. */
export interface Findings {
  readonly signature?: SignatureSeen;
  /** The likeliest first; empty when no mistake that we know gives what was received. */
  readonly hypotheses: readonly Hypothesis[];
}

/** The mistakes that give what was received, in the order in which they are listed: the simplest explanation first. */
export function hypothesesOf<Facts>(
  mistakes: readonly Mistake<Facts>[],
  facts: Facts,
  texts: Readonly<Record<string, MistakeText>>,
): readonly Hypothesis[] {
  return mistakes.flatMap(({ mistake, reproduces }) => {
    const found = reproduces(facts);
    const text = texts[mistake];
    if (found === undefined) return [];
    if (text === undefined) throw new Error(`mistakes.json has no text for ${mistake}`);
    const { signed, values = {} } = found;
    return [
      {
        mistake,
        says: fillText(text.says, values),
        fix: fillText(text.fix, values),
        ...(signed !== undefined && { signed }),
      },
    ];
  });
}

/** What is found with the first of these that finds anything; the others are not tried. */
export function firstOf<Tried, Found>(
  all: Iterable<Tried>,
  find: (tried: Tried) => Found | undefined,
): Found | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Both texts with their `{name}`s filled in; a name without a value stays. */
export function fillText({ en, zh }: BilingualText, values: Readonly<Record<string, string>>): BilingualText {
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  return { en: fill(en), zh: fill(zh) };
}

/** A digest as it may be shown: its first and last four characters. */
export const digestEnds = (digest: string): string =>
  digest.length < 16 ? '…' : `${digest.slice(0, 4)}…${digest.slice(-4)}`;
