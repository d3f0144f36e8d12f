import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { whereJsonBreaks } from '../../simulator/core/json-break.js';
import { jsonOf, openControl } from './control-server.js';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('a body that should be JSON', () => {
  test.each([
    ['{"now":}', 7],
    ['{now:1}', 1],
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{"a":01}', 6],
    ['{"a":"\\x"}', 6],
    ['{"a":"\n"}', 6],
    ['{"a":1}}', 7],
    ['{"a":1]', 6],
    ["{'a':1}", 1],
    ['NaN', 0],
    ['\uFEFF{}', 0],
    ['{"a":1', 6],
    ['"abc', 4],
    ['{} // done', 3],
  ])('goes wrong where it is said to: %j', (text, position) => {
    expect(whereJsonBreaks(text)).toBe(position);
  });

  test('is read to its end exactly when it is JSON, or breaks off', () => {
    const pieces = fc.array(
      fc.constantFrom(...Array.from('{}[],:"\\/ '), '\n', 'null', 'true', '-', '0', '12', '.', 'e', '"a"', '\\u00e9'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          pieces.map((each) => each.join('')),
        ),
        (text) => {
          if (isJson(text)) expect(whereJsonBreaks(text)).toBe(text.length);
          if (whereJsonBreaks(text) < text.length) expect(isJson(text)).toBe(false);
        },
      ),
      { seed: 20261121, numRuns: 2000 },
    );
  });

  test('may be nested so deep that no stack holds it', async () => {
    const deep = '['.repeat(200_000);
    expect(whereJsonBreaks(deep)).toBe(deep.length);
    const { ask } = await openControl();
    const reply = await ask
      .put('/_simulator/world')
      .send(`${deep}${']'.repeat(200_000)}`)
      .expect(400);
    expect(jsonOf(reply)).toMatchObject({ detail: expect.stringContaining('64 levels') });
  });

  test('is refused with its line and column, and never quoted', async () => {
    const { ask } = await openControl();
    const reply = await ask.put('/_simulator/clock').type('text/plain').send('{\n  "now": s3cret-key\n}').expect(400);
    expect(jsonOf(reply)).toMatchObject({
      type: 'urn:meeting-understudy:bad-request',
      line: 2,
      column: 10,
      position: 11,
    });
    expect(reply.text).not.toContain('s3cret');
  });

  test('is refused when it is not UTF-8', async () => {
    const { ask } = await openControl();
    const body = Buffer.from('{"now":"\u00e9"}', 'latin1');
    const reply = await ask.put('/_simulator/clock').type('application/octet-stream').send(body).expect(400);
    expect(jsonOf(reply)).toMatchObject({ position: 8, detail: expect.stringContaining('UTF-8') });
  });

  test.each(['', '  \n'])('is refused when it is empty: %j', async (body) => {
    const { ask } = await openControl();
    const reply = await ask.patch('/_simulator/world').type('application/json').send(body).expect(400);
    expect(jsonOf(reply)).toMatchObject({ detail: 'The body is empty.' });
  });

  test('may have any content type', async () => {
    const { ask } = await openControl();
    const reply = await ask
      .put('/_simulator/clock')
      .type('application/x-www-form-urlencoded')
      .send('{"mode":"frozen"}');
    expect(reply.status).toBe(200);
  });

  test('may be 8 MiB large', async () => {
    const { ask } = await openControl();
    const padded = '{"mode":"frozen"}'.padEnd(8 * 1024 * 1024);
    await ask.put('/_simulator/clock').type('application/json').send(padded).expect(200);
  });

  test('is refused when it is larger, and its sender hears it', async () => {
    const { ask, spaces } = await openControl();
    const padded = '{"mode":"frozen"}'.padEnd(12 * 1024 * 1024);
    const reply = await ask.put('/_simulator/clock').type('application/json').send(padded).expect(413);
    expect(jsonOf(reply)).toMatchObject({ type: 'urn:meeting-understudy:too-large' });
    expect(spaces.getOrCreate(undefined).clock.mode()).toBe('running');
  });
});
