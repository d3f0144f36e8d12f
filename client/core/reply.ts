import {
  ContractError,
  type ErrorFacts,
  type Issue,
  RefusedError,
  type SimulatorDiagnosis,
  type UnknownRefusal,
} from './errors.js';
import { type Confidential, strictRedactorFor, summaryOf } from './redaction.js';
import type { Prepared, RawReply } from './request.js';
import { problemIn, refusingCheck } from './simulator-reply.js';

/** What errors about a reply know of its request. */
export interface ReplyOrigin {
  readonly confidential: Confidential;
  /** Default: unknown. */
  readonly prepared?: Prepared;
  /** Default: none. */
  readonly diagnosis?: SimulatorDiagnosis | undefined;
}

/** An operation and a reply to it. */
export interface ReplyOf<Name extends string> {
  readonly operation: Name;
  /** The operation's method in the contract. */
  readonly method: string;
  readonly reply: RawReply;
  readonly context: ReplyOrigin;
}

const factsOf = ({ operation, method, context }: ReplyOf<string>): ErrorFacts => ({
  operation,
  isRead: method === 'GET',
  diagnosis: context.diagnosis,
  ...(context.prepared !== undefined && { request: summaryOf(context.prepared, context.confidential) }),
});

/** The error for a reply that breaks the contract in these ways. */
export const contractError = (about: ReplyOf<string>, issues: readonly Issue[]): ContractError =>
  new ContractError({ ...factsOf(about), status: about.reply.status, issues });

/** Throws the error for a problem that a simulator reports in place of the provider's reply. */
export function rejectProblem(about: ReplyOf<string>): void {
  const { reply, context } = about;
  const problem = problemIn(reply, context.confidential.secrets(), context.prepared);
  if (problem === undefined) return;
  const { kind, says, fix } = problem;
  const facts = factsOf(about);
  const { url, says: longer = says, fix: better = fix } = facts.diagnosis ?? { url: undefined };
  const message = `is a problem that the simulator reports: ${says ?? kind}`;
  throw new ContractError({
    ...facts,
    diagnosis: { url, says: longer, fix: better },
    status: reply.status,
    issues: [{ part: 'body', message }],
    problem: kind,
  });
}

/** A provider's refusals by name, from its contract. */
type Catalogue<Name extends string> = Readonly<Record<Name, KnownRefusal>>;

interface KnownRefusal {
  readonly code: string;
  readonly status: number;
  readonly means: string;
  readonly retry: string;
}

/** The name of the refusal with this code; `unknown` when the catalogue has none. */
export function refusalWithCode<Name extends string>(catalogue: Catalogue<Name>, code: string): Name | UnknownRefusal {
  // The keys of a catalogue are its names; Object.keys types them as strings.
  const names = Object.keys(catalogue) as Name[];
  return names.find((name) => catalogue[name].code === code) ?? 'unknown';
}

interface RefusalParts<Name extends string> {
  readonly refusal: Name | UnknownRefusal;
  readonly code: string;
  /** The provider's text, as received. */
  readonly text: unknown;
  readonly mayHaveHappened: boolean;
}

/** Refusals whose cause may pass. */
const temporary: ReadonlySet<string> = new Set(['later', 'look-first']);

/** The error for a refusal. */
export function refusedError<Name extends string>(
  about: ReplyOf<string>,
  { text, ...refusal }: RefusalParts<Name>,
  catalogue: Catalogue<Name>,
): RefusedError<Name | UnknownRefusal> {
  const { reply, context } = about;
  // Without a name, there is no entry.
  const entry = (catalogue as Readonly<Partial<Record<string, KnownRefusal>>>)[refusal.refusal];
  const redact = strictRedactorFor(context.confidential.secrets(), context.prepared);
  return new RefusedError({
    ...factsOf(about),
    ...refusal,
    status: reply.status,
    providerMessage: typeof text === 'string' && text !== '' ? redact(text) : undefined,
    means: entry?.means,
    isTemporary: temporary.has(entry?.retry ?? 'no'),
    refusedBy: refusingCheck(reply),
    retryAfterMs: retryAfterOf(reply),
  });
}

/** The pause that a reply asks for, in ms; HTTP dates do not count, since their clock is not the client's. */
function retryAfterOf({ headers }: RawReply): number | undefined {
  const seconds = /^\d{1,6}$/.exec(headers['retry-after'] ?? '')?.[0];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
