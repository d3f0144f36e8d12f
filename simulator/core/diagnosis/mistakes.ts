/** A text in English and Chinese. */
export interface BilingualText {
  readonly en: string;
  readonly zh: string;
}

/**
 * The texts of one mistake: an entry of a provider's `diagnostics/mistakes.json`; `{name}` is a placeholder for a value.
 */
export interface MistakeText {
  readonly says: BilingualText;
  readonly fix: BilingualText;
}

/** A wrong signature, as far as it may be shown. */
export interface SignatureSeen {
  /** Which one: `Sign`, `signature 1.0`. */
  readonly name: string;
  /** The text that should have been signed; secrets appear as `‹token›`. */
  readonly canonical: string;
  /** The correct digest and the received one, by their first and last four characters. */
  readonly expected: string;
  readonly received: string;
}

/** Evidence that a mistake, made on purpose, produces exactly the received request. */
export interface Reproduced {
  /** The text that the mistake signs, secrets as `‹token›`; absent if the mistake is not about a text. */
  readonly signed?: string;
  /** Values for the `{name}` placeholders in the mistake's text. */
  readonly values?: Readonly<Record<string, string>>;
}

/** One way to get a request wrong, and a test for it. */
export interface Mistake<Facts> {
  /** `timestamp-in-utc`: its id, the key of its text in `mistakes.json`. */
  readonly mistake: string;
  /** Makes the same mistake with the real credentials; undefined if the result is not the received request. */
  readonly reproduces: (facts: Facts) => Reproduced | undefined;
}

/** A likely mistake, with its texts. */
export interface Hypothesis {
  readonly mistake: string;
  readonly says: BilingualText;
  readonly fix: BilingualText;
  readonly signed?: string;
}

/** A provider's explanation of a refused request. */
export interface Findings {
  readonly signature?: SignatureSeen;
  /** The likeliest first; empty if no known mistake produces the received request. */
  readonly hypotheses: readonly Hypothesis[];
}

/** The mistakes that produce the received request, in the order of the list: the simplest explanation first. */
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

/** The first result that `find` returns; later items are not tried. */
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

/** Both texts with their placeholders filled in; a placeholder without a value stays. */
export const fillText = ({ en, zh }: BilingualText, values: Readonly<Record<string, string>>): BilingualText => ({
  en: fillPlaceholders(en, values),
  zh: fillPlaceholders(zh, values),
});

/** A text with its `{name}` placeholders filled in; a placeholder without a value stays. */
export const fillPlaceholders = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? whole) : whole));

/** The part of a digest that may be shown: its first and last four characters. */
export const digestEnds = (digest: string): string =>
  digest.length < 16 ? '…' : `${digest.slice(0, 4)}…${digest.slice(-4)}`;
