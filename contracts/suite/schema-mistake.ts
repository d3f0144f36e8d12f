import { isJsonObject } from '../json.js';
import type { YamlFile } from './yaml-file.js';
import type { YamlPath } from './yaml-places.js';

/** A validator compiled from the schema of a file: it returns whether the value is valid, and puts its reasons in `errors`. */
export interface FileValidator {
  (value: unknown): boolean;
  readonly errors?: readonly FileSchemaError[] | null;
}

/** An error of Ajv, with the value and the schema of the violated rule. */
interface FileSchemaError extends SchemaError {
  readonly params: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
  readonly parentSchema?: unknown;
}

/** The first violation of a file's schema, as an error to throw; undefined when the file is valid. */
export function schemaMistake(validate: FileValidator, file: YamlFile<unknown>): Error | undefined {
  if (validate(file.value)) return undefined;
  const errors = nearestOf(validate.errors ?? []);
  // A misspelt key often causes a missing key, too: the misspelling is more helpful.
  const error = errors.find(({ keyword }) => keyword === 'additionalProperties') ?? errors[0];
  if (error === undefined) return file.mistake([], 'does not match its schema');
  const path = pathOf(error.instancePath, file.value);
  const unknownKey = error.params['additionalProperty'];
  if (typeof unknownKey === 'string') return file.mistake([...path, unknownKey], wordsFor(error), 'key');
  return file.mistake(path, wordsFor(error));
}

/** The path of a JSON pointer; the value shows which of its members are indexes of lists. */
function pathOf(pointer: string, value: unknown): YamlPath {
  const path: (string | number)[] = [];
  let around = value;
  for (const member of pointer.split('/').slice(1)) {
    const name = member.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(around) ? Number(name) : name);
    around = (around as Readonly<Record<string, unknown>>)[name];
  }
  return path;
}

function wordsFor(error: FileSchemaError): string {
  const { keyword, params, data, parentSchema } = error;
  const words = wording[keyword];
  if (words !== undefined) return words(params, error);
  const description = isJsonObject(parentSchema) ? parentSchema['description'] : undefined;
  const meaning = typeof description === 'string' ? ` (${description})` : '';
  return `${showValue(data)} ${error.message ?? `breaks "${keyword}"`}${meaning}`;
}

type MistakeWording = (params: FileSchemaError['params'], error: FileSchemaError) => string;

const listValues = (values: unknown): string => (Array.isArray(values) ? values : [values]).map(String).join(', ');

const atLeastOne: MistakeWording = () => 'must not be empty';

const typeNames: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a mapping',
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
};

const typeName = (type: unknown): string => typeNames[String(type)] ?? String(type);

const wording: Readonly<Record<string, MistakeWording>> = {
  additionalProperties({ additionalProperty }, { parentSchema }) {
    const known = isJsonObject(parentSchema) ? Object.keys(Object(parentSchema['properties']) as object) : [];
    return `unknown key "${String(additionalProperty)}"; use one of: ${listValues(known)}`;
  },
  required: ({ missingProperty }) => `"${String(missingProperty)}" is missing; add it`,
  dependentRequired: ({ property, missingProperty }) =>
    `"${String(property)}" needs "${String(missingProperty)}" beside it; add it`,
  type: ({ type }, { data }) => `must be ${listValues([type].flat().map(typeName))}, not ${showValue(data)}`,
  enum: ({ allowedValues }, { data }) => `must be one of: ${listValues(allowedValues)}; not ${showValue(data)}`,
  const: ({ allowedValue }, { data }) => `must be ${JSON.stringify(allowedValue)}, not ${showValue(data)}`,
  minItems: atLeastOne,
  minLength: atLeastOne,
  minProperties: atLeastOne,
  'false schema': () => 'must not be here; remove it',
};

/** A value in the words of a message. */
function showValue(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string'
    ? `the text ${JSON.stringify(value)}`
    : `the ${typeof value} ${JSON.stringify(value)}`;
}

/** An error of Ajv. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly message?: string;
}

/** The relevant errors of a value: for every `oneOf`, only those of the nearest branch. */
export function nearestOf<E extends SchemaError>(errors: readonly E[]): readonly E[] {
  // The innermost first, so that an outer branch is measured by its remaining errors.
  const choices = errors
    .filter(({ keyword }) => keyword === 'oneOf')
    .toSorted((one, other) => depth(other) - depth(one));
  return choices.reduce<readonly E[]>(withNearestBranch, errors);
}

const depth = ({ schemaPath }: SchemaError): number => schemaPath.length;

function withNearestBranch<E extends SchemaError>(errors: readonly E[], choice: E): readonly E[] {
  const inside = errors.filter((error) => branchOf(error, choice) !== undefined);
  // The value matches two branches: then only the choice itself is wrong.
  if (inside.length === 0) return errors;
  const names = new Set(inside.map((error) => branchOf(error, choice)));
  const branches = Array.from(names, (name) => inside.filter((error) => branchOf(error, choice) === name));
  const [nearest = []] = branches.toSorted((one, other) => distance(one, choice) - distance(other, choice));
  return errors.filter((error) => nearest.includes(error) || (error !== choice && !inside.includes(error)));
}

/** The number of the branch that contains an error; undefined for an error outside the choice. */
function branchOf({ schemaPath, instancePath }: SchemaError, choice: SchemaError): string | undefined {
  const isWithin = schemaPath.startsWith(`${choice.schemaPath}/`) && instancePath.startsWith(choice.instancePath);
  return isWithin ? schemaPath.slice(choice.schemaPath.length + 1).split('/', 1)[0] : undefined;
}

/** How far a value is from a branch: a value of another kind is farthest, a member of a wrong type is near. */
function distance(branch: readonly SchemaError[], { instancePath: at }: SchemaError): number {
  const weight = ({ keyword, instancePath }: SchemaError): number => {
    if (instancePath === at && (keyword === 'type' || keyword === 'const')) return 10_000;
    return keyword === 'type' ? 1 : 100;
  };
  return branch.reduce((sum, error) => sum + weight(error), 0);
}
