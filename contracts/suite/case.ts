/** A capability of a target that a case may need; a target without it skips the case, with this reason. */
export type Control = 'world' | 'clock' | 'readings' | 'caller' | 'callbacks';

/**
 * The worst effect of a case at a real provider: nothing lasting, a booking or a callback (which can be undone), or calls
 * to real phones and changes of a running meeting.
 */
export type SideEffect = 'none' | 'booking' | 'calls';

/**
 * A JSON object whose texts may hold references: `<app:sandbox>` is a role's id, `<booked.statusMsg.meid>` a value of the
 * reply to a step, `<time:PT24H>` an argument in the provider's own notation. `.count` is the length of a list, and `+1`
 * adds to a number: `<asked.deviceStatusList.count+1>`.
 */
type Template = Readonly<Record<string, unknown>>;

/** The situation of a case: only the differences from the base. */
export interface Given {
  readonly host?: string;
  /** The role of each part: `{ "account": "account:active", "app": "app:sandbox" }`. */
  readonly roles?: Readonly<Record<string, string>>;
  /** Credentials that the client uses instead of those of its roles. */
  readonly credentials?: Template;
  /** The IP address that the requests come from. */
  readonly caller?: string;
  /** The provider's clock, an ISO instant; it stands still. */
  readonly clock?: string;
  /** How far the client's clock is ahead of the provider's, ISO 8601, perhaps with a minus sign. */
  readonly clockSkew?: string;
  readonly readings?: Readonly<Record<string, string>>;
  /** JSON merge patch onto the provider's part of the world. */
  readonly world?: Template;
}

/** Changes to a request after the client has prepared it; null removes. */
export interface Tamper {
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly query?: Readonly<Record<string, string | null>>;
  /** Text to find in the URL's path, and its replacement. */
  readonly path?: Readonly<Record<string, string>>;
  readonly method?: string;
  /** Query parameters under another name. */
  readonly rename?: Readonly<Record<string, string>>;
  /** JSON merge patch onto the body. */
  readonly fields?: Template;
  /** Another body, as text. */
  readonly body?: string;
  /** Another body, as base64 of its bytes. */
  readonly bodyBase64?: string;
}

/** One request, made by the client. All steps but the last must be accepted. */
export interface Step {
  /** An operation of the contract, or the name of a case file whose input is a whole request. */
  readonly operation: string;
  /** JSON merge patch onto the base input. */
  readonly input?: Template;
  readonly tamper?: Tamper;
  /** The time that passes before the request, ISO 8601. */
  readonly after?: string;
  /** The name by which later steps refer to its result. */
  readonly as?: string;
}

/** The expected reply to the last step. */
export interface Then {
  /** It is accepted, with any reply. */
  readonly accepted?: true;
  /** The check that refuses it; without it, the request is accepted. */
  readonly refusedBy?: string;
  /** The HTTP status, if the case tests it. */
  readonly status?: number;
  /** The body, byte for byte. */
  readonly body?: string;
  /** A regular expression that the body must match. */
  readonly pattern?: string;
  /** Headers that the reply must have, by lower-case name; null for one that it must not have. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Members that the body's JSON must have, with these values; it may have others. */
  readonly bodyContains?: Template;
  /** The callbacks that the requests cause, in order, all of them. Probes of receivers do not count. */
  readonly callbacks?: readonly ExpectedCallback[];
  /** The time that passes before the callbacks are compared, ISO 8601. */
  readonly callbacksAfter?: string;
  /** The simulator's own problem in place of the provider's reply. */
  readonly notModelled?: true;
}

/** A callback that a case expects. */
export interface ExpectedCallback {
  readonly event: string;
  /** The receiver, if the case tests it. */
  readonly url?: string;
  /** The body, byte for byte. */
  readonly body?: string;
  /** Members that the body's JSON must have, with these values; it may have others. */
  readonly bodyContains?: Template;
}

/** One promise about a provider, as data. */
export interface ContractCase {
  readonly name: string;
  readonly given?: Given;
  readonly when: readonly Step[];
  readonly then: Then;
  /** The checks that pass in this case, besides the one that refuses. */
  readonly covers?: readonly string[];
  readonly sideEffect: SideEffect;
}

/** An operation's cases, expanded: its base request, and the cases that differ from it. */
export interface CaseFile {
  readonly provider: string;
  readonly operation: string;
  readonly base: {
    readonly host: string;
    readonly roles: Readonly<Record<string, string>>;
    readonly input: Template;
    /** A JSON merge patch onto the world of every target that controls it. */
    readonly world?: Template;
  };
  readonly cases: readonly ContractCase[];
}

/** The controls that a case needs, derived from its situation. */
export function needsOf({ given = {}, when, then }: ContractCase): readonly Control[] {
  const needed: Readonly<Record<Control, boolean>> = {
    world: given.world !== undefined,
    clock:
      given.clock !== undefined || then.callbacksAfter !== undefined || when.some(({ after }) => after !== undefined),
    readings: given.readings !== undefined,
    caller: given.caller !== undefined,
    callbacks: then.callbacks !== undefined,
  };
  return (Object.keys(needed) as Control[]).filter((control) => needed[control]);
}

/** A step in a case file. Default of `operation`: the operation of the file. */
export interface WrittenStep extends Omit<Step, 'operation'> {
  readonly operation?: string;
  /** In common cases: the operation's own steps of this name in place of the base request. */
  readonly use?: 'prepare' | 'again';
}

/** The expected last reply in a case file. */
export interface WrittenThen extends Then {
  /** The refusal of `refusals.json`, if the check may give several. */
  readonly refusal?: string;
}

/** A case in a case file. */
export interface WrittenCase extends Omit<ContractCase, 'when' | 'then' | 'sideEffect'> {
  /** Default: the base request. */
  readonly when?: readonly WrittenStep[];
  readonly then: WrittenThen;
  /** Common cases have none: it is that of the operation's base request. */
  readonly sideEffect?: SideEffect;
}

/** An operation's `cases.yaml`. */
export interface WrittenCases {
  readonly base: {
    /** Default: that of the provider. */
    readonly host?: string;
    readonly roles?: Readonly<Record<string, string>>;
    readonly input: Template;
    /**
     * A JSON merge patch onto the provider's part of the world, without which a simulator refuses the base request. A case
     * does not need control of the world for it: other targets need `prepare`.
     */
    readonly world?: Template;
    /** The effect of the base request at a real provider once it is accepted. */
    readonly sideEffect: SideEffect;
    /** The check that refuses the base request, if only an earlier step makes it acceptable. */
    readonly refusedBy?: string;
    /** Steps without which the base request is refused, such as a registration before its removal. */
    readonly prepare?: readonly WrittenStep[];
    /** How a second base request differs, so that it is accepted as well: a JSON merge patch onto the input. */
    readonly again?: Template;
  };
  /** Common cases that do not apply to this operation, by name. */
  readonly except?: readonly { readonly case: string; readonly reason: string }[];
  readonly cases: readonly WrittenCase[];
}

/** A provider's `common.cases.yaml`: the cases that every signed operation shares. */
export interface CommonCases {
  /** The full name of a case: `<name>`, with `<operation>` before it if operations share names. */
  readonly names: string;
  readonly base: Pick<CaseFile['base'], 'host' | 'roles'>;
  readonly cases: readonly WrittenCase[];
}
