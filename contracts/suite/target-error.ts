import { ContractError, type RawReply, RefusedError, TimeoutError, NetworkError } from '../../client/index.js';
import { refusals as xylinkRefusals } from '../xylink/generated.js';
import { refusals as ytxRefusals } from '../ytx/generated.js';
import type { ProviderClient } from './clients/client.js';

/** Why a target could not be judged: what it did is no answer to the question that a case asks. */
export class TargetError extends Error {
  override readonly name = 'Trouble';
}

/** A request that the owner of the account has not allowed: it was not sent. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

/** The trouble behind something that the client threw while it asked; undefined when it is not of this kind. */
export function targetErrorIn(thrown: unknown): TargetError | undefined {
  if (thrown instanceof TargetError) return thrown;
  const isTrouble = [TimeoutError, NetworkError, ContractError, RefusedError].some((kind) => thrown instanceof kind);
  return isTrouble && thrown instanceof Error ? new TargetError(thrown.message) : undefined;
}

/** Whether what the client asked for may have been done, though no answer came of it. */
export const mayHaveHappened = (thrown: unknown): boolean =>
  [TimeoutError, NetworkError, ContractError].some((kind) => thrown instanceof kind && thrown.mayHaveHappened);

/** Whether this is an answer that breaks the contract: neither silence, nor the word of a gateway that is out of order. */
export const isContractError = (thrown: unknown): thrown is ContractError =>
  thrown instanceof ContractError && thrown.status !== undefined && thrown.status < 500;

/** What is wrong with a target that answers so; undefined when the reply can be judged. */
export function targetErrorWith({ status, headers }: RawReply): TargetError | undefined {
  const isSimulatorSource = headers['simulator-fault'] !== undefined || headers['simulator-not-modelled'] !== undefined;
  if (status < 500 || isSimulatorSource) return undefined;
  return new TargetError(`the target answered ${status}: it, or something before it, is out of order`);
}

const catalogues: Readonly<Record<string, Readonly<Record<string, { readonly retry: string }>>>> = {
  ytx: ytxRefusals,
  xylink: xylinkRefusals,
};

/** The trouble that a refusal stands for, when it only says that the target has no time now. */
export function targetErrorOfReply(
  provider: string,
  reply: RawReply,
  { operation, caller }: { readonly operation: string; readonly caller: Pick<ProviderClient, 'understand'> },
): TargetError | undefined {
  const refused = refusalIn(reply, operation, caller);
  if (refused === undefined || catalogues[provider]?.[refused.refusal]?.retry !== 'later') return undefined;
  return new TargetError(`the target refused with ${refused.code}: it has no time for this now`);
}

/** The refusal that a reply is, as the client understands it; undefined for anything else. */
export function refusalIn(
  reply: RawReply,
  operation: string,
  caller: Pick<ProviderClient, 'understand'>,
): RefusedError | undefined {
  try {
    caller.understand(operation, reply);
    return undefined;
  } catch (thrown) {
    return thrown instanceof RefusedError ? thrown : undefined;
  }
}
