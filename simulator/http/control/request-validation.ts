import { setImmediate } from 'node:timers';
import type { DescribedParameter } from '../../core/description-part.js';
import type { Redact } from '../../core/redaction/redactor.js';
import type { Judge } from '../../core/state/world-check.js';
import { type RequestDescription, requestDescription } from './description.js';
import { type Answer, badParameter, invalidAnswer, type RequestParameters, type Route, type Taken } from './route.js';

/** The parameters of a request as text, as its URL has them. */
export interface RawParameters {
  readonly path: Readonly<Record<string, string>>;
  /** After the question mark. */
  readonly query: string;
}

/** The validators of a request. */
export interface RequestValidation {
  readonly described: RequestDescription;
  readonly judge: Judge;
}

/** Loads what validates requests, when one of them first needs it. */
export interface ValidationLoader {
  readonly of: (route: Route) => Promise<RequestValidation>;
  readonly isLoading: () => boolean;
}

/**
 * Makes a loader. While something is being loaded, requests take turns: they are handled in the order in which they came,
 * however long that takes.
 */
export function validationLoader(loadJudge: () => Promise<Judge>): ValidationLoader {
  const loaded = new Map<Route, RequestValidation>();
  let lastTurn: Promise<unknown> | undefined;
  const load = async (route: Route): Promise<RequestValidation> => {
    const [described, judge] = await Promise.all([requestDescription(route), loadJudge()]);
    const validation = { described, judge };
    loaded.set(route, validation);
    return validation;
  };
  return {
    async of(route) {
      const known = loaded.get(route);
      if (lastTurn === undefined && known !== undefined) return known;
      const validation = (lastTurn ?? Promise.resolve()).then(() => loaded.get(route) ?? load(route));
      // The next turn begins when a body that has come with this request is read.
      const turn = validation.then(waitForEvents).catch(() => undefined);
      lastTurn = turn;
      void turn.then(() => {
        if (lastTurn === turn) lastTurn = undefined;
      });
      return validation;
    },
    isLoading: () => lastTurn !== undefined,
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
    if (text === undefined) continue;
    const value = valueOf(text, schema);
    const [problem] = judge(schema, value);
    if (problem !== undefined) return { ok: false, answer: invalidParameter(parameter, problem.says) };
    values.set(name, value);
  }
  return { ok: true, value: parametersOf(values) };
}

/** A whole number is written in decimal digits, at most as many as a number holds exactly. */
const valueOf = (text: string, { type }: DescribedParameter['schema']): string | number =>
  type === 'integer' && /^\d{1,15}$/.test(text) ? Number(text) : text;

function invalidParameter({ name, schema, description }: DescribedParameter, says: string): Answer {
  const { enum: known, type } = schema;
  if (known !== undefined) return badParameter(name, 'has an unknown value', `Use one of: ${known.join(', ')}.`);
  return badParameter(name, says, `${type === 'integer' ? 'Send decimal digits. ' : ''}${description}`);
}

function parametersOf(values: ReadonlyMap<string, unknown>): RequestParameters {
  return {
    text(name) {
      const value = values.get(name);
      return typeof value === 'string' ? value : undefined;
    },
    number(name) {
      const value = values.get(name);
      return typeof value === 'number' ? value : undefined;
    },
    has: (name) => values.has(name),
  };
}

/** The parameters of a request whose parameters have no effect. */
export const noParameters = { ok: true, value: parametersOf(new Map()) } as const;

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
