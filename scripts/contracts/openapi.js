import { format, resolveConfig } from 'prettier';
import { eventsIn } from './events.js';
import { componentSchemas } from './openapi/components.js';
import { requestParts } from './openapi/request.js';
import { refusalExamples, responses } from './openapi/responses.js';
import { webhooks } from './openapi/webhooks.js';
import '../sources.js';
import { json } from './top.js';
import { operationsIn } from './types.js';

const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));

/** Groups that keep the order in which they were first met. */
function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups];
}

function pathParameters(path, { parameters }) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
    if (!Object.hasOwn(parameters, name)) throw new Error(`api.json describes no parameter ${name} of ${path}`);
    return { $ref: `#/components/parameters/${name}` };
  });
}

/** Operations that share a method and a path are one to OpenAPI. */
function operationObject(operations, parts) {
  const [first] = operations;
  const { parameters, requestBody } = requestParts(operations, parts);
  const names = operations.map(({ name }) => name);
  const saysOf = (each) => `${each.says} Confidence of what it does: ${parts.successConfidence(each)}.`;
  const described =
    operations.length === 1 ? saysOf(first) : operations.map((each) => `${each.name}: ${saysOf(each)}`).join('\n');
  return {
    operationId: names.join('_'),
    summary: operations.map(({ title }) => title).join(' / '),
    description: described,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    ...(operations.every(({ signed }) => signed === false) ? { security: [] } : {}),
    responses: responses(operations, parts),
  };
}

function pathItem(path, operations, parts) {
  const parameters = pathParameters(path, parts.api);
  const methods = grouped(operations, ({ method }) => method.toLowerCase());
  return {
    ...(parameters.length === 0 ? {} : { parameters }),
    ...Object.fromEntries(methods.map(([method, each]) => [method, operationObject(each, parts)])),
  };
}

/** A provider's API in OpenAPI 3.1, from what its contract is made of. */
export function openapiOf({ api, refusals, operations, events, confidence, successConfidence }) {
  const { schemas, refer } = componentSchemas();
  const parts = { api, refusals, refer, successConfidence };
  const paths = grouped(operations, ({ path }) => path).map(([path, each]) => [path, pathItem(path, each, parts)]);
  return {
    openapi: '3.1.1',
    info: { title: api.title, version: api.version, description: api.says },
    servers: api.servers.map(({ url, says }) => ({ url, description: says })),
    // Within one entry all are needed together.
    security: [mapValues(api.security, () => [])],
    paths: Object.fromEntries(paths),
    ...(events.length === 0 ? {} : { webhooks: webhooks(events, refer) }),
    components: {
      securitySchemes: mapValues(api.security, ({ in: place, name, says }) => {
        return { type: 'apiKey', in: place, name, description: says };
      }),
      parameters: mapValues(api.parameters, ({ says, schema, example }, name) => {
        return { name, in: 'path', required: true, description: says, schema, example };
      }),
      schemas: Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1))),
      examples: refusalExamples(refusals, confidence),
    },
  };
}

/** `openapi.json` of a provider. */
export async function generatedOpenapi(provider) {
  const [api, refusals] = [json(`${provider}/api.json`), json(`${provider}/refusals.json`)];
  const file = `${provider}/openapi.json`;
  const common = json(`${provider}/common-evidence.json`);
  // Imported late, since it needs the hooks for TypeScript.
  const { confidenceInWords, replyConfidence, successConfidence } =
    await import('../../simulator/core/pipeline/confidence.js');
  const confidence = (refusal) => confidenceInWords(replyConfidence(refusal, common)).en;
  const ofSuccess = ({ success }) => confidenceInWords(successConfidence(success)).en;
  const parts = {
    api,
    refusals,
    operations: operationsIn(provider),
    events: eventsIn(provider),
    confidence,
    successConfidence: ofSuccess,
  };
  // Comments are about the types of our own client.
  const source = JSON.stringify(openapiOf(parts), (name, value) => (name === '$comment' ? undefined : value));
  return format(source, { ...(await resolveConfig(file)), parser: 'json' });
}
