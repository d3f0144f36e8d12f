import {
  ContractError,
  NetworkError,
  ProviderError,
  type RawReply,
  RefusedError,
  TimeoutError,
} from '../../client/index.js';
import { refusals as xylinkRefusals } from '../xylink/generated.js';
import { refusals as ytxRefusals } from '../ytx/generated.js';
import type { ProviderClient } from './clients/client.js';

/** An error of a target that gives a case no verdict, such as a timeout. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}

/** A request that the owner of the account does not allow; it was not sent. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

/** Converts an error of the client to a target error; undefined for any other error. */
export function targetErrorIn(thrown: unknown): TargetError | undefined {
  if (thrown instanceof TargetError) return thrown;
  return thrown instanceof ProviderError ? new TargetError(briefOf(thrown)) : undefined;
}

/** An error of the client in one line, without the address of the target, which differs from run to run. */
export const briefOf = ({ message, diagnosis }: ProviderError): string =>
  [message.replace(/\n[^]*/, ''), diagnosis?.says].filter((text) => text !== undefined).join(': ');

/** Whether a request without a valid reply may have taken effect. */
export const mayHaveHappened = (thrown: unknown): boolean =>
  [TimeoutError, NetworkError, ContractError].some((kind) => thrown instanceof kind && thrown.mayHaveHappened);

/** Whether this is a reply that breaks the contract: not a missing reply, and not an error of a gateway. */
export const isContractError = (thrown: unknown): thrown is ContractError =>
  thrown instanceof ContractError && thrown.status !== undefined && thrown.status < 500;

/** The target error of a reply; undefined when the reply can be tested. */
export function targetErrorWith({ status, headers }: RawReply): TargetError | undefined {
  const isSimulatorSource = headers['simulator-fault'] !== undefined || headers['simulator-not-modelled'] !== undefined;
  if (status < 500 || isSimulatorSource) return undefined;
  return new TargetError(`the target answered ${status}: it, or a gateway before it, is out of order`);
}

const catalogues: Readonly<Record<string, Readonly<Record<string, { readonly retry: string }>>>> = {
  ytx: ytxRefusals,
  xylink: xylinkRefusals,
};

/** The target error of a refusal that only means that the target is busy. */
export function targetErrorOfReply(
  provider: string,
  reply: RawReply,
  { operation, caller }: { readonly operation: string; readonly caller: Pick<ProviderClient, 'understand'> },
): TargetError | undefined {
  const refused = refusalIn(reply, operation, caller);
  if (refused === undefined || catalogues[provider]?.[refused.refusal]?.retry !== 'later') return undefined;
  return new TargetError(`the target refused with ${refused.code}: it is busy`);
}

/** The refusal of a reply, as the client parses it; undefined for any other reply. */
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
