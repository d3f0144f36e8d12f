/** A flag of `understudy sign <provider>`, without the dashes. */
export interface SigningFlag {
  readonly name: string;
  /** How its value is called in the help. */
  readonly value: string;
  readonly says: string;
  readonly standard?: string;
}

/** What a request is signed from. */
export interface SigningWish {
  readonly flags: Readonly<Record<string, string | undefined>>;
  /** A role's entity in the world, usable credentials included; undefined when nobody plays it. */
  readonly cast: (role: string) => Readonly<Record<string, unknown>> | undefined;
  /** ms since the epoch. */
  readonly now: number;
}

/** A request that is ready to be sent. */
export interface SignedByHand {
  /** The provider's host, to which the base URL is put in front. */
  readonly host: string;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What was computed, by the provider's own names. */
  readonly computed: Readonly<Record<string, string>>;
}

/** How a person signs a request of this provider on the command line; a text says what is wrong with a wish. */
export interface HandSigning {
  readonly flags: readonly SigningFlag[];
  readonly example: string;
  readonly sign: (wish: SigningWish) => SignedByHand | string;
}
