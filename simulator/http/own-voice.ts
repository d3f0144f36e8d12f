import { type ServerResponse, STATUS_CODES } from 'node:http';
import { problemReply, type SimulatorProblem } from '../core/requests/problem-response.js';
import { httpDate } from './http-date.js';

/** Writes the head of an answer in the simulator's own voice and returns the body that belongs behind it. */
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

/** Answers in the simulator's own voice; `at` (ms since the epoch) is the instant for the `Date` header. */
export function answerProblem(
  response: ServerResponse,
  problem: SimulatorProblem,
  context: { readonly at: number; readonly headers?: readonly string[] },
): void {
  response.end(beginProblem(response, problem, context));
}

/** The same as bytes, for a connection on which node made no response; it is to be closed afterwards. */
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
