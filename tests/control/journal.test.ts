import { describe, expect, test } from '@jest/globals';
import { jsonOf, openControl } from './control-server.js';

interface Shown {
  readonly id: number;
  readonly [member: string]: unknown;
}

const exchangesIn = (reply: { readonly text: string }): readonly Shown[] =>
  (jsonOf(reply) as { readonly exchanges: readonly Shown[] }).exchanges;

describe('the journal', () => {
  test('lists what was asked and answered, oldest first', async () => {
    const { ask, post } = await openControl();
    await post();
    await post('blue');
    const [first, second] = exchangesIn(await ask.get('/_simulator/journal').expect(200));
    expect(first).toMatchObject({
      id: 1,
      at: '2026-11-21T12:00:00+08:00',
      provider: 'toy',
      host: 'toy.test',
      space: 'default',
      caller: '127.0.0.1',
      operation: 'post',
      source: 'provider',
      readings: {},
      whole: true,
      request: {
        method: 'POST',
        target: '/toy.test/post?red',
        targetForProvider: '/post?red',
        body: 'hello',
        bodyBytes: 5,
      },
      reply: { status: 200, contentType: 'text/plain', body: 'letter 1', bodyBytes: 8 },
      trace: [
        { check: 'toy/box-exists', passed: true, saw: { box: 'red' } },
        { check: 'toy/key-fits', passed: true },
      ],
      tookMs: expect.any(Number),
    });
    expect(second).toMatchObject({
      id: 2,
      refusedBy: 'toy/box-exists',
      refusal: { name: 'noBox', code: '-1' },
      trace: [{ check: 'toy/box-exists', passed: false, saw: { box: 'blue' } }],
    });
  });

  test.each([
    ['', [1, 2, 3, 4]],
    ['?operation=post', [1, 2, 4]],
    ['?refusedBy=toy/box-exists', [2]],
    ['?refusedBy=toy%2Fkey-fits', [4]],
    ['?after=2', [3, 4]],
    ['?after=99', []],
    ['?limit=2', [3, 4]],
    ['?after=0&limit=2', [1, 2]],
    ['?before=3', [1, 2]],
    ['?before=3&limit=1', [2]],
    ['?after=1&before=4', [2, 3]],
    ['?limit=1&after=1&operation=post', [2]],
  ])('is filtered: %s', async (query, ids) => {
    const { ask, post } = await openControl();
    await post();
    await post('blue');
    await ask.get('/toy.test/elsewhere');
    await post('red', { 'toy-key': 'wrong' });
    expect(exchangesIn(await ask.get(`/_simulator/journal${query}`).expect(200)).map(({ id }) => id)).toEqual(ids);
  });

  test('comes in pages with cursors to those around them', async () => {
    const { ask, post } = await openControl({}, { limits: { entries: 200, bytes: 1024 * 1024 } });
    for (let sent = 0; sent < 120; sent += 1) await post();
    const pageOf = async (query: string): Promise<readonly unknown[]> => {
      const { exchanges, page } = jsonOf(await ask.get(`/_simulator/journal${query}`).expect(200)) as {
        readonly exchanges: readonly Shown[];
        readonly page: object;
      };
      return [exchanges[0]?.id, exchanges.at(-1)?.id, page];
    };
    expect(await pageOf('')).toEqual([71, 120, { matching: 120, before: 71 }]);
    expect(await pageOf('?before=71')).toEqual([21, 70, { matching: 70, before: 21 }]);
    expect(await pageOf('?before=21')).toEqual([1, 20, { matching: 20 }]);
    expect(await pageOf('?after=0')).toEqual([1, 50, { matching: 120, after: 50 }]);
    expect(await pageOf('?after=100')).toEqual([101, 120, { matching: 20 }]);
    expect(await pageOf('?after=120')).toEqual([undefined, undefined, { matching: 0 }]);
  });

  test.each([
    ['/journal?colour=red', 'colour'],
    ['/journal?operation=pots', 'operation'],
    ['/journal?operation=', 'operation'],
    ['/journal?refusedBy=-1', 'refusedBy'],
    ['/journal?after=-1', 'after'],
    ['/journal?after=x', 'after'],
    ['/journal?before=0', 'before'],
    ['/journal?limit=0', 'limit'],
    ['/journal?limit=1001', 'limit'],
    ['/journal?limit=1.5', 'limit'],
    ['/journal?limit=1&limit=2', 'limit'],
    ['/journal?limit=9999999999999999', 'limit'],
    ['/journal?form=short', 'form'],
    ['/journal?timeout=PT1S', 'timeout'],
    ['/journal/one', 'id'],
    ['/journal/-1', 'id'],
    ['/journal/1?form=short', 'form'],
    ['/journal/1?after=1', 'after'],
    ['/journal/wait?timeout=PT61S', 'timeout'],
    ['/journal/wait?timeout=5', 'timeout'],
    ['/journal/wait?timeout=-PT1S', 'timeout'],
    ['/journal/wait?limit=1', 'limit'],
    ['/journal/wait?refusedBy=unknown', 'refusedBy'],
    ['/journal/wait?form=', 'form'],
  ])('names the parameter that is wrong: %s', async (path, parameter) => {
    const { ask } = await openControl();
    const reply = await ask.get(`/_simulator${path}`).expect(400);
    expect(jsonOf(reply)).toMatchObject({ type: 'urn:meeting-understudy:bad-request', parameter });
  });

  test('shows one exchange by the number that its reply carried', async () => {
    const { ask, post } = await openControl();
    await post();
    const { headers } = await post('blue');
    const reply = await ask.get(`/_simulator/journal/${headers['simulator-exchange'] as string}`).expect(200);
    expect(jsonOf(reply)).toMatchObject({ id: 2, refusedBy: 'toy/box-exists' });
    expect(jsonOf(await ask.get('/_simulator/journal/3').expect(404))).toMatchObject({ status: 404 });
    await ask.get('/~alice/_simulator/journal/2').expect(404);
  });

  test('is emptied, and numbers go on', async () => {
    const { ask, post } = await openControl();
    await post();
    await ask.delete('/_simulator/journal').expect(204);
    expect(exchangesIn(await ask.get('/_simulator/journal'))).toEqual([]);
    expect((await post()).headers['simulator-exchange']).toBe('2');
  });

  test('shows what was not modelled, and what was a bug', async () => {
    const { ask, post } = await openControl();
    await ask.get('/toy.test/elsewhere').expect(501);
    const fault = await post('red', { 'toy-key': 's3cret-key', 'toy-throw': 'please' });
    expect(fault.status).toBe(500);
    const reply = await ask.get('/_simulator/journal');
    const [unknown, bug] = exchangesIn(reply);
    expect(unknown).toMatchObject({ source: 'not-modelled', notModelled: 'any other path', trace: [] });
    expect(unknown).not.toHaveProperty('operation');
    expect(bug).toMatchObject({
      source: 'bug',
      error: { name: 'RangeError', message: expect.stringMatching(/^asked to throw/) },
    });
    expect(bug).not.toHaveProperty('trace');
    expect(reply.text).not.toContain('s3cret-key');
  });

  test('shows the readings that were not the defaults', async () => {
    const { ask, post } = await openControl();
    await ask.put('/_simulator/readings').send({ toy: { greeting: 'plain' } });
    await post();
    await ask.put('/_simulator/readings').send({});
    expect(exchangesIn(await ask.get('/_simulator/journal'))[0]).toMatchObject({ readings: { greeting: 'plain' } });
  });

  test('is the same in its canonical form whenever the same was asked', async () => {
    const run = async (): Promise<string> => {
      const { ask, post } = await openControl();
      await post();
      await post('blue');
      return (await ask.get('/_simulator/journal?form=canonical').expect(200)).text;
    };
    const texts = [await run(), await run()];
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toContain('tookMs');
  });

  test('never shows a key, wherever it stood', async () => {
    const { ask, post } = await openControl();
    await post('s3cret-key', { 'toy-key': 's3cret-key', 's3cret-key': 'x', Cookie: 'a=s3cret-key; b=0123456789' });
    await post();
    const reply = await ask.get('/_simulator/journal').expect(200);
    expect(exchangesIn(reply)).toHaveLength(2);
    expect(reply.text).not.toMatch(/s3cret-key/i);
  });
});
