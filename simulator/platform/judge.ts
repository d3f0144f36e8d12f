import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Problem } from '../core/state/world.js';
import { isJsonObject, pointerTo } from '../../contracts/json.js';
import { type Judge, moreMayFollow, mostForAll, namedShort } from '../core/state/world-check.js';

// `verbose` returns the schema around a violated keyword, so that a message can name the valid values.
const settings = {
  addUsedSchema: false,
  strict: true,
  allowUnionTypes: true,
  strictRequired: false,
  verbose: true,
} as const;
const untilTheFirst = compiler(new Ajv2020({ ...settings, allErrors: false }));
const ofEvery = compiler(new Ajv2020({ ...settings, allErrors: true }));

/**
 * Validates by JSON Schema 2020-12; each schema object is compiled once. Takes time linear in the size of the value.
 *
 * Messages name the valid values, never the value found: it may be a credential.
 */
export const judge: Judge = (schema, value) => {
  const first = untilTheFirst(schema);
  if (first(value)) return [];
  if (isLarger(value, mostForAll)) return [...problemsOf(first.errors), moreMayFollow];
  const all = ofEvery(schema);
  all(value);
  return problemsOf(all.errors);
};

function compiler(ajv: Ajv2020): (schema: object) => ValidateFunction {
  const compiled = new WeakMap<object, ValidateFunction>();
  return (schema) => {
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    return validate;
  };
}

function problemsOf(errors: ValidateFunction['errors']): readonly Problem[] {
  const problems = (errors ?? []).filter(({ keyword }) => !wrappers.has(keyword)).map(problemOf);
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Whether a value contains more than so many values; stops there. */
function isLarger(value: unknown, most: number): boolean {
  const open: unknown[] = [value];
  let seen = 1;
  while (open.length > 0 && seen <= most) {
    const next = open.pop();
    const members: readonly unknown[] = typeof next === 'object' && next !== null ? Object.values(next) : [];
    seen += members.length;
    if (seen <= most) open.push(...members);
  }
  return seen > most;
}

/** Keywords whose errors only point to a more precise error beside them. */
const wrappers: ReadonlySet<string> = new Set(['propertyNames', 'if']);

function problemOf(error: ErrorObject): Problem {
  const member = memberOf(error);
  const pointer = error.instancePath + (member === undefined ? '' : pointerTo(namedShort(member)));
  return { pointer, says: wordsFor(error) };
}

/** The member that an error is about, if Ajv points at the object around it. */
function memberOf({ params, propertyName }: ErrorObject): string | undefined {
  const about: unknown = Object.entries(params as object).find(([name]) => aboutMember.has(name))?.[1];
  return typeof about === 'string' ? about : propertyName;
}

const aboutMember: ReadonlySet<string> = new Set(['missingProperty', 'additionalProperty', 'unevaluatedProperty']);

function wordsFor(error: ErrorObject): string {
  const { keyword, parentSchema, propertyName } = error;
  const words = wording[keyword]?.(error) ?? error.message ?? `breaks "${keyword}"`;
  const described: unknown = parentSchema?.['description'];
  // The description of a member does not explain why an unknown member is beside it.
  const meaning = typeof described === 'string' && !aboutShape.has(keyword) ? ` (${described})` : '';
  return `${propertyName === undefined ? '' : 'is a name that '}${words}${meaning}`;
}

const aboutShape: ReadonlySet<string> = new Set(['required', 'additionalProperties', 'unevaluatedProperties', 'type']);

type Wording = (error: ErrorObject) => string;

const unknownKey: Wording = ({ parentSchema }) => {
  const known: unknown = parentSchema?.['properties'];
  const names = isJsonObject(known) ? Object.keys(known) : [];
  return `is unknown here; remove it${names.length > 0 ? `, or use one of: ${names.join(', ')}` : ''}`;
};

const wording: Readonly<Record<string, Wording>> = {
  required: () => 'is missing; add it',
  dependentRequired: () => 'is missing; add it, or remove the member that requires it',
  additionalProperties: unknownKey,
  unevaluatedProperties: unknownKey,
  type: ({ schema }) => `must be of type ${Array.isArray(schema) ? schema.join(' or ') : String(schema)}`,
  enum: ({ schema }) =>
    `must be one of: ${(schema as readonly unknown[]).map((each) => JSON.stringify(each)).join(', ')}`,
  const: ({ schema }) => `must be ${JSON.stringify(schema)}`,
  pattern: ({ schema }) => `must match the pattern ${String(schema)}`,
  'false schema': () => 'must not be here; remove it',
};
