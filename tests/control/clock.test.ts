import { describe, expect, test } from '@jest/globals';
import { jsonOf, openControl } from './control-server.js';

const start = { now: '2026-11-21T12:00:00+08:00', mode: 'running' };

describe('the clock of a space', () => {
  test('is shown at +08:00', async () => {
    const { ask } = await openControl();
    expect(jsonOf(await ask.get('/_simulator/clock').expect(200))).toEqual(start);
  });

  test.each([
    [
      { now: '2030-01-01T00:00:00Z', mode: 'frozen' },
      { now: '2030-01-01T08:00:00+08:00', mode: 'frozen' },
    ],
    [{ now: '2030-01-01T00:00:00.25Z' }, { now: '2030-01-01T08:00:00.250+08:00', mode: 'running' }],
    [{ mode: 'frozen' }, { ...start, mode: 'frozen' }],
  ])('is set to %j', async (selection, result) => {
    const { ask } = await openControl();
    expect(jsonOf(await ask.put('/_simulator/clock').send(selection).expect(200))).toEqual(result);
    expect(jsonOf(await ask.get('/_simulator/clock'))).toEqual(result);
  });

  test('keeps its mode when only the instant is given', async () => {
    const { ask } = await openControl();
    await ask.put('/_simulator/clock').send({ mode: 'frozen' });
    const reply = await ask.put('/_simulator/clock').send({ now: '2030-01-01T00:00:00Z' });
    expect(jsonOf(reply)).toMatchObject({ mode: 'frozen' });
  });

  test('dates the very reply that sets it', async () => {
    const { ask } = await openControl();
    const reply = await ask.put('/_simulator/clock').send({ now: '2030-01-01T00:00:00Z' });
    expect(reply.headers['date']).toBe('Tue, 01 Jan 2030 00:00:00 GMT');
  });

  test.each(['running', 'frozen'])('is moved forward while it is %s', async (mode) => {
    const { ask } = await openControl();
    await ask.put('/_simulator/clock').send({ mode });
    const reply = await ask.post('/_simulator/clock/advance').send({ by: 'PT25H' }).expect(200);
    expect(jsonOf(reply)).toEqual({ now: '2026-11-22T13:00:00+08:00', mode, callbacks: [] });
  });

  test.each([
    ['put', '', '{}', ['']],
    ['put', '', '[]', ['']],
    ['put', '', '"2030-01-01T00:00:00Z"', ['']],
    ['put', '', '{"now":"2026-02-30T00:00:00Z"}', ['/now']],
    ['put', '', '{"now":"2026-02-20T00:00:00"}', ['/now']],
    ['put', '', '{"now":1}', ['/now']],
    ['put', '', '{"now":"1969-12-31T00:00:00Z","mode":"slow","speed":2}', ['/speed', '/mode']],
    ['put', '', '{"now":"1969-12-31T00:00:00Z","mode":"frozen"}', ['/now']],
    ['put', '', '{"mode":null,"now":"2030-01-01T00:00:00Z"}', ['/mode']],
    ['put', '', '{"__proto__":{"mode":"frozen"}}', ['/__proto__']],
    ['post', '/advance', '{}', ['/by']],
    ['post', '/advance', '7', ['']],
    ['post', '/advance', '{"by":3600}', ['/by']],
    ['post', '/advance', '{"by":"-PT1H"}', ['/by']],
    ['post', '/advance', '{"by":"P1M"}', ['/by']],
    ['post', '/advance', '{"by":"an hour"}', ['/by']],
    ['post', '/advance', `{"by":"P${'9'.repeat(400)}D"}`, ['/by']],
    ['post', '/advance', '{"by":"PT1H","twice":true}', ['/twice']],
  ] as const)('stays where it is after %s %s %s', async (method, path, body, pointers) => {
    const { ask } = await openControl();
    const reply = await ask[method](`/_simulator/clock${path}`).type('application/json').send(body).expect(422);
    const { errors } = jsonOf(reply) as { readonly errors: readonly { readonly pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(jsonOf(await ask.get('/_simulator/clock'))).toEqual(start);
  });

  test('is not led past its end', async () => {
    const { ask } = await openControl();
    await ask.put('/_simulator/clock').send({ now: '9999-12-31T23:59:59.999+08:00', mode: 'frozen' }).expect(200);
    await ask.post('/_simulator/clock/advance').send({ by: 'PT0S' }).expect(200);
    await ask.post('/_simulator/clock/advance').send({ by: 'PT0.001S' }).expect(422);
  });
});
