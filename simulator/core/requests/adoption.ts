import type { AnyCheck } from '../pipeline/check.js';
import type { AdoptedCaller, AnyRequestContext, Provider } from '../provider.js';
import type { Change, DocumentRead, DocumentReader } from '../state/documents.js';
import type { SpaceState } from '../state/space-state.js';

/** What a world accepts as a token, so that a world with an adopted caller is valid. */
const tokenShape = /^[0-9A-Za-z._~+/=-]{8,128}$/;

/** Why this cannot be a token of an adopted caller; undefined if it can. Does not quote it. */
export const problemWithAdoptToken = (token: string): string | undefined =>
  tokenShape.test(token) ? undefined : 'must be 8 to 128 of letters, digits and ._~+/=-';

/**
 * Adds the caller of a refused request to the world if its signature is right with one of the space's tokens; returns what
 * was added. Then the checks can run again: `reads` is emptied for that, since the journal keeps what they read last.
 */
export function adoptCaller(
  space: Pick<SpaceState, 'adoptTokens' | 'documents'>,
  provider: Pick<Provider, 'adoption'>,
  context: AnyRequestContext,
  reads: DocumentRead[],
): string | undefined {
  const caller = callerToAdopt(space, provider, context);
  if (caller === undefined) return undefined;
  space.documents.commit(caller.changes);
  reads.length = 0;
  return caller.what;
}

/**
 * The unknown caller of a request whose signature is right with one of the space's tokens; undefined if there is none.
 *
 * The provider's own checks verify it, against the documents with the caller among them.
 */
export function callerToAdopt(
  { adoptTokens, documents }: Pick<SpaceState, 'adoptTokens' | 'documents'>,
  { adoption }: Pick<Provider, 'adoption'>,
  context: AnyRequestContext,
): AdoptedCaller | undefined {
  if (adoption === undefined) return undefined;
  for (const token of adoptTokens) {
    const caller = adoption.callerWith({ ...context, documents }, token);
    if (caller === undefined) return undefined;
    const checked = adoption.signed.run({ ...context, documents: readerWith(documents, caller.changes) });
    if (checked.passed) return caller;
  }
  return undefined;
}

/** A request whose unknown caller was not added, with the documents as if it had been, and the check that refuses it even then. */
export interface NotAdopted {
  readonly context: AnyRequestContext;
  readonly refusedBy: AnyCheck;
}

/**
 * Why no token added the caller of a request that `refusedBy` refused, by the first token; undefined if its caller is known,
 * or if that is not what it was refused for.
 */
export function adoptionProblem(
  [token]: readonly string[],
  { adoption }: Pick<Provider, 'adoption'>,
  context: AnyRequestContext,
  refusedBy: AnyCheck,
): NotAdopted | undefined {
  if (token === undefined || adoption?.signed.list.some(({ name }) => name === refusedBy.name) !== true)
    return undefined;
  const caller = adoption.callerWith(context, token);
  if (caller === undefined) return undefined;
  const withCaller = { ...context, documents: readerWith(context.documents, caller.changes) };
  const checked = adoption.signed.run(withCaller);
  if (checked.passed || checked.refusedBy.name === refusedBy.name) return undefined;
  return { context: withCaller, refusedBy: checked.refusedBy };
}

/** The documents as they are after these changes. */
export const readerWith = (documents: DocumentReader, changes: readonly Change[]): DocumentReader => ({
  read: (kind, id) => {
    const change = changes.find((each) => each.kind === kind && each.id === id);
    return change === undefined ? documents.read(kind, id) : change.value;
  },
});
