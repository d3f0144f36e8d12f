import type { Reply } from '../../core/requests/incoming-request.js';
import { problemReply, type SimulatorProblem } from '../../core/requests/problem-response.js';
import type { Problem } from '../../core/state/world.js';
import { jsonInSlices } from './slices.js';

/** What the control API answers; `headers` are those that not every answer has. */
export interface Answer extends Reply {
  readonly headers?: Readonly<Record<string, string>>;
}

/** Something taken from a request, or the answer that says why it could not be. */
export type Taken<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly answer: Answer };

const encoder = new TextEncoder();

/** 200 with a value as JSON, laid out to be read by people. */
export function jsonAnswer(value: unknown): Answer {
  const body = encoder.encode(`${JSON.stringify(value, null, 2)}\n`);
  return { status: 200, contentType: 'application/json; charset=utf-8', body };
}

/** The same for a value that may be large: others are answered while it is written. */
export async function largeJsonAnswer(value: unknown): Promise<Answer> {
  const body = encoder.encode(`${await jsonInSlices(value)}\n`);
  return { status: 200, contentType: 'application/json; charset=utf-8', body };
}

/** 204: done, and there is nothing to say. */
export const doneAnswer: Answer = { status: 204, contentType: null, body: new Uint8Array() };

/** A problem in the simulator's own voice. */
export function problemAnswer(problem: SimulatorProblem, headers: Readonly<Record<string, string>> = {}): Answer {
  return { ...problemReply(problem), headers };
}

/** So many mistakes are listed at most. */
const mostListed = 100;

/** 422: JSON that says something impossible; the first hundred errors are listed with where they stand. */
export function invalidAnswer(what: string, problems: readonly Problem[], redact: (pointer: string) => string): Answer {
  const errors = problems.slice(0, mostListed).map(({ pointer, says }) => ({ pointer: redact(pointer), says }));
  const [first] = errors;
  const where =
    first === undefined ? '' : ` The first: ${first.pointer === '' ? 'the document' : first.pointer} ${first.says}.`;
  const count = problems.length === 1 ? 'one thing is' : `${problems.length} things are`;
  const listed = problems.length > mostListed ? `lists of the first ${mostListed}` : 'lists';
  return problemAnswer({
    status: 422,
    kind: 'invalid',
    says: `The ${what} cannot be taken: ${count} wrong.${where}`,
    fix: `Put right what \`errors\` ${listed} (each with its JSON pointer), and send it again. Nothing was changed.`,
    more: { errors, errorCount: problems.length },
  });
}

/** 400: a parameter of the path or the query that cannot be; `says` continues its name. */
export function badParameter(parameter: string, says: string, fix: string): Answer {
  const problem = { status: 400, kind: 'bad-request', says: `The parameter "${parameter}" ${says}.`, fix } as const;
  return problemAnswer({ ...problem, more: { parameter } });
}
