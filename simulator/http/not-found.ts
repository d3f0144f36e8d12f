import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from '../core/provider.js';
import type { SimulatorProblem } from '../core/requests/problem-response.js';
import type { Space } from '../core/state/space.js';
import { readBody } from './body.js';
import { answerProblem } from './errors.js';
import { drain } from './payload-too-large.js';
import type { UnknownAddress } from './request-address.js';
import { type LogSettings, reportProblem } from './request-log.js';

type UnknownHandler = (request: IncomingMessage, response: ServerResponse, address: UnknownAddress) => Promise<void>;

/** Answers requests with an unknown target, after reading their body. */
export function notFoundHandler(space: Pick<Space, 'clock' | 'redactor'>, settings: LogSettings): UnknownHandler {
  return async (request, response, address) => {
    const body = await readBody(request, 0);
    if (body.outcome === 'aborted') return;
    const undrained = body.outcome === 'too-large' && !body.drained;
    if (undrained) await drain(request);
    // An error of the connection may have been answered meanwhile.
    if (response.headersSent) return;
    const headers = undrained ? ['Connection', 'close'] : [];
    const at = space.clock.now();
    const problem = problemOf(address);
    answerProblem(response, problem, { at, headers });
    reportProblem({ request, space, problem, at }, settings);
  };
}

function problemOf({ status, says, fix }: UnknownAddress): SimulatorProblem {
  return { status, kind: status === 404 ? 'not-found' : 'bad-request', says, fix };
}

/* Errors for callers whose target is unknown. They never show path and query: both can contain signatures. */

const usualAuthority = '127.0.0.1:4010';
/** Only such names are shown: others may be a misplaced secret. */
const authorityShape = /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:]+\])(?::\d+)?$/i;

/**
 * The simulator's address as this caller reached it, and a provider's host: a base URL that works.
 *
 * The host is the one that was asked for if a provider has it, else the first one.
 */
export function exampleUrl(providers: readonly Provider[], authority = usualAuthority, asked = ''): string {
  const known = providers.flatMap(({ hosts, otherHosts }) => [
    ...hosts.map(({ host }) => host),
    ...(otherHosts?.keys() ?? []),
  ]);
  const host = known.find((each) => each === asked.toLowerCase()) ?? known[0] ?? '';
  return `http://${authorityShape.test(authority) ? authority : usualAuthority}/${host}/`;
}

const noHosts: ReadonlyMap<string, string> = new Map();

/** The path is unknown. */
export function unknownPath(providers: readonly Provider[], authority: string | undefined): UnknownAddress {
  const hosts = providers.flatMap(({ hosts: own, otherHosts = noHosts }) => [
    ...own.map(({ host }) => host),
    ...otherHosts.keys(),
  ]);
  return {
    to: 'unknown',
    status: 404,
    says: `The path names no known provider. Known hosts: ${hosts.join(', ')}.`,
    fix: `Put the simulator's address in front of a provider's host: ${exampleUrl(providers, authority)}`,
  };
}

const malformedAddress = (says: string, fix: string): UnknownAddress => ({ to: 'unknown', status: 400, says, fix });

/** The target is `*`, `host:port`, or another text that is neither a path nor an http URL. */
export function notATarget(providers: readonly Provider[]): UnknownAddress {
  return malformedAddress(
    'The request target is neither a path nor an http URL.',
    `Send a path, such as that of ${exampleUrl(providers)}, or for an http URL without credentials.`,
  );
}

/** One of our own segments is not percent-encoded UTF-8. */
export const undecodable = malformedAddress(
  'A "~space" or "+scenario" segment of the path cannot be decoded.',
  'Write its name in plain ASCII, or percent-encode it as UTF-8.',
);

/** The request names more than one space. */
export const twoSpaces = malformedAddress(
  'The path names more than one space.',
  'Keep one "/~name" segment: a request runs in one space.',
);

/** The name of the space is invalid; see `problemWithSpaceName`. */
export function badSpaceName(problem: string): UnknownAddress {
  return malformedAddress(`Invalid space name: ${problem}.`, 'Choose another name after "/~" or before ".localhost".');
}

/** A scenario segment before the control API, which has no scenarios. */
export const scenarioBeforeControl = malformedAddress(
  'A "+scenario" segment precedes the control API.',
  'Remove it: scenarios are for provider requests; only "/~name" may precede "/_simulator".',
);
