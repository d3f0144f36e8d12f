import type { CaseFile, ContractCase } from './case.js';
import { callerFor } from './casting.js';
import { mergePatch } from '../json.js';
import { MissingReferent, namedIn, resolved } from './references.js';
import type { Session } from './target.js';

/** Whom or what a session lacks to play this case, in words; undefined when nothing. Nothing is sent to find out. */
export function lackFor(file: CaseFile, contractCase: ContractCase, session: Session): string | undefined {
  const { when, then } = contractCase;
  try {
    const { notations } = callerFor(file, contractCase, session);
    const inputs = when.map(({ input = {} }) => mergePatch(file.base.input, input));
    // What earlier steps are answered is not known yet, and is left out.
    for (const { kind, name, member } of namedIn([inputs, when.map(({ tamper }) => tamper), then])) {
      resolved(`<${kind}:${name}${member}>`, { cast: session.cast, results: {}, notations });
    }
    return undefined;
  } catch (error) {
    if (error instanceof MissingReferent) return error.message;
    throw error;
  }
}
