import type { DescribedParameter } from '../../core/description-part.js';
import type { Redact } from '../../core/redaction/redactor.js';
import type { Judge } from '../../core/state/world-check.js';
import { type RequestDescription, requestDescription } from './description.js';
import {
  type Answer,
  badParameter,
  invalidAnswer,
  once,
  type RequestParameters,
  type Route,
  type Taken,
} from './route.js';

/** The parameters of a request as text, as its URL has them. */
interface RawParameters {
  readonly path: Readonly<Record<string, string>>;
  /** After the question mark. */
  readonly query: string;
}

/** What validates a request. */
export interface RequestValidation {
  readonly described: RequestDescription;
  readonly judge: Judge;
}

/** What validates a request to a route that looks at no parameter, and reads no JSON. */
export const noValidation: RequestValidation = { described: { parameters: [], body: undefined }, judge: () => [] };

/**
 * Loads what validates requests: the description of a route with its first request, the judge, which takes longer, with
 * the first request that has something to validate.
 *
 * Requests that come meanwhile wait for their turn, so that all are handled in the order in which they came.
 */
export function validationInTurn(
  loadJudge: () => Promise<Judge>,
): (route: Route, raw: RawParameters) => Promise<RequestValidation> {
  let loads = 0;
  const descriptions = new Map<Route, RequestDescription>();
  const loadDescription = async (route: Route): Promise<RequestDescription> => {
    const known = descriptions.get(route);
    if (known !== undefined) return known;
    loads += 1;
    const description = await requestDescription(route);
    descriptions.set(route, description);
    return description;
  };
  const judge = once(() => {
    loads += 1;
    return loadJudge();
  });
  const validationFor = async (route: Route, { path, query }: RawParameters): Promise<RequestValidation> => {
    const description = await loadDescription(route);
    const isNeeded = query !== '' || Object.keys(path).length > 0 || description.body !== undefined;
    return { described: description, judge: isNeeded ? await judge() : noValidation.judge };
  };
  let turn: Promise<unknown> = Promise.resolve();
  return (route, raw) => {
    const validation = turn.then(async () => {
      const before = loads;
      const found = await validationFor(route, raw);
      return { found, hasLoaded: loads > before };
    });
    // Behind a request that had to wait, the next one waits until a body that has come is read.
    turn = validation.then(({ hasLoaded }) => (hasLoaded ? waitForEvents() : undefined)).catch(() => undefined);
    return validation.then(({ found }) => found);
  };
}

const waitForEvents = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/**
 * Validates the parameters of a path and a query; one that is unknown, or repeated, is an error rather than ignored.
 *
 * The redactor is made only for a name that has to be shown: making one costs more than most requests.
 */
export function validParameters(
  { path, query }: RawParameters,
  { described, judge }: RequestValidation,
  redactor: () => Redact,
): Taken<RequestParameters> {
  const inQuery = described.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const given = readQuery(query, inQuery, redactor);
  if (!given.ok) return given;
  const values = new Map<string, unknown>();
  for (const parameter of described.parameters) {
    const { name, schema } = parameter;
    const text = parameter.in === 'query' ? given.value.get(name) : path[name];
    const value = text === undefined ? schema.default : valueOf(text, schema);
    const [problem] = text === undefined ? [] : judge(schema, value);
    if (problem !== undefined) return { ok: false, answer: invalidParameter(parameter, problem.says) };
    values.set(name, value);
  }
  return { ok: true, value: parametersOf(values, given.value) };
}

/** A whole number is written in decimal digits, at most as many as a number holds exactly. */
const valueOf = (text: string, { type }: DescribedParameter['schema']): string | number =>
  type === 'integer' && /^\d{1,15}$/.test(text) ? Number(text) : text;

function invalidParameter({ name, schema, description }: DescribedParameter, says: string): Answer {
  const { enum: known, type } = schema;
  if (known !== undefined) return badParameter(name, 'has an unknown value', `Use one of: ${known.join(', ')}.`);
  return badParameter(name, says, `${type === 'integer' ? 'Send decimal digits. ' : ''}${description}`);
}

function parametersOf(values: ReadonlyMap<string, unknown>, given: ReadonlyMap<string, string>): RequestParameters {
  return {
    text(name) {
      const value = values.get(name);
      return typeof value === 'string' ? value : undefined;
    },
    number(name) {
      const value = values.get(name);
      return typeof value === 'number' ? value : undefined;
    },
    has: (name) => given.has(name),
  };
}

function readQuery(
  query: string,
  known: readonly string[],
  redactor: () => Redact,
): Taken<ReadonlyMap<string, string>> {
  const taken = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    if (!known.includes(name)) {
      const fix = known.length === 0 ? 'This endpoint takes no parameters: leave it out.' : `Use: ${known.join(', ')}.`;
      return { ok: false, answer: badParameter(redactor()(name), 'is unknown', fix) };
    }
    if (taken.has(name)) return { ok: false, answer: badParameter(name, 'is repeated', 'Send it once.') };
    taken.set(name, value);
  }
  return { ok: true, value: taken };
}

/** A body that its schema allows, or 422 with everything that is wrong with it. */
export function validBody(
  body: unknown,
  { described, judge }: RequestValidation,
  redactor: () => Redact,
): Taken<unknown> {
  const problems = described.body === undefined ? [] : judge(described.body, body);
  if (problems.length === 0) return { ok: true, value: body };
  return { ok: false, answer: invalidAnswer('request body', problems, redactor()) };
}
