import { OffContract, type RawReply, Refused, TimedOut, Unreachable } from '../../client/index.js';
import { refusals as xylinkRefusals } from '../xylink/generated.js';
import { refusals as ytxRefusals } from '../ytx/generated.js';
import type { Caller } from './clients/client.js';

/** Why a target could not be judged: what it did is no answer to the question that a case asks. */
export class Trouble extends Error {
  override readonly name = 'Trouble';
}

/** A request that the owner of the account has not allowed: it was not sent. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

/** The trouble behind something that the client threw while it asked; undefined when it is not of this kind. */
export function troubleIn(thrown: unknown): Trouble | undefined {
  if (thrown instanceof Trouble) return thrown;
  const isTrouble = [TimedOut, Unreachable, OffContract, Refused].some((kind) => thrown instanceof kind);
  return isTrouble && thrown instanceof Error ? new Trouble(thrown.message) : undefined;
}

/** Whether what the client asked for may have been done, though no answer came of it. */
export const mayHaveHappened = (thrown: unknown): boolean =>
  [TimedOut, Unreachable, OffContract].some((kind) => thrown instanceof kind && thrown.mayHaveHappened);

/** Whether this is an answer that breaks the contract: neither silence, nor the word of a gateway that is out of order. */
export const isAnswerOffContract = (thrown: unknown): thrown is OffContract =>
  thrown instanceof OffContract && thrown.status !== undefined && thrown.status < 500;

/** What is wrong with a target that answers so; undefined when the reply can be judged. */
export function troubleWith({ status, headers }: RawReply): Trouble | undefined {
  const isSimulatorSource = headers['simulator-fault'] !== undefined || headers['simulator-not-modelled'] !== undefined;
  if (status < 500 || isSimulatorSource) return undefined;
  return new Trouble(`the target answered ${status}: it, or something before it, is out of order`);
}

const catalogues: Readonly<Record<string, Readonly<Record<string, { readonly retry: string }>>>> = {
  ytx: ytxRefusals,
  xylink: xylinkRefusals,
};

/** The trouble that a refusal stands for, when it only says that the target has no time now. */
export function troubleOfReply(
  provider: string,
  reply: RawReply,
  { operation, caller }: { readonly operation: string; readonly caller: Pick<Caller, 'understand'> },
): Trouble | undefined {
  const refused = refusalIn(reply, operation, caller);
  if (refused === undefined || catalogues[provider]?.[refused.refusal]?.retry !== 'later') return undefined;
  return new Trouble(`the target refused with ${refused.code}: it has no time for this now`);
}

/** The refusal that a reply is, as the client understands it; undefined for anything else. */
export function refusalIn(reply: RawReply, operation: string, caller: Pick<Caller, 'understand'>): Refused | undefined {
  try {
    caller.understand(operation, reply);
    return undefined;
  } catch (thrown) {
    return thrown instanceof Refused ? thrown : undefined;
  }
}
