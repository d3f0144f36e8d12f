import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Problem } from '../core/state/world.js';
import { isJsonObject, pointerTo } from '../../contracts/json.js';
import { type Judge, moreMayFollow, maxForAll, namedShort } from '../core/state/world-check.js';

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
  if (isLarger(value, maxForAll)) return [...problemsOf(first.errors), moreMayFollow];
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
function isLarger(value: unknown, max: number): boolean {
  const open: unknown[] = [value];
  let seen = 1;
  while (open.length > 0 && seen <= max) {
    const next = open.pop();
    const members: readonly unknown[] = typeof next === 'object' && next !== null ? Object.values(next) : [];
    seen += members.length;
    if (seen <= max) open.push(...members);
  }
  return seen > max;
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

function namesIn(schema: ErrorObject['parentSchema']): readonly string[] {
  const known: unknown = schema?.['properties'];
  return isJsonObject(known) ? Object.keys(known) : [];
}

/** The schema of a member that is missing. */
function missingSchema({ params, parentSchema }: ErrorObject): unknown {
  const known: unknown = parentSchema?.['properties'];
  return isJsonObject(known)
    ? known[String((params as Readonly<Record<string, unknown>>)['missingProperty'])]
    : undefined;
}

/** The first example that a schema has, to be added to a message. */
function exampleIn(schema: unknown): string {
  const examples: unknown = isJsonObject(schema) ? schema['examples'] : undefined;
  return Array.isArray(examples) ? `, such as ${JSON.stringify(examples[0])}` : '';
}

/** The bounds of a number, to be added to a message. */
function rangeIn({ minimum, maximum, exclusiveMinimum }: Readonly<Record<string, unknown>>): string {
  const [min, max] = [minimum, maximum].map((bound) => (typeof bound === 'number' ? bound : undefined));
  if (typeof exclusiveMinimum === 'number')
    return ` above ${exclusiveMinimum}${max === undefined ? '' : ` and at most ${max}`}`;
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? '' : ` of at most ${max}`;
}

const outOfRange: Wording = ({ parentSchema = {} }) => {
  const types = [parentSchema['type']].flat();
  const isWhole = types.includes('integer');
  return `must be a ${isWhole ? 'whole number' : 'number'}${rangeIn(parentSchema)}${types.includes('string') ? ', or a string' : ''}`;
};

const ofType: Wording = ({ schema, parentSchema = {} }) => {
  if (schema === 'integer') return `must be a whole number${rangeIn(parentSchema)}`;
  const type = Array.isArray(schema) ? schema.join(' or ') : String(schema);
  const names = namesIn(parentSchema);
  return `must be of type ${type}${names.length > 0 ? ` with ${names.join(', ')}` : exampleIn(parentSchema)}`;
};

const unknownKey: Wording = ({ parentSchema }) => {
  const names = namesIn(parentSchema);
  return `is unknown here; remove it${names.length > 0 ? `, or use one of: ${names.join(', ')}` : ''}`;
};

const wording: Readonly<Record<string, Wording>> = {
  required: (error) => `is missing; add it${exampleIn(missingSchema(error))}`,
  dependentRequired: () => 'is missing; add it, or remove the member that requires it',
  additionalProperties: unknownKey,
  unevaluatedProperties: unknownKey,
  type: ofType,
  minimum: outOfRange,
  maximum: outOfRange,
  exclusiveMinimum: outOfRange,
  minLength: ({ schema }) => (schema === 1 ? 'must not be empty' : `must have at least ${String(schema)} characters`),
  minItems: ({ schema }) => (schema === 1 ? 'must not be empty' : `must have at least ${String(schema)} items`),
  minProperties: ({ parentSchema }) => `must not be empty; use one or more of: ${namesIn(parentSchema).join(', ')}`,
  enum: ({ schema }) =>
    `must be one of: ${(schema as readonly unknown[]).map((each) => JSON.stringify(each)).join(', ')}`,
  const: ({ schema }) => `must be ${JSON.stringify(schema)}`,
  pattern: ({ schema }) => `must match the pattern ${String(schema)}`,
  'false schema': () => 'must not be here; remove it',
};
