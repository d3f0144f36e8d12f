/** Methods whose requests have no body: their fields stand in the query. */
const bodiless = new Set(['GET', 'DELETE']);

const asTextToo = ({ description, ...value }) => ({
  ...(description === undefined ? {} : { description }),
  oneOf: [value, { type: 'string', contentMediaType: 'application/json', contentSchema: value }],
});

const standsInPath = (name, path) => path.includes(`{${name}}`);

/** A request's schema without what stands in its path. */
function besidePath({ path, request }) {
  const beside = ([name]) => !standsInPath(name, path);
  const properties = Object.fromEntries(Object.entries(request.properties ?? {}).filter(beside));
  const required = (request.required ?? []).filter((name) => !standsInPath(name, path));
  return { ...request, properties, required };
}

/** A body's schema as it is on the wire: the contract's says how it is once decoded, and its description is about that. */
function wireSchema(operation, { asText = [] }) {
  const { action, says, body } = operation;
  const request = besidePath(operation);
  if (body !== undefined) return { ...request.properties[body], description: says };
  const properties = Object.entries(request.properties ?? {}).map(([name, schema]) => [
    name,
    asText.includes(name) ? asTextToo(schema) : schema,
  ]);
  const required = new Set([...(action === undefined ? [] : ['action']), ...(request.required ?? [])]);
  const whole = {
    ...request,
    description: says,
    required: required.size === 0 ? undefined : [...required],
    properties: properties.length === 0 ? undefined : Object.fromEntries(properties),
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
}

const queryParameters = (schema, path, refer) =>
  Object.entries(schema.properties ?? {})
    .filter(([name]) => !standsInPath(name, path))
    .map(([name, { description, ...value }]) => ({
      name,
      in: 'query',
      required: (schema.required ?? []).includes(name),
      ...(description === undefined ? {} : { description }),
      schema: refer(value),
    }));

/** The body of operations on one path, each named by its `action`. */
function requestBody(operations, { api, refer }) {
  const each = operations.map((operation) => ({ ...operation, said: api.operations[operation.name] ?? {} }));
  const schemas = each.map((operation) => refer(wireSchema(operation, operation.said)));
  const mapping = Object.fromEntries(each.map(({ action }, index) => [action, schemas[index].$ref]));
  const several = { oneOf: schemas, discriminator: { propertyName: 'action', mapping } };
  const examples = each
    .filter(({ said }) => said.request !== undefined)
    .map(({ name, title, said }) => [name, { summary: title, value: said.request }]);
  const content = {
    schema: schemas.length === 1 ? schemas[0] : several,
    ...(examples.length === 0 ? {} : { examples: Object.fromEntries(examples) }),
  };
  return { required: true, content: { 'application/json': content } };
}

/** What is sent to operations that share a method and a path: query parameters or a body. */
export function requestParts(operations, parts) {
  const [first] = operations;
  if (operations.length > 1 && operations.some(({ action }) => action === undefined))
    throw new Error(`the operations of ${first.method} ${first.path} need an action each`);
  const isBare = first.body === undefined && Object.keys(besidePath(first).properties).length === 0;
  if (isBare) return { parameters: [] };
  if (!bodiless.has(first.method)) return { parameters: [], requestBody: requestBody(operations, parts) };
  const schema = wireSchema(first, parts.api.operations[first.name] ?? {});
  return { parameters: queryParameters(schema, first.path, parts.refer) };
}
