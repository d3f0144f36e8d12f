/** Flags of `understudy sign <provider>` by name, without the dashes; what is no text is given as JSON. */
export type ByHandFlags = Readonly<Record<string, unknown>>;

/**
 * How one signed request is refused by a check for its real cause.
 *
 * Without flags for an environment only the scenario gives the refusal there, and `because` says why, in a sentence.
 */
export interface Provoked {
  /** In every environment, behind the flags that lead there. */
  readonly flags?: ByHandFlags | undefined;
  /** In these environments alone, by label. */
  readonly only?: Readonly<Record<string, ByHandFlags | undefined>> | undefined;
  readonly because?: string | undefined;
}

/** A provider's `by-hand.json`: how a person brings about each of its refusals. */
export interface ByHand {
  /** The flags that lead to each environment, by the label of its host. */
  readonly environments: Readonly<Record<string, ByHandFlags>>;
  /** By the check's name. */
  readonly checks: Readonly<Record<string, Provoked>>;
}
