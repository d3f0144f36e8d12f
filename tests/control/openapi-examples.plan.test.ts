import { describe, expect, test } from '@jest/globals';
import { openSimulator, type TestSimulator } from '../scenarios/scenario-server.js';
import {
  type ControlDescription,
  type Located,
  operationsOf,
  parametersOf,
  replyValidator,
  validatorAt,
} from './described.js';

const descriptionFrom = async ({ control }: TestSimulator): Promise<ControlDescription> =>
  (await control('GET', '/openapi.json')).json as ControlDescription;

const json = 'application/json';

/** The path of an operation with the examples of its parameters. */
function exampleTarget(description: ControlDescription, { path, operation }: Located): string {
  const parameters = parametersOf(description, operation);
  const query = new URLSearchParams();
  let target = path;
  for (const { name, in: place, example } of parameters) {
    if (example === undefined) continue;
    if (place === 'path') target = target.replace(`{${name}}`, encodeURIComponent(example));
    else query.set(name, String(example));
  }
  return query.size === 0 ? target : `${target}?${query.toString()}`;
}

/** What is wrong with the example of a request body. */
function errorsInRequest(description: ControlDescription, { path, method, operation }: Located): readonly unknown[] {
  const request = operation.requestBody?.content?.[json];
  if (request === undefined) return [];
  const place = ['paths', `/_simulator${path}`, method, 'requestBody', 'content', json, 'schema'];
  const validate = validatorAt(description, ...place);
  return validate(request.example) ? [] : [operation.operationId, validate.errors];
}

/** What is wrong with the examples of replies in JSON; each must have one. */
function errorsInReplies(description: ControlDescription, located: Located): readonly unknown[] {
  const { operationId, responses } = located.operation;
  return Object.entries(responses).flatMap(([status, { content = {} }]) => {
    if (content[json] === undefined) return [];
    const validate = replyValidator(description, located, Number(status), json);
    return validate(content[json].example) ? [] : [[operationId, status, validate.errors]];
  });
}

/** Adds the stub that the examples name, as its own example has it. */
async function addStub({ control }: TestSimulator): Promise<unknown> {
  const { paths } = (await control('GET', '/openapi.json')).json as {
    readonly paths: Readonly<Record<string, { readonly put: { readonly requestBody: RequestExample } }>>;
  };
  return control('PUT', '/stubs/get-thing', paths['/_simulator/stubs/{name}']?.put.requestBody.content[json].example);
}

interface RequestExample {
  readonly content: { readonly [json]: { readonly example: object } };
}

/** What must be so before an operation does what its description shows. */
const before: Readonly<Record<string, (simulator: TestSimulator) => Promise<unknown>>> = {
  startMeeting: ({ control }) => control('DELETE', '/xylink/rooms/910000000001/meeting'),
  listJournal: addStub,
  getStub: addStub,
  deleteStub: addStub,
  removeSpace: ({ control }) => control('GET', '/clock', undefined, '/~alice'),
};

/** Operations whose examples need exchanges and callbacks that this test does not make. */
const needsHistory = ['getExchange', 'getDiagnosis', 'waitForExchange', 'waitForCallback'];

describe('the examples in the description of the control API', () => {
  test('have the form that is described', async () => {
    const description = await descriptionFrom(await openSimulator());
    const errors = operationsOf(description).flatMap((located) => [
      ...errorsInRequest(description, located),
      ...errorsInReplies(description, located),
    ]);
    expect(errors).toEqual([]);
  });

  test('are accepted, and the replies have the form that is described', async () => {
    const description = await descriptionFrom(await openSimulator());
    const operations = operationsOf(description).filter(({ path, operation }) => {
      return !path.startsWith('/sink/') && !needsHistory.includes(operation.operationId);
    });
    for (const located of operations) {
      const simulator = await openSimulator();
      const { operationId, requestBody, responses } = located.operation;
      await before[operationId]?.(simulator);
      const body = requestBody?.content?.[json]?.example;
      const reply = await simulator.control(located.method.toUpperCase(), exampleTarget(description, located), body);
      expect([operationId, reply]).toEqual([
        operationId,
        { status: 'content' in (responses[200] ?? {}) ? 200 : 204, json: reply.json },
      ]);
      if (reply.status === 204) continue;
      const validate = replyValidator(description, located, 200, json);
      expect([operationId, validate(reply.json), validate.errors]).toEqual([operationId, true, null]);
    }
  });

  test('of parameters have the form that is described', async () => {
    const description = await descriptionFrom(await openSimulator());
    for (const [name, { example, schema }] of Object.entries(description.components.parameters)) {
      const validate = validatorAt(description, 'components', 'parameters', name, 'schema');
      if (example !== undefined) expect([name, validate(example)]).toEqual([name, true]);
      if ('default' in schema) expect([name, validate(schema.default)]).toEqual([name, true]);
    }
  });

  test('use none of the words that the language of the project rules out', async () => {
    const { paths, components } = await descriptionFrom(await openSimulator());
    const { World, ReadingsSelection, ...schemas } = (components as unknown as { readonly schemas: object })
      .schemas as {
      readonly World: object;
      readonly ReadingsSelection: object;
    };
    const prose = JSON.stringify({ paths, components: { ...components, schemas } }, (key, value: unknown) =>
      key === 'example' ? undefined : value,
    );
    const words = /\b(whoever|nobody|somebody|whatever|unless|told|tells?|befalls?|of late|there is not|no number)\b/i;
    expect(words.exec(prose)?.[0]).toBeUndefined();
  });
});
