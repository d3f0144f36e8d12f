import type {
  ComponentReference,
  DescribedComponents,
  DescribedOperation,
  DescribedParameter,
  DescriptionPart,
} from '../../core/description-part.js';
import type { Route } from './route.js';

/** The schemas that validate the requests of a route. */
export interface RequestDescription {
  readonly parameters: readonly DescribedParameter[];
  /** The JSON Schema of the body; undefined for a route that reads none as JSON. */
  readonly body: object | undefined;
}

/** The members that all parts share: `info`, common replies, and components of several resources. */
const sharedPart = async () => (await import('./shared.openapi.json', { with: { type: 'json' } })).default;

/** The part of a route's description that is about its requests. */
export async function requestDescription(route: Route): Promise<RequestDescription> {
  const { parameters = [], requestBody } = await operationOf(route);
  const components = [(await route.description()).components ?? {}, (await sharedPart()).components];
  const body = requestBody?.content['application/json']?.schema;
  return {
    parameters: parameters.map((each) => parameterIn(each, components)),
    body: body && schemaIn(body, components),
  };
}

type Components = readonly DescribedComponents[];

function parameterIn({ $ref }: ComponentReference, components: Components): DescribedParameter {
  const name = $ref.replace('#/components/parameters/', '');
  const parameter = components.map(({ parameters }) => parameters?.[name]).find((each) => each !== undefined);
  if (parameter === undefined) throw new Error(`the description of the control API has no ${$ref}`);
  return parameter;
}

function schemaIn(schema: object, components: Components): object {
  if (!('$ref' in schema)) return schema;
  const name = String(schema.$ref).replace('#/components/schemas/', '');
  const found = components.map(({ schemas }) => schemas?.[name]).find((each) => each !== undefined);
  if (found === undefined) throw new Error(`the description of the control API has no ${String(schema.$ref)}`);
  return found;
}

/** `/_simulator/journal/{id}`: the path of an endpoint in the spelling of OpenAPI. */
export const openapiPath = ({ path }: Pick<Route, 'path'>): string =>
  `/_simulator${path.replace(/\{?[:*](\w+)\}?/g, '{$1}')}`;

async function operationOf(route: Route): Promise<DescribedOperation> {
  const path = openapiPath(route);
  const operation = (await route.description()).paths[path]?.[route.method];
  if (operation === undefined) throw new Error(`no description of ${route.method} ${path}`);
  return operation;
}

/** The OpenAPI document of the control API, assembled from the parts that describe its routes. */
export async function describedApi(routes: readonly Route[]): Promise<object> {
  const { components, ...shared } = await sharedPart();
  const paths = new Map<string, Record<string, object>>();
  for (const route of routes) {
    const path = openapiPath(route);
    paths.set(path, { ...paths.get(path), [route.method]: withCommonReplies(await operationOf(route), route) });
  }
  const parts = await Promise.all(routes.map(({ description }) => description()));
  return { ...shared, paths: Object.fromEntries(paths), components: allComponents([...new Set(parts)], components) };
}

function allComponents(parts: readonly DescriptionPart[], shared: Readonly<Record<string, object>>): object {
  const all = new Map(Object.entries(shared));
  for (const { components = {} } of parts) {
    for (const section of ['parameters', 'schemas'] as const)
      all.set(section, { ...all.get(section), ...components[section] });
  }
  return Object.fromEntries(all);
}

/** Adds the replies that do not depend on the operation, and the header that names the space. */
function withCommonReplies(operation: DescribedOperation, route: Route): object {
  const { responses, requestBody, security } = operation;
  const takesJson = requestBody?.content['application/json'] !== undefined;
  const common = {
    ...(route.takesAnything !== true && { 400: reply('BadRequest') }),
    ...(security === undefined && { 401: reply('Unauthorised'), 403: reply('Forbidden') }),
    ...(takesJson && { 413: reply('TooLarge'), 422: reply('Invalid') }),
  };
  const own = Object.entries(responses).map(
    ([status, each]) => [status, '$ref' in each ? each : withSpace(each)] as const,
  );
  return { ...operation, responses: { ...Object.fromEntries(own), ...common } };
}

const reply = (name: string): ComponentReference => ({ $ref: `#/components/responses/${name}` });

const withSpace = (response: { readonly headers?: object }): object => ({
  ...response,
  headers: { 'simulator-space': { $ref: '#/components/headers/simulator-space' }, ...response.headers },
});
