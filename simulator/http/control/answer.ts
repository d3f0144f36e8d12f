import type { Reply } from '../../core/arrival.js';
import type { SimulatorProblem } from '../../core/problem.js';
import { problemReply } from '../../core/problem.js';
import type { Problem } from '../../core/world.js';

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

/** 204: done, and there is nothing to say. */
export const doneAnswer: Answer = { status: 204, contentType: null, body: new Uint8Array() };

/** A problem in the simulator's own voice. */
export function problemAnswer(problem: SimulatorProblem, headers: Readonly<Record<string, string>> = {}): Answer {
  return { ...problemReply(problem), headers };
}

/** 422: JSON that says something impossible; every error is listed with where it stands. */
export function invalidAnswer(what: string, problems: readonly Problem[], redact: (pointer: string) => string): Answer {
  const errors = problems.map(({ pointer, says }) => ({ pointer: redact(pointer), says }));
  const [first] = errors;
  const where =
    first === undefined ? '' : ` The first: ${first.pointer === '' ? 'the document' : first.pointer} ${first.says}.`;
  const count = errors.length === 1 ? 'one thing is' : `${errors.length} things are`;
  return problemAnswer({
    status: 422,
    kind: 'invalid',
    says: `The ${what} cannot be taken: ${count} wrong.${where}`,
    fix: 'Put right what `errors` lists (each with its JSON pointer), and send it again. Nothing was changed.',
    more: { errors },
  });
}

/** 400: a parameter of the path or the query that cannot be; `says` continues its name. */
export function badParameter(parameter: string, says: string, fix: string): Answer {
  const problem = { status: 400, kind: 'bad-request', says: `The parameter "${parameter}" ${says}.`, fix } as const;
  return problemAnswer({ ...problem, more: { parameter } });
}
