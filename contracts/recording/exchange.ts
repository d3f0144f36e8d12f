import type { CaseFile, ContractCase } from '../suite/case.js';
import type { Cast } from './cast.js';

/** A request as it went out. It holds credentials. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** When it was made, by the provider's clock, ms since the epoch. */
  readonly at: number;
}

/** A reply as it came. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A request and its reply, with what it was for. */
export interface Exchange extends Asked {
  readonly step: number;
  readonly askedBy: 'case' | 'client';
  readonly operation: string;
  readonly reply: Answered;
}

/** In what a case was played. */
export interface Setting {
  readonly file: CaseFile;
  readonly contractCase: ContractCase;
  readonly cast: Cast;
  /** When it began, by the provider's clock, ms since the epoch. */
  readonly began: number;
  /** Where the case's host is reached, without a slash at its end. */
  readonly baseUrl: string;
}

/** The host that a case is about. */
export const hostOf = ({ base }: CaseFile, { given }: ContractCase): string => given?.host ?? base.host;
