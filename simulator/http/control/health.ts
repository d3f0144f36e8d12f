import type { IncomingMessage } from 'node:http';
import type { ControlAddress } from '../incoming.js';
import type { Answer } from './answer.js';
import { jsonAnswer } from './answer.js';
import type { Route } from './route.js';

const path = '/health';
const healthOf = (version: string): Answer => jsonAnswer({ status: 'ok', version });

/** That the simulator is up. */
export function healthRoutes({ version }: { readonly version: string }): readonly Route[] {
  return [{ method: 'get', path, answer: () => healthOf(version) }];
}

/**
 * The answer for a health check: it needs no token and no known `Host`, since a container platform has neither. It
 * contains nothing that a stranger may not know. Undefined for every other request, one through the forward proxy included.
 */
export function healthCheck(
  { method }: Pick<IncomingMessage, 'method'>,
  { target, throughProxy }: Pick<ControlAddress, 'target' | 'throughProxy'>,
  version: string,
): Answer | undefined {
  const isCheck = (method === 'GET' || method === 'HEAD') && target === `/_simulator${path}`;
  return isCheck && !throughProxy ? healthOf(version) : undefined;
}
