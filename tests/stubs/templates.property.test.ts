import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadStubs } from '../../simulator/index.js';
import { seededRandom } from '../../simulator/platform/seeded-random.js';
import { incomingRequest } from '../support/incoming-request.js';

const line = { provider: 'xylink', method: 'POST', path: '/things/{n}' };

/** The reply's JSON of a stub with this body to a request with that body; undefined if it is too long. */
async function reply(body: unknown, requestBody: unknown, n = '7'): Promise<unknown> {
  const [stub] = await loadStubs({ thing: { ...line, body } });
  if (stub === undefined) throw new Error('there is no stub');
  const target = `/things/${n}`;
  const sent = { method: 'POST', host: 'sdk.xylink.com', target, headers: {}, body: JSON.stringify(requestBody) };
  const request = incomingRequest(sent);
  const input = { request, parameters: { n }, now: 0, random: seededRandom('seed', 1) };
  const rendered = stub.render(input);
  const again = stub.render(input);
  expect(rendered?.body).toEqual(again?.body);
  return rendered && (JSON.parse(Buffer.from(rendered.body).toString()) as unknown);
}

const pieces = [
  '{{',
  '}}',
  '{',
  '}',
  '#',
  '/',
  'if',
  'else',
  '^',
  '!',
  '>',
  '*',
  '&',
  '~',
  '\\',
  '"',
  "'",
  '(',
  ')',
  '|',
]
  .concat([
    'body',
    'path',
    'query',
    'header',
    'now',
    'random',
    '.',
    '[',
    ']',
    'n',
    'digits',
    ' ',
    '6',
    '=',
    '@root',
    '../',
  ])
  .concat(['__proto__', 'constructor', 'this', 'as', '\n', '会', '\u{1F600}', 'authorization']);

describe('templates', () => {
  test('of any text are compiled and rendered, or rejected with the place', async () => {
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''));
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const loaded = await loadStubs({ thing: { ...line, body: text } }).catch((error: unknown) => error);
        if (!(loaded instanceof Error)) {
          accepted += 1;
          expect(await reply(text, { n: 1 })).toBeDefined();
          return;
        }
        expect(loaded).toBeInstanceOf(TypeError);
        expect(loaded.message).toMatch(/^\/thing\/body /);
      }),
      { numRuns: 300, seed: 16 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  test('of bodies without braces give the same JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (value) => {
        fc.pre(!JSON.stringify(value).includes('{{'));
        expect(await reply(value, {})).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 200, seed: 16 },
    );
  });

  test('that are one expression keep the value of the request, others write it as text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (value) => {
        const json = JSON.parse(JSON.stringify(value)) as unknown;
        const text = typeof json === 'string' ? json : json === null ? '' : JSON.stringify(json);
        // A member `id` with a long number becomes text, as in every body of XYLink.
        fc.pre(!text.includes('"id"'));
        expect(await reply(['{{body.v}}', 'a {{body.v}} b'], { v: value })).toEqual([json, `a ${text} b`]);
      }),
      { numRuns: 200, seed: 16 },
    );
  });

  test.each([
    '{{body.constructor}}',
    '{{body.__proto__.polluted}}',
    '{{body.v.constructor.name}}',
    '{{body.list.map}}',
    '{{body.text.length}}',
    '{{body.missing.deep}}',
  ])('read no member of a prototype, and a missing value as an empty text: %s', async (text) => {
    expect(await reply(text, { v: {}, list: [], text: 'abc' })).toBe('');
  });

  test('read items of lists, and members with any name', async () => {
    const body = { list: [{ a: 'first' }], 'a b': 1, 会议: true };
    expect(await reply(['{{body.list.[0].a}}', '{{body.[a b]}}', '{{body.会议}}'], body)).toEqual(['first', 1, true]);
  });

  test('read a segment decoded, or as it is if it cannot be decoded', async () => {
    expect(await reply('{{path.n}}', {}, '%E4%BC%9A')).toBe('会');
    expect(await reply('{{path.n}}', {}, '%E4%')).toBe('%E4%');
  });

  test('draw different values in different places, in the form that they ask for', async () => {
    const drawn = await reply(
      ['{{random.hex 32}}', '{{random.hex 32}}', '{{random.number 5 5}}', 'n{{random.digits 2}}'],
      {},
    );
    expect(drawn).toEqual([
      expect.stringMatching(/^[\da-f]{32}$/),
      expect.stringMatching(/^[\da-f]{32}$/),
      5,
      expect.stringMatching(/^n\d\d$/),
    ]);
    const [one, other] = drawn as readonly string[];
    expect(one).not.toBe(other);
  });

  test('give no reply that is longer than 1 MiB, whether the request or its escapes make it long', async () => {
    const v = 'a'.repeat(300_000);
    expect(await reply(['{{body.v}}', '{{body.v}}', '{{body.v}}'], { v })).toHaveLength(3);
    expect(await reply(['{{body.v}}', '{{body.v}}', '{{body.v}}', 'x{{body.v}}'], { v })).toBeUndefined();
    expect(
      await reply(
        Array.from({ length: 400 }, () => '{{body}}'),
        { v },
      ),
    ).toBeUndefined();
    expect(await reply('{{body.v}}', { v: '\u0001'.repeat(300_000) })).toBeUndefined();
  });
});
