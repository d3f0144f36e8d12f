import type { RequestHandler } from 'express';
import type { Provider } from '../core/provider.js';
import type { SimulatorProblem } from '../core/requests/problem-response.js';
import type { Clock } from '../core/state/clock.js';
import { readBody } from './body.js';
import { answerProblem } from './errors.js';
import { drain } from './payload-too-large.js';
import { incomingOf, type NowhereAddress } from './request-address.js';

/** Answers whatever leads nowhere, once its body is out of the way, and lets everything else pass. */
export function notFoundHandler(clock: Clock): RequestHandler {
  return async (request, response, next) => {
    const { address } = incomingOf(request);
    if (address.to !== 'nowhere') {
      next();
      return;
    }
    const body = await readBody(request, 0);
    if (body.outcome === 'aborted') return;
    const undrained = body.outcome === 'too-large' && !body.drained;
    if (undrained) await drain(request);
    const headers = undrained ? ['Connection', 'close'] : [];
    answerProblem(response, problemOf(address), { at: clock.now(), headers });
  };
}

function problemOf({ status, says, fix }: NowhereAddress): SimulatorProblem {
  return { status, kind: status === 404 ? 'not-found' : 'bad-request', says, fix };
}

/*
 * What is told to callers whose target leads nowhere. Neither path nor query is ever repeated: signatures stand in both.
 */

const usualAuthority = '127.0.0.1:4010';
/** Only such names are repeated: anything else may be a secret that came in the wrong place. */
const authorityShape = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** The simulator as this caller reached it, followed by a provider's host: a base URL that works. */
export function exampleUrl(providers: readonly Provider[], authority = usualAuthority): string {
  const host = providers[0]?.hosts[0]?.host ?? '';
  return `http://${authorityShape.test(authority) ? authority : usualAuthority}/${host}/`;
}

/** Nobody here answers at this path. */
export function nobodyAt(providers: readonly Provider[], authority: string | undefined): NowhereAddress {
  const hosts = providers.flatMap((provider) => provider.hosts.map(({ host }) => host)).join(', ');
  return {
    to: 'nowhere',
    status: 404,
    says: `This path names no provider that the simulator stands in for. There are: ${hosts}.`,
    fix: `Put the simulator's address in front of a provider's host: ${exampleUrl(providers, authority)}`,
  };
}

const malformedAddress = (says: string, fix: string): NowhereAddress => ({ to: 'nowhere', status: 400, says, fix });

/** `*`, `host:port` and whatever else is no path and no http URL. */
export function notATarget(providers: readonly Provider[]): NowhereAddress {
  return malformedAddress(
    'The request target is neither a path nor an http URL.',
    `Ask for a path, such as that of ${exampleUrl(providers)}, or for an http URL without credentials.`,
  );
}

/** A segment of ours that is no percent-encoded UTF-8. */
export const undecodable = malformedAddress(
  'A "~space" or "+scenario" segment of the path cannot be decoded.',
  'Write its name in plain ASCII, or percent-encode it as UTF-8.',
);

/** More than one space for one request. */
export const twoSpaces = malformedAddress(
  'The path names more than one space.',
  'Keep one "/~name" segment: a request happens in one space.',
);

/** A space whose name `problemWithSpaceName` objected to. */
export function badSpaceName(problem: string): NowhereAddress {
  return malformedAddress(
    `The space's name will not do: ${problem}.`,
    'Choose another name behind "/~" or before ".localhost".',
  );
}

/** A scenario in front of the control API, which has none. */
export const scenarioBeforeControl = malformedAddress(
  'A "+scenario" segment stands in front of the control API.',
  'Take it out: scenarios are for provider requests; only "/~name" may stand in front of "/_simulator".',
);
