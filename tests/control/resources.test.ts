import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ytx } from '../../simulator/providers/ytx/index.js';
import { type ControlServer, jsonOf, openControl } from './control-server.js';
import { toy } from './toy-provider.js';

describe("a provider's own API", () => {
  test('is described at its name', async () => {
    const { ask } = await openControl();
    const reply = await ask.get('/_simulator/providers/toy/openapi.json').expect(200);
    expect(reply.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
    expect(jsonOf(reply)).toEqual(await toy.openapi());
  });

  test('is described in every space alike', async () => {
    const { ask } = await openControl();
    const reply = await ask.get('/~alice/_simulator/providers/toy/openapi.json').expect(200);
    expect(reply.headers).toMatchObject({ 'simulator-space': 'alice' });
    expect(jsonOf(reply)).toEqual(await toy.openapi());
  });

  test('is described as it was generated', async () => {
    const { ask } = await openControl({ providers: [toy, ytx] });
    const reply = await ask.get('/_simulator/providers/ytx/openapi.json').expect(200);
    expect(jsonOf(reply)).toEqual(await ytx.openapi());
    expect(jsonOf(reply)).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./) });
  });

  test.each(['unknown', 'Toy', 'constructor', '__proto__', '%20'])(
    'is not described where there is no such provider: %s',
    async (name) => {
      const { ask } = await openControl({ providers: [toy, ytx] });
      const reply = await ask.get(`/_simulator/providers/${name}/openapi.json`).expect(404);
      expect(reply.headers).toMatchObject({ 'content-type': 'application/problem+json' });
      expect(jsonOf(reply)).toMatchObject({ type: 'urn:meeting-understudy:not-found', fix: 'Use one of: toy, ytx.' });
    },
  );

  test('is refused for an unknown provider with a problem that fits the description', async () => {
    const { ask } = await openControl();
    const description = jsonOf(await ask.get('/_simulator/openapi.json')) as object;
    const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(description, 'api');
    const reply = await ask.get('/_simulator/providers/unknown/openapi.json').expect(404);
    expect(ajv.validate({ $ref: 'api#/components/schemas/Problem' }, jsonOf(reply))).toBe(true);
  });
});

describe('spaces', () => {
  test('are listed with what their journals keep, the longest unused first', async () => {
    const { ask, post } = await openControl();
    await post('red', {}, 'bob');
    await post('red', {}, 'alice');
    await post('red', {}, 'bob');
    const listed = {
      spaces: [
        { name: 'default', exchanges: 0 },
        { name: 'alice', exchanges: 1 },
        { name: 'bob', exchanges: 2 },
      ],
    };
    expect(jsonOf(await ask.get('/_simulator/spaces').expect(200))).toEqual(listed);
    expect(jsonOf(await ask.get('/_simulator/spaces').expect(200))).toEqual(listed);
  });

  test('are removed by name, in either case', async () => {
    const { ask, spaces } = await openControl();
    await ask.get('/~alice/_simulator/clock');
    const reply = await ask.delete('/_simulator/spaces/Alice').expect(204);
    expect(reply.text).toBe('');
    expect(spaces.names()).toEqual(['default']);
  });

  test.each(['alice', '..%2F', '%20', '__proto__'])('cannot be removed when there is none called %s', async (name) => {
    const { ask } = await openControl();
    expect(jsonOf(await ask.delete(`/_simulator/spaces/${name}`).expect(404))).toMatchObject({ status: 404 });
  });

  test('always include the default one', async () => {
    const { ask } = await openControl();
    const reply = await ask.delete('/_simulator/spaces/default').expect(409);
    expect(jsonOf(reply)).toMatchObject({
      type: 'urn:meeting-understudy:conflict',
      fix: expect.stringContaining('POST /_simulator/reset'),
    });
  });

  test('go back to their start, one by one', async () => {
    const { ask, post, spaces } = await openControl();
    await post();
    await post('red', {}, 'alice');
    await ask.put('/_simulator/world').send({});
    await ask.put('/_simulator/readings').send({ toy: { greeting: 'plain' } });
    await ask.put('/_simulator/clock').send({ now: '2030-01-01T00:00:00Z', mode: 'frozen' });
    const reply = await ask.post('/_simulator/reset').expect(200);
    const clock = { now: '2026-11-21T12:00:00+08:00', mode: 'running' };
    expect(jsonOf(reply)).toEqual({ space: 'default', reset: true, clock });
    expect(jsonOf(await ask.get('/_simulator/cast'))).toEqual({ toy: { 'box:red': { key: 's3cret-key' } } });
    expect(jsonOf(await ask.get('/_simulator/readings'))).toMatchObject({ toy: { greeting: { option: 'formal' } } });
    expect(spaces.getOrCreate(undefined).journal.entries()).toEqual([]);
    expect(spaces.getOrCreate('alice').journal.entries()).toHaveLength(1);
    const again = await post();
    expect([again.text, again.headers['simulator-exchange']]).toEqual(['letter 1', '1']);
  });
});

const answersOf = async ({ ask }: ControlServer): Promise<unknown> => {
  const { toy } = jsonOf(await ask.get('/_simulator/readings').expect(200)) as {
    readonly toy: Readonly<Record<string, { readonly option: string }>>;
  };
  return Object.fromEntries(Object.entries(toy).map(([name, { option }]) => [name, option]));
};

describe('the readings of a space', () => {
  test('are shown with what they ask, their options and why', async () => {
    const { ask } = await openControl();
    expect(jsonOf(await ask.get('/_simulator/readings').expect(200))).toMatchObject({
      toy: {
        greeting: {
          option: 'formal',
          default: 'formal',
          options: { formal: 'Good day', plain: 'Hi' },
          asks: 'How is one greeted?',
          reason: 'It is polite.',
        },
      },
    });
  });

  test('go back to the default with PUT where they are not named', async () => {
    const server = await openControl();
    await server.ask
      .put('/_simulator/readings')
      .send({ toy: { greeting: 'plain' } })
      .expect(200);
    const reply = await server.ask
      .put('/_simulator/readings')
      .send({ toy: { closing: 'bow' } })
      .expect(200);
    expect(jsonOf(reply)).toMatchObject({ toy: { greeting: { option: 'formal' }, closing: { option: 'bow' } } });
    await server.ask.put('/_simulator/readings').send({}).expect(200);
    expect(await answersOf(server)).toEqual({ greeting: 'formal', closing: 'nod' });
  });

  test('stay with PATCH where they are not named', async () => {
    const server = await openControl();
    await server.ask
      .patch('/_simulator/readings')
      .send({ toy: { greeting: 'plain' } })
      .expect(200);
    await server.ask
      .patch('/_simulator/readings')
      .send({ toy: { closing: 'bow' } })
      .expect(200);
    expect(await answersOf(server)).toEqual({ greeting: 'plain', closing: 'bow' });
  });

  test.each([
    ['[]', [{ pointer: '', says: 'must be of type object with toy' }]],
    ['{"other":{}}', [{ pointer: '/other', says: 'is unknown here; remove it, or use one of: toy' }]],
    ['{"toy":"plain"}', [{ pointer: '/toy', says: 'must be of type object with greeting, closing' }]],
    [
      '{"toy":{"greeting":"rude"}}',
      [{ pointer: '/toy/greeting', says: 'must be one of: "formal", "plain" (How is one greeted?)' }],
    ],
    [
      '{"toy":{"greeting":null}}',
      [{ pointer: '/toy/greeting', says: 'must be one of: "formal", "plain" (How is one greeted?)' }],
    ],
    [
      '{"toy":{"__proto__":"x"}}',
      [{ pointer: '/toy/__proto__', says: 'is unknown here; remove it, or use one of: greeting, closing' }],
    ],
    [
      '{"toy":{"a/b":"x"}}',
      [{ pointer: '/toy/a~1b', says: 'is unknown here; remove it, or use one of: greeting, closing' }],
    ],
  ])('stay as they were when any is wrong: %s', async (body, errors) => {
    const server = await openControl();
    const alsoRight = body.replace('{"toy":{"', '{"toy":{"closing":"bow","');
    const reply = await server.ask.put('/_simulator/readings').type('application/json').send(alsoRight).expect(422);
    expect(jsonOf(reply)).toMatchObject({ type: 'urn:meeting-understudy:invalid', errors });
    expect(await answersOf(server)).toEqual({ greeting: 'formal', closing: 'nod' });
  });

  test('show no credential that stands in a name', async () => {
    const { ask } = await openControl();
    const reply = await ask
      .put('/_simulator/readings')
      .send({ toy: { 's3cret-key': 'x' } })
      .expect(422);
    expect(reply.text).not.toContain('s3cret-key');
  });
});
