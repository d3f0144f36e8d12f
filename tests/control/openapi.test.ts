import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { actionRoutes } from '../../simulator/http/control/actions.js';
import { providers } from '../../simulator/providers/index.js';
import { type ControlServer, jsonOf, openControl } from './control-server.js';

interface Description {
  readonly components: { readonly parameters: Readonly<Record<string, { readonly name: string }>> };
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, unknown>> }>>>
  >;
}

const descriptionFrom = async ({ ask }: ControlServer): Promise<Description> =>
  jsonOf(await ask.get('/_simulator/openapi.json').expect(200)) as Description;

/** The routes registered with express, such as `GET /_simulator/journal/{id}`, without the catch-alls for wrong methods. */
function registered({ router }: ControlServer): readonly string[] {
  return router.stack.flatMap(({ route }) => {
    if (route === undefined) return [];
    const path = route.path.replace(/\{?[:*](\w+)\}?/g, '{$1}');
    const methods = route.stack.map(({ method }) => method as string | undefined);
    return [...new Set(methods)].flatMap((method) => (method === undefined ? [] : [`${method} /_simulator${path}`]));
  });
}

const pointerPart = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1');

describe("the control API's description", () => {
  test('has the paths and methods that the router has, and no others', async () => {
    const server = await openControl();
    const { paths } = await descriptionFrom(server);
    const described = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    const actions = actionRoutes(providers).map(
      ({ method, path }) => `${method} /_simulator${path.replace(/\{?[:*](\w+)\}?/g, '{$1}')}`,
    );
    expect(described.sort()).toEqual([...registered(server), ...actions].sort());
  });

  test('has the parameters that the router takes, and no others', async () => {
    const server = await openControl();
    const { paths, components } = await descriptionFrom(server);
    for (const [path, operation] of Object.entries(paths).map(([each, item]) => [each, item['get']] as const)) {
      if (operation === undefined || !path.startsWith('/_simulator/journal')) continue;
      const { parameters = [] } = operation as { readonly parameters?: readonly { readonly $ref: string }[] };
      const named = parameters
        .map(({ $ref }) => components.parameters[$ref.split('/').at(-1) ?? '']?.name)
        .filter((name) => name !== 'id');
      const reply = await server.ask.get(`${path.replace('{id}', '1')}?no-such-parameter`).expect(400);
      expect(jsonOf(reply)).toMatchObject({ fix: `Use: ${named.join(', ')}.` });
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
    ['get', '/readings', undefined, 200],
    ['patch', '/readings', { toy: {} }, 200],
    ['put', '/clock', { mode: 'frozen' }, 200],
    ['put', '/clock', {}, 422],
    ['post', '/clock/advance', { by: 'PT1S' }, 200],
    ['get', '/journal', undefined, 200],
    ['get', '/journal/wait', undefined, 200],
    ['get', '/journal/{id}', undefined, 200],
    ['get', '/journal/{id}/diagnosis', undefined, 200],
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
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).addSchema(description, 'api');
    const kind = status === 200 ? 'application/json' : 'application/problem+json';
    const response = description.paths[`/_simulator${path}`]?.[method]?.responses[status];
    const { $ref } = response as { readonly $ref?: string };
    const at = $ref ?? `#/paths/${pointerPart(`/_simulator${path}`)}/${method}/responses/${status}`;
    const validate = ajv.compile({
      $ref: `api${at.replaceAll('{', '%7B').replaceAll('}', '%7D')}/content/${pointerPart(kind)}/schema`,
    });
    validate(jsonOf(reply));
    expect(validate.errors ?? []).toEqual([]);
  });
});
