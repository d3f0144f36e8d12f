import { describe, expect, test } from '@jest/globals';
import { judge } from '../../simulator/platform/judge.js';
import { type ControlServer, jsonOf, openControl } from './control-server.js';
import { toy } from './toy-provider.js';

interface Wrong {
  readonly errors: readonly object[];
  readonly errorCount: number;
}

const startingWorld = { cast: { toy: { 'box:red': 'red' } }, toy: { boxes: { red: { key: 's3cret-key' } } } };

const worldOf = async ({ ask }: ControlServer): Promise<unknown> =>
  jsonOf(await ask.get('/_simulator/world').expect(200));

describe('the world of a space', () => {
  test('is shown whole', async () => {
    expect(await worldOf(await openControl())).toEqual(startingWorld);
  });

  test('is replaced by PUT, and numbers begin anew', async () => {
    const server = await openControl();
    expect((await server.post()).text).toBe('letter 1');
    const world = { toy: { boxes: { blue: { key: 'another', size: 'large' }, red: { key: 's3cret-key' } } } };
    const reply = await server.ask.put('/_simulator/world').send(world).expect(200);
    expect(jsonOf(reply)).toEqual({ cast: {}, ...world });
    expect(await worldOf(server)).toEqual({ cast: {}, ...world });
    expect((await server.post()).text).toBe('letter 1');
  });

  test('is changed by PATCH, and numbers go on', async () => {
    const server = await openControl();
    await server.post();
    const patch = { toy: { boxes: { blue: { key: 'another' }, red: { size: 'small' } } } };
    const reply = await server.ask.patch('/_simulator/world').send(patch).expect(200);
    const boxes = { red: { key: 's3cret-key', size: 'small' }, blue: { key: 'another' } };
    expect(jsonOf(reply)).toEqual({ ...startingWorld, toy: { boxes } });
    expect((await server.post()).text).toBe('letter 2');
  });

  test.each([
    ['during one merge', 1, 2],
    ['during each merge', Infinity, 4],
  ])('keeps what requests change while a PATCH is checked, %s', async (_, max, merges) => {
    // The first judgement is that of the body, before the patch is merged.
    let judged = -1;
    const server: ControlServer = await openControl({
      judge: () =>
        Promise.resolve((schema, value) => {
          judged += 1;
          if (judged > 0 && judged <= max) {
            const { documents } = server.spaces.getOrCreate(undefined);
            documents.commit([...toy.world.toDocuments({ boxes: { green: { key: `meanwhile ${judged}` } } })]);
          }
          return judge(schema, value);
        }),
    });
    const patch = { toy: { boxes: { blue: { key: 'another' } } } };
    await server.ask.patch('/_simulator/world').send(patch).expect(200);
    const { toy: patched } = (await worldOf(server)) as {
      readonly toy: { readonly boxes: Readonly<Record<string, object>> };
    };
    expect(Object.keys(patched.boxes).sort()).toEqual(['blue', 'green', 'red']);
    expect(judged).toBe(merges);
  });

  test('is empty where nothing is said of a provider', async () => {
    const { ask } = await openControl();
    const reply = await ask.put('/_simulator/world').send({}).expect(200);
    expect(jsonOf(reply)).toEqual({ cast: {}, toy: { boxes: {} } });
  });

  test('is refused with ten of its unknown members, each cut to 80 characters', async () => {
    const { ask } = await openControl();
    const names = Array.from({ length: 20_000 }, (_, index) => `stranger-${index}`.padEnd(200, 'x'));
    const wrong = Object.fromEntries(names.map((name) => [name, 0]));
    const reply = await ask.put('/_simulator/world').send(wrong).expect(422);
    const { errors } = jsonOf(reply) as { readonly errors: readonly { readonly pointer: string }[] };
    expect(errors).toHaveLength(11);
    expect(errors.at(-1)).toEqual({ pointer: '', says: 'has 19990 more members that are unknown here' });
    expect(errors[0]?.pointer).toHaveLength(82);
  });

  test('is refused with a hundred errors and their count, or with the first alone when it is large', async () => {
    const { ask } = await openControl();
    const boxes = (count: number): object => ({
      toy: { boxes: Object.fromEntries(Array.from({ length: count }, (_, index) => [`Box${index}`, {}])) },
    });
    const some = jsonOf(await ask.put('/_simulator/world').send(boxes(75)).expect(422)) as Wrong;
    expect([some.errors.length, some.errorCount]).toEqual([100, 150]);
    const many = jsonOf(await ask.put('/_simulator/world').send(boxes(20_000)).expect(422)) as Wrong;
    expect(many.errors).toEqual([
      { pointer: '/toy/boxes/Box0', says: expect.stringMatching(/^is a name that must match/) },
      { pointer: '/toy', says: 'has more than 2000 values, so only its first error is reported; there may be more' },
    ]);
  });

  test('stays as it was when any of it is wrong, and every error is named', async () => {
    const server = await openControl();
    const wrong = {
      other: {},
      cast: { toy: { 'box:red': 7 }, other: {}, constructor: {} },
      toy: { shelves: {}, boxes: { Red: { key: 'abcd' }, 'a/b~': {}, red: { key: 'abc', size: 'huge', lid: 1 } } },
    };
    const reply = await server.ask.put('/_simulator/world').send(wrong).expect(422);
    const { errors } = jsonOf(reply) as { readonly errors: readonly { readonly pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(
      [
        '/cast/constructor',
        '/cast/other',
        '/cast/toy/box:red',
        '/other',
        '/toy/boxes/Red',
        '/toy/boxes/a~1b~0',
        '/toy/boxes/a~1b~0/key',
        '/toy/boxes/red/key',
        '/toy/boxes/red/lid',
        '/toy/boxes/red/size',
        '/toy/shelves',
      ].sort(),
    );
    expect(await worldOf(server)).toEqual(startingWorld);
  });

  test('gets advice for each error, without the value', async () => {
    const { ask } = await openControl();
    const wrong = { toy: { boxes: { Red: { key: 'abcd' }, red: { size: 'enormous', lid: 1 } } } };
    const reply = await ask.put('/_simulator/world').send(wrong).expect(422);
    expect(jsonOf(reply)).toMatchObject({
      type: 'urn:meeting-understudy:invalid',
      errors: expect.arrayContaining([
        { pointer: '/toy/boxes/red/key', says: 'is missing; add it' },
        { pointer: '/toy/boxes/red/lid', says: 'is unknown here; remove it, or use one of: key, size' },
        { pointer: '/toy/boxes/red/size', says: 'must be one of: "small", "large"' },
        {
          pointer: '/toy/boxes/Red',
          says: 'is a name that must match the pattern ^[a-z]{1,8}$ (up to eight small letters)',
        },
      ]),
    });
    expect(reply.text).not.toContain('enormous');
  });

  test('is judged beyond its schema', async () => {
    const { ask } = await openControl();
    const wrong = { cast: { toy: { 'box:red': 'gone' } }, toy: { boxes: { twin: { key: 'abcd' } } } };
    const reply = await ask.put('/_simulator/world').send(wrong).expect(422);
    expect(jsonOf(reply)).toMatchObject({
      errors: [
        { pointer: '/cast/toy/box:red', says: 'must be a box of this world' },
        { pointer: '/toy/boxes/twin', says: 'must not be called twin' },
      ],
    });
  });

  test.each([
    ['[]', ''],
    ['7', ''],
    ['null', ''],
    ['{"cast":[]}', '/cast'],
    ['{"cast":null}', '/cast'],
    ['{"toy":null}', '/toy'],
    ['{"cast":{"toy":"red"}}', '/cast/toy'],
    ['{"toy":[]}', '/toy'],
    ['{"toy":{"boxes":7}}', '/toy/boxes'],
    ['{"__proto__":{}}', '/__proto__'],
    ['{"toy":{"__proto__":{}}}', '/toy/__proto__'],
    ['{"toy":{"boxes":{"__proto__":{"key":"abcd"}}}}', '/toy/boxes/__proto__'],
    ['{"cast":{"__proto__":{}}}', '/cast/__proto__'],
  ])('is refused: %s', async (body, pointer) => {
    const server = await openControl();
    const reply = await server.ask.put('/_simulator/world').type('application/json').send(body).expect(422);
    expect(jsonOf(reply)).toMatchObject({ errors: [{ pointer }] });
    expect(await worldOf(server)).toEqual(startingWorld);
  });

  test('is not patched into nonsense', async () => {
    const server = await openControl();
    for (const patch of ['[]', 'null', '{"toy":{"boxes":{"red":{"key":null}}}}', '{"toy":{"boxes":{"red":null}}}']) {
      await server.ask.patch('/_simulator/world').type('application/json').send(patch).expect(422);
    }
    expect(await worldOf(server)).toEqual(startingWorld);
  });

  test('belongs to its space alone', async () => {
    const server = await openControl();
    await server.ask.put('/~alice/_simulator/world').send({}).expect(200).expect('simulator-space', 'alice');
    expect(await worldOf(server)).toEqual(startingWorld);
  });
});
