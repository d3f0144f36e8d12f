import { describe, expect, test } from '@jest/globals';
import { jsonOf, openControl } from './control-server.js';

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
    expect(jsonOf(await ask.get('/_simulator/readings'))).toMatchObject({ toy: { greeting: { answer: 'formal' } } });
    expect(spaces.of(undefined).journal.entries()).toEqual([]);
    expect(spaces.of('alice').journal.entries()).toHaveLength(1);
    const again = await post();
    expect([again.text, again.headers['simulator-exchange']]).toEqual(['letter 1', '1']);
  });
});
