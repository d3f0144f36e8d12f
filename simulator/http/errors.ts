import { type ServerResponse, STATUS_CODES } from 'node:http';
import { headerNames } from '../../contracts/simulator-headers.js';
import { problemReply, type SimulatorProblem } from '../core/requests/problem-response.js';
import type { Spaces } from '../core/state/spaces.js';
import { httpDate } from './response.js';

/** Answers a request that no handler answered, or whose handler threw. */
export type ErrorHandler = (error: unknown, response: ServerResponse) => void;

const fault: SimulatorProblem = {
  status: 500,
  kind: 'fault',
  says: 'The simulator has a bug: it failed while it answered this request.',
  fix: "Please report it, with the stack trace from the simulator's log.",
};

const undecodable: SimulatorProblem = {
  status: 400,
  kind: 'bad-request',
  says: 'The path cannot be decoded.',
  fix: 'Percent-encode it as UTF-8.',
};

const unanswered: SimulatorProblem = {
  status: 404,
  kind: 'not-found',
  says: 'Unknown path.',
  fix: 'See the documentation for the paths under /_simulator.',
};

/** The only error handler. It replaces express's own, which shows the path and the stack to the caller. */
export function errorHandler({
  spaces,
  log,
}: {
  readonly spaces: Spaces;
  readonly log: (text: string) => void;
}): ErrorHandler {
  return (error, response) => {
    const problem = problemOf(error);
    const headers = problem === fault ? [headerNames.fault, 'true'] : [];
    const at = spaces.getOrCreate(undefined).clock.now();
    if (!response.headersSent) answerProblem(response, problem, { at, headers });
    else if (!response.writableEnded) response.destroy();
    if (problem === fault) log(redactText(stackOf(error), spaces));
  };
}

function problemOf(error: unknown): SimulatorProblem {
  if (error === undefined || error === null) return unanswered;
  // Express reports a path parameter that is not percent-encoded UTF-8 in this way.
  return error instanceof URIError && 'status' in error ? undecodable : fault;
}

/** Removes the credentials of all spaces, since the space of the error is unknown. */
function redactText(text: string, spaces: Spaces): string {
  try {
    return spaces.names().reduce((before, name) => spaces.getOrCreate(name).redactor()(before), text);
  } catch {
    // An exception here would end the process, and text that was not redacted must not be shown.
    return 'An exception occurred; its stack could not be redacted.';
  }
}

/** Writes the head of a problem response and returns its body. */
export function beginProblem(
  response: ServerResponse,
  problem: SimulatorProblem,
  { at, headers = [] }: { readonly at: number; readonly headers?: readonly string[] },
): Uint8Array {
  const { status, contentType, body } = problemReply(problem);
  const length = String(body.length);
  response.sendDate = false;
  response.writeHead(status, [
    ...['Content-Type', contentType ?? '', 'Content-Length', length, 'Date', httpDate(at)],
    ...headers,
  ]);
  return body;
}

/** Answers with a problem; `at` (ms since the epoch) is the instant for the `Date` header. */
export function answerProblem(
  response: ServerResponse,
  problem: SimulatorProblem,
  context: { readonly at: number; readonly headers?: readonly string[] },
): void {
  response.end(beginProblem(response, problem, context));
}

/** The same as bytes, for a connection without a response object; close it afterwards. */
export function problemOnTheWire(problem: SimulatorProblem): Uint8Array {
  const { status, contentType, body } = problemReply(problem);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${contentType ?? ''}`,
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

/** The log text for an exception. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
