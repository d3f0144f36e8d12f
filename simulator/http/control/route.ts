import { setImmediate } from 'node:timers';
import { isJsonObject } from '../../../contracts/json.js';
import type { Reply } from '../../core/requests/incoming-request.js';
import { problemReply, type SimulatorProblem } from '../../core/requests/problem-response.js';
import type { DescriptionPart } from '../../core/description-part.js';
import type { Space } from '../../core/state/space.js';
import type { Problem } from '../../core/state/world.js';

/** A request to the control API, as far as its answer depends on it. */
export interface Asked {
  readonly space: Space;
  /** The values of the `:names` of the route's path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** Those of path and query, as the description of the route allows them. */
  readonly parameters: RequestParameters;
  /** The request's header of this name, in lower case; several of it are joined by commas. */
  readonly header: (name: string) => string | undefined;
  /** Reads the body as JSON. */
  readonly json: () => Promise<Taken<unknown>>;
  /** The same, validated by the schema in the description of the route; undefined for a route that takes no body. */
  readonly validJson: () => Promise<Taken<unknown>>;
  /** Reads the body as it is. */
  readonly bytes: () => Promise<Taken<Uint8Array>>;
  /** As it came, for those who keep all of it; the target begins with `/_simulator`. */
  readonly arrived: { readonly method: string; readonly target: string; readonly rawHeaders: readonly string[] };
  /** Aborts when the caller has gone. */
  readonly hungUp: AbortSignal;
}

/** Parameters of a request; a missing one is undefined. */
export interface RequestParameters {
  readonly text: (name: string) => string | undefined;
  readonly number: (name: string) => number | undefined;
  readonly has: (name: string) => boolean;
}

/** One endpoint of the control API. */
export interface Route {
  readonly method: 'get' | 'put' | 'patch' | 'post' | 'delete' | 'options';
  /** In express's spelling, below `/_simulator`: `/journal/:id`. */
  readonly path: string;
  /**
   * Loads the part of openapi.json that describes it, the same object each time. Its schemas validate the parameters and
   * the body.
   */
  readonly description: () => Promise<DescriptionPart>;
  /** It looks at no parameter, and reads a body as it is. */
  readonly takesAnything?: true;
  readonly answer: (asked: Asked) => Answer | Promise<Answer>;
}

/** An answer of the control API; `headers` are those that not every answer has. */
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

/** A problem that the simulator reports. */
export function problemAnswer(problem: SimulatorProblem, headers: Readonly<Record<string, string>> = {}): Answer {
  return { ...problemReply(problem), headers };
}

/** So many errors are listed at most. */
const maxListed = 100;

/** Makes a value when it is first asked for, and keeps it. */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** 422: a body that is invalid; the first hundred errors are listed with where they stand. */
export function invalidAnswer(what: string, problems: readonly Problem[], redact: (pointer: string) => string): Answer {
  const errors = problems.slice(0, maxListed).map(({ pointer, says }) => ({ pointer: redact(pointer), says }));
  const [first] = errors;
  const where =
    first === undefined ? '' : ` First error: ${first.pointer === '' ? 'the document' : first.pointer} ${first.says}.`;
  const count = problems.length === 1 ? '1 error' : `${problems.length} errors`;
  const listed = problems.length > maxListed ? ` lists the first ${maxListed} of them` : ' lists them';
  return problemAnswer({
    status: 422,
    kind: 'invalid',
    says: `The ${what} is invalid: ${count}.${where}`,
    fix: `Correct the errors and send the request again; \`errors\`${listed} with their JSON pointers. Nothing was changed.`,
    more: { errors, errorCount: problems.length },
  });
}

/** 400: an invalid parameter of the path or the query; `says` continues its name. */
export function badParameter(parameter: string, says: string, fix: string): Answer {
  const problem = { status: 400, kind: 'bad-request', says: `The parameter "${parameter}" ${says}.`, fix } as const;
  return problemAnswer({ ...problem, more: { parameter } });
}

/** So long, ms, is worked at one go before others are answered. */
const slice = 20;

/** A pause for others whenever a slice of time is over; to be awaited between two pieces of work. */
function pauses(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < slice) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        began = performance.now();
        resolve();
      });
    });
  };
}

/** Changes one item after the other, and lets the event loop turn whenever a slice of time is over. */
export async function inSlices<Item, Changed>(
  items: readonly Item[],
  change: (item: Item) => Changed,
): Promise<readonly Changed[]> {
  const changed: Changed[] = [];
  const pause = pauses();
  for (const item of items) {
    changed.push(change(item));
    await pause();
  }
  return changed;
}

/** The steps of the work on one item after the other. */
export function* stepsOfEach<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Generator<undefined, Result>,
): Generator<undefined, readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    results.push(yield* work(item));
    yield;
  }
  return results;
}

/** Runs work to its end; others are answered between one step and the next. */
export async function withPauses<Result>(steps: Generator<undefined, Result>): Promise<Result> {
  const pause = pauses();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await pause();
  }
}

/** How deep a value is taken apart: a world's parts, their sections, and the entities in these. */
const levels = 3;

/** The same text as `JSON.stringify(value, null, 2)`; others are answered between one entity and the next. */
export async function jsonInSlices(value: unknown): Promise<string> {
  const texts: string[] = [];
  const pause = pauses();
  const write = async (each: unknown, level: number): Promise<void> => {
    const indent = '  '.repeat(level);
    const members = isJsonObject(each) ? Object.entries(each).filter(([, member]) => member !== undefined) : [];
    if (level === levels || members.length === 0) {
      texts.push(JSON.stringify(each, null, 2).replaceAll('\n', `\n${indent}`));
      return;
    }
    let before = '{';
    for (const [name, member] of members) {
      texts.push(`${before}\n${indent}  ${JSON.stringify(name)}: `);
      before = ',';
      await write(member, level + 1);
      await pause();
    }
    texts.push(`\n${indent}}`);
  };
  await write(value, 0);
  return texts.join('');
}
