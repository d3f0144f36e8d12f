import { describe, expect, test } from '@jest/globals';
import { providers } from '../../simulator/providers/index.js';
import { type ControlServer, jsonOf, openControl } from './control-server.js';
import { type ControlDescription, operationsOf, parametersOf, replyValidator } from './described.js';

const descriptions = new Map<string, ControlDescription>();

/** The description that a server gives: the same object for the same text, whose schemas are then compiled once. */
async function descriptionFrom({ ask }: ControlServer): Promise<ControlDescription> {
  const { text } = await ask.get('/_simulator/openapi.json').expect(200);
  const description = descriptions.get(text) ?? (JSON.parse(text) as ControlDescription);
  descriptions.set(text, description);
  return description;
}

/** The routes registered with express, such as `GET /_simulator/journal/{id}`, without the catch-alls for wrong methods. */
function registered({ router }: ControlServer): readonly string[] {
  return router.stack.flatMap(({ route }) => {
    if (route === undefined) return [];
    const path = route.path.replace(/\{?[:*](\w+)\}?/g, '{$1}');
    const methods = route.stack.map(({ method }) => method as string | undefined);
    return [...new Set(methods)].flatMap((method) => (method === undefined ? [] : [`${method} ${path}`]));
  });
}

describe("the control API's description", () => {
  test('has the paths and methods that the router has, and no others', async () => {
    const server = await openControl({ providers });
    const described = operationsOf(await descriptionFrom(server)).map(({ method, path }) => `${method} ${path}`);
    expect(described).toContain('post /xylink/rooms/{number}/meeting');
    expect(described.sort()).toEqual([...registered(server)].sort());
  });

  test('has the actions of the providers that the simulator has, and no others', async () => {
    const { paths } = await descriptionFrom(await openControl());
    expect(Object.keys(paths).filter((path) => path.includes('xylink'))).toEqual([]);
  });

  test('has the query parameters that the router takes, and no others', async () => {
    const server = await openControl();
    const description = await descriptionFrom(server);
    for (const { path, method, operation } of operationsOf(description)) {
      if (method !== 'get' || path.startsWith('/sink/')) continue;
      const query = parametersOf(description, operation).filter((each) => each.in === 'query');
      const named = query.map(({ name }) => name);
      const reply = await server.ask.get(`/_simulator${path.replace('{id}', '1')}?no-such-parameter`).expect(400);
      expect([path, (jsonOf(reply) as { readonly fix: string }).fix]).toEqual([
        path,
        named.length === 0 ? 'This endpoint takes no parameters: leave it out.' : `Use: ${named.join(', ')}.`,
      ]);
    }
  });

  test('names every operation, and describes it', async () => {
    const operations = operationsOf(await descriptionFrom(await openControl({ providers })));
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation } of operations) {
      expect(operation.summary).toMatch(/^[A-Z][a-z]+ [^.]+$/);
      expect(operation.description).toMatch(/^[A-Z][^]{20,}\.$/);
    }
  });

  test.each([
    ['get', '/health', undefined, 200],
    ['get', '/cast', undefined, 200],
    ['post', '/reset', undefined, 200],
    ['get', '/world', undefined, 200],
    ['put', '/world', {}, 200],
    ['put', '/world', [], 422],
    ['patch', '/world', {}, 200],
    ['patch', '/world', [], 422],
    ['get', '/readings', undefined, 200],
    ['patch', '/readings', { toy: {} }, 200],
    ['patch', '/readings', { toy: 7 }, 422],
    ['put', '/clock', { mode: 'frozen' }, 200],
    ['put', '/clock', {}, 422],
    ['post', '/clock/advance', { by: 'PT1S' }, 200],
    ['get', '/scenarios', undefined, 200],
    ['put', '/scenarios/{name}', { times: 0 }, 404],
    ['get', '/journal', undefined, 200],
    ['get', '/journal/wait', undefined, 200],
    ['get', '/journal/{id}', undefined, 200],
    ['get', '/journal/{id}/diagnosis', undefined, 200],
    ['get', '/callbacks', undefined, 200],
    ['get', '/sink', undefined, 200],
    ['get', '/spaces', undefined, 200],
    ['delete', '/spaces/{name}', undefined, 409],
  ] as const)('describes what is answered to %s %s', async (method, path, body, status) => {
    const server = await openControl();
    await server.post();
    await server.post('blue');
    await server.ask.get('/toy.test/elsewhere');
    const actual = path.replace('{id}', '1').replace('{name}', 'default');
    const reply = await server.ask[method](`/_simulator${actual}`).send(body).expect(status);
    const description = await descriptionFrom(server);
    const located = operationsOf(description).find((each) => each.path === path && each.method === method);
    if (located === undefined) throw new Error(`no description of ${method} ${path}`);
    const mediaType = status === 200 ? 'application/json' : 'application/problem+json';
    const validate = replyValidator(description, located, status, mediaType);
    validate(jsonOf(reply));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('gives the defaults that parameters have', async () => {
    const server = await openControl({}, { limits: { entries: 100, bytes: 1024 * 1024 } });
    for (let letter = 0; letter < 60; letter += 1) await server.post();
    const description = await descriptionFrom(server);
    for (const { path, method, operation } of operationsOf(description)) {
      if (method !== 'get' || path === '/callbacks/wait' || path.startsWith('/sink/')) continue;
      const query = new URLSearchParams();
      const withDefault = parametersOf(description, operation).filter(({ schema }) => 'default' in schema);
      withDefault.forEach(({ name, schema }) => {
        query.set(name, String('default' in schema && schema.default));
      });
      const target = `/_simulator${path.replace('{id}', '1')}`;
      const [implicit, explicit] = [
        await server.ask.get(target),
        await server.ask.get(`${target}?${query.toString()}`),
      ];
      expect([path, explicit.text]).toEqual([path, implicit.text]);
    }
  });
});
