import type { CaseFile, ContractCase, SideEffect, Step, Template, Then } from './case.js';

/** A step as a case file has it. Without an operation it is the one whose cases these are. */
export interface WrittenStep extends Omit<Step, 'operation'> {
  readonly operation?: string;
  /** In common cases: the operation's own steps of this name in place of the base request. */
  readonly use?: 'prepare' | 'again';
}

/** What a case file expects of the last reply. */
export interface WrittenThen extends Then {
  /** Which refusal of `refusals.json` it is, where the check may give several. */
  readonly refusal?: string;
}

/** A case as a case file has it. */
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
    /** What the base request does at a real provider once it is accepted. */
    readonly sideEffect: SideEffect;
    /** The check that refuses the base request, where it takes an earlier step's reply to be accepted. */
    readonly refusedBy?: string;
    /** Steps without which the base request is refused, such as a registration before its removal. */
    readonly prepare?: readonly WrittenStep[];
    /** How a second base request differs, so that it is accepted as well: a JSON merge patch onto the input. */
    readonly again?: Template;
  };
  /** Common cases that do not hold for this operation, by name. */
  readonly except?: readonly { readonly case: string; readonly reason: string }[];
  readonly cases: readonly WrittenCase[];
}

/** A provider's `common.cases.yaml`: the cases that every signed operation shares. */
export interface CommonCases {
  /** How a case is called in full: `<name>`, or with `<operation>` before it where operations share names. */
  readonly names: string;
  readonly base: Pick<CaseFile['base'], 'host' | 'roles'>;
  readonly cases: readonly WrittenCase[];
}
