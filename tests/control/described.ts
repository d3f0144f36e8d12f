import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** A request body or a reply in OpenAPI. */
interface DescribedContents {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: object; readonly example?: unknown }>>;
}

/** An operation of openapi.json, as far as tests look at it. */
export interface OperationOfDescription {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly { readonly $ref: string }[];
  readonly requestBody?: DescribedContents;
  readonly responses: Readonly<Record<string, DescribedContents>>;
}

/** A parameter of openapi.json. */
export interface ParameterOfDescription {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly schema: object;
  readonly example?: string | number;
}

/** openapi.json of the control API. */
export interface ControlDescription {
  readonly components: { readonly parameters: Readonly<Record<string, ParameterOfDescription>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationOfDescription>>>>;
}

/** An operation, and where it is. */
export interface Located {
  readonly path: string;
  readonly method: string;
  readonly operation: OperationOfDescription;
}

/** Every operation, with its path below `/_simulator`. */
export const operationsOf = ({ paths }: ControlDescription): readonly Located[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path: path.replace('/_simulator', ''), method, operation })),
  );

/** The parameters that an operation refers to. */
export function parametersOf(
  { components }: ControlDescription,
  { parameters = [] }: OperationOfDescription,
): readonly ParameterOfDescription[] {
  return parameters.flatMap(({ $ref }) => components.parameters[$ref.split('/').at(-1) ?? ''] ?? []);
}

const pointerPart = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1');

/** What has compiled the schemas of a description: the same schemas stand under many pointers. */
const compilers = new WeakMap<ControlDescription, ReturnType<typeof compilerFor>>();

const compilerFor = (description: ControlDescription) =>
  new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).addSchema(description, 'api');

function compilerOf(description: ControlDescription): ReturnType<typeof compilerFor> {
  const made = compilers.get(description);
  if (made !== undefined) return made;
  const ajv = compilerFor(description);
  compilers.set(description, ajv);
  return ajv;
}

/** Validates by the schema under a JSON pointer of the description. */
export function validatorAt(description: ControlDescription, ...path: readonly string[]): ValidateFunction {
  const pointer = path.map((part) => `/${pointerPart(part)}`).join('');
  return compilerOf(description).compile({ $ref: `api#${pointer.replaceAll('{', '%7B').replaceAll('}', '%7D')}` });
}

/** Validates the reply of an operation with a status. */
export function replyValidator(
  description: ControlDescription,
  { path, method, operation }: Located,
  status: number,
  mediaType: string,
): ValidateFunction {
  const response = operation.responses[status];
  if (response === undefined) throw new Error(`${method} ${path} describes no reply with status ${status}`);
  const at = response.$ref?.split('/').slice(1) ?? ['paths', `/_simulator${path}`, method, 'responses', String(status)];
  return validatorAt(description, ...at, 'content', mediaType, 'schema');
}

/** The schema of a JSON request body: the component that it refers to, or itself; undefined for an operation without one. */
export function bodySchemaOf(description: ControlDescription, { operation }: Located): object | undefined {
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  if (schema === undefined || !('$ref' in schema)) return schema;
  const { schemas } = description.components as unknown as { readonly schemas: Readonly<Record<string, object>> };
  return schemas[String(schema.$ref).split('/').at(-1) ?? ''];
}
