import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { isJsonObject } from '../../contracts/json.js';
import { type ControlServer, jsonOf, openControl } from './control-server.js';
import { bodySchemaOf, type ControlDescription, operationsOf, parametersOf } from './described.js';

/** Bodies that the schemas allow, to be damaged; the instants and durations in them are right. */
const validBodies: Readonly<Record<string, object>> = {
  putClock: { now: '2030-01-01T00:00:00Z', mode: 'frozen' },
  advanceClock: { by: 'PT1H' },
  putReadings: { toy: { greeting: 'plain', closing: 'bow' } },
  patchReadings: { toy: { greeting: 'plain' } },
  putScenario: { times: 2, for: 'PT1M', match: { operation: 'post', caller: '203.0.113.9' }, chance: 0.5 },
  putScenarioOfProvider: { times: 2, for: 'PT1M', match: { host: 'toy.test', body: 'x' }, chance: 0.5 },
  putWorld: { toy: { boxes: { blue: { key: 'a-key' } } }, cast: { toy: { 'box:red': 'blue' } } },
  putStub: {
    provider: 'toy',
    method: 'GET',
    path: '/{box}/lid',
    status: 201,
    headers: { 'x-a': 'b' },
    body: { at: '{{now}}' },
  },
  patchWorld: { toy: { boxes: { red: { size: 'large' } } } },
};

/** The paths to every value in a value. */
const placesIn = (value: unknown): readonly (readonly string[])[] => [
  [],
  ...(isJsonObject(value)
    ? Object.entries(value).flatMap(([name, member]) => placesIn(member).map((place) => [name, ...place]))
    : []),
];

/** A value with another one, or with none, in the place of one within it. */
function replaced(value: unknown, [name, ...rest]: readonly string[], change: Change): unknown {
  if (name === undefined) return changed(value, change);
  const members = Object.entries(value as object).map(([each, member]) => [
    each,
    each === name ? replaced(member, rest, change) : member,
  ]) as readonly (readonly [string, unknown])[];
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

/** What is done to a value: it is taken out, gets a member more, or becomes another. */
type Change = { readonly to: unknown } | { readonly more: readonly [string, unknown] } | 'out';

function changed(value: unknown, change: Change): unknown {
  if (change === 'out') return undefined;
  if ('to' in change) return change.to;
  return isJsonObject(value) ? { ...value, [change.more[0]]: change.more[1] } : change.more[1];
}

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.constant('out' as const),
  fc.record({ to: fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(0, -1, '', {}, [], 1.5, 2 ** 53)) }),
  fc.record({ more: fc.tuple(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 })) }),
);

/** All that a request could change. */
const stateOf = async ({ ask }: ControlServer): Promise<unknown> =>
  Promise.all(
    ['world', 'readings', 'clock', 'scenarios', 'cast'].map(async (name) =>
      jsonOf(await ask.get(`/_simulator/${name}`)),
    ),
  );

const descriptionFrom = async ({ ask }: ControlServer): Promise<ControlDescription> =>
  jsonOf(await ask.get('/_simulator/openapi.json')) as ControlDescription;

const validation = { strict: false, validateFormats: false } as const;

describe('a body that its schema does not allow', () => {
  test.each(Object.entries(validBodies))('is answered with 422 and changes nothing: %s', async (id, valid) => {
    const server = await openControl();
    const description = await descriptionFrom(server);
    const located = operationsOf(description).find(({ operation }) => operation.operationId === id);
    if (located === undefined) throw new Error(`no operation ${id}`);
    const isAllowed = new Ajv2020(validation).compile(bodySchemaOf(description, located) ?? {});
    expect(isAllowed(valid)).toBe(true);
    const target = `/_simulator${located.path.replace('{provider}', 'toy').replace('{name}', 'no-box')}`;
    const before = await stateOf(server);
    const bodies = fc.tuple(fc.constantFrom(...placesIn(valid)), changes).map((damage) => replaced(valid, ...damage));
    await fc.assert(
      fc.asyncProperty(
        bodies.filter((body) => body !== undefined && !isAllowed(body)),
        async (body) => {
          const text = JSON.stringify(body);
          const reply = await server.ask[located.method as 'put'](target).type('application/json').send(text);
          const { errors, errorCount } = jsonOf(reply) as { readonly errors: object[]; readonly errorCount: number };
          expect([text, reply.status]).toEqual([text, 422]);
          expect(errors.length).toBe(Math.min(errorCount, 100));
          expect(errorCount).toBeGreaterThan(0);
        },
      ),
      { numRuns: 30 },
    );
    expect(await stateOf(server)).toEqual(before);
    await server.ask[located.method as 'put'](target).send(valid).expect(200);
  });

  test('stands in the list of these tests', async () => {
    const description = await descriptionFrom(await openControl());
    const withBody = operationsOf(description).filter((each) => bodySchemaOf(description, each) !== undefined);
    expect(withBody.map(({ operation }) => operation.operationId).sort()).toEqual(Object.keys(validBodies).sort());
  });
});

describe('a parameter that its schema does not allow', () => {
  test('is answered with 400 that names it, and one that it allows is not', async () => {
    const server = await openControl();
    await server.post();
    const description = await descriptionFrom(server);
    const cases = operationsOf(description)
      .filter(({ path, method }) => method === 'get' && !path.startsWith('/sink/') && !path.endsWith('/wait'))
      .flatMap(({ path, operation }) =>
        parametersOf(description, operation)
          .filter(
            (parameter) => parameter.in === 'query' && ('enum' in parameter.schema || 'minimum' in parameter.schema),
          )
          .map(({ name, schema }) => ({
            path: path.replace('{id}', '1'),
            name,
            schema,
            isAllowed: new Ajv2020(validation).compile(schema),
          })),
      );
    const texts = fc.oneof(fc.string({ maxLength: 6 }), fc.integer({ min: -5, max: 2000 }).map(String));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cases), texts, async ({ path, name, schema, isAllowed }, text) => {
        const value = 'enum' in schema || !/^\d{1,15}$/.test(text) ? text : Number(text);
        const expected = isAllowed(value) ? 200 : 400;
        const reply = await server.ask.get(`/_simulator${path}?${new URLSearchParams({ [name]: text }).toString()}`);
        expect([path, name, text, reply.status]).toEqual([path, name, text, expected]);
        if (expected === 400) expect(jsonOf(reply)).toMatchObject({ parameter: name });
      }),
      { numRuns: 60 },
    );
  });
});
