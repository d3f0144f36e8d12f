import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { operations } from '../../contracts/ytx/generated.js';
import { ask, type HttpServer, openHttpServer, type WireReply } from '../support/http-server.js';
import { type Call, noon, prepare } from './caller.js';
import { refusalBytes, successShape } from './literal-replies.js';

let opened: HttpServer;
let spaces = 0;
beforeAll(async () => {
  opened = await openHttpServer(noon);
});
afterAll(() => opened.close());

/** Asks in a space of its own, whose name the path begins with. */
async function call(wanted: Call = {}, { server, simulator }: HttpServer = opened): Promise<WireReply> {
  spaces += 1;
  const name = `space-${spaces}`;
  const { method, host, target, headers, body } = prepare(simulator.spaces.getOrCreate(name), wanted);
  return ask(server, { method, target: `/~${name}/${host}${target}`, headers, body });
}

/** By operation, a call that is accepted, and the replies of calls that are not. Contract cases are played over HTTP as well. */
const calls: Readonly<
  Record<
    string,
    { readonly accepted: Call; readonly shape: RegExp; readonly refused: readonly (readonly [Call, string, string])[] }
  >
> = {
  createMeeting: {
    accepted: {},
    shape: successShape,
    refused: [
      [{ sign: '0'.repeat(32) }, 'ytx/sign-is-right', refusalBytes['-203']],
      [{ fields: { creator: '1' } }, 'ytx/creator-is-a-phone', refusalBytes['-102']],
      [{ app: 'app:production' }, 'ytx/application-belongs-to-environment', refusalBytes['-205']],
      [{ account: 'account:no-balance', app: 'app:no-balance' }, 'ytx/balance-is-positive', refusalBytes['-204']],
    ],
  },
};

const contentType = 'application/json;charset=utf-8';
const date = 'Sat, 21 Nov 2026 04:00:00 GMT';

test.each(Object.entries(operations))('%s is refused over HTTP without a signature', async (_name, { action }) => {
  const { status, headers, text } = await call({ authorization: null, fields: { action } });
  expect({ status, text }).toEqual({ status: 200, text: refusalBytes['-202'] });
  expect(headers['simulator-refused-by']).toBe('ytx/authorization-is-readable');
});

describe.each(Object.entries(calls))('%s over HTTP', (_operation, { accepted, shape, refused }) => {
  test('is accepted, with exactly these headers', async () => {
    const { status, headers, bytes, text } = await call(accepted);
    expect({ status, text }).toEqual({ status: 200, text: expect.stringMatching(shape) });
    expect(headers).toEqual({
      'content-type': contentType,
      'content-length': String(bytes.length),
      date,
      connection: 'close',
      'simulator-exchange': '1',
      'simulator-space': `space-${spaces}`,
    });
  });

  test.each(refused)('is refused when it is %j', async (wanted, check, body) => {
    const { status, headers, text } = await call(wanted);
    expect({ status, text }).toEqual({ status: 200, text: body });
    expect(headers).toMatchObject({
      'content-type': contentType,
      'content-length': String(Buffer.byteLength(body)),
      date,
      'simulator-refused-by': check,
      'simulator-diagnosis': expect.stringMatching(
        `^http://127\\.0\\.0\\.1:\\d+/~space-${spaces}/_simulator/journal/1/diagnosis$`,
      ),
    });
  });

  test('has no header of ours when the simulator is faithful', async () => {
    const faithful = await openHttpServer(noon, { faithful: true });
    const replies = [await call(accepted, faithful), await call({ sign: 'wrong' }, faithful)];
    for (const { headers } of replies) {
      expect(Object.keys(headers).toSorted()).toEqual(['connection', 'content-length', 'content-type', 'date']);
    }
    await faithful.close();
  });
});

describe("a createMeeting's body over HTTP", () => {
  const usual = (fields: object = {}): Buffer => {
    const { body } = prepare(opened.simulator.spaces.getOrCreate(undefined), {
      fields: { meetingname: '例会', ...fields },
    });
    return Buffer.from(body);
  };

  test.each([
    ['JSON in UTF-8', {}],
    ['declared as a form', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['declared in another charset', { 'Content-Type': 'application/json; charset=gbk' }],
    ['declared as no type at all', { 'Content-Type': 'nonsense' }],
    ['declared as encoded in UTF-8', { 'Content-Encoding': 'UTF-8' }],
    ['declared as compressed', { 'Content-Encoding': 'gzip' }],
  ])('is read as it comes, %s', async (_says, headers) => {
    expect((await call({ body: usual(), headers })).text).toMatch(successShape);
  });

  test.each([
    ['really compressed', gzipSync(usualText()), { 'Content-Encoding': 'gzip' }],
    ['with a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(usualText())]), {}],
    ['in bytes that are no UTF-8', Buffer.from('{"meetingname":"\xff"}', 'latin1'), {}],
    ['empty', Buffer.alloc(0), {}],
  ])('is no JSON when it comes %s', async (_says, body, headers) => {
    const { headers: received, text } = await call({ body, headers });
    expect([text, received['simulator-refused-by']]).toEqual([refusalBytes['-4'], 'ytx/body-is-a-json-object']);
  });

  test('comes back in the meeting byte for byte', async () => {
    await call({ body: usual({ meetingname: '例会 😀 \u2028' }) });
    const world = opened.simulator.spaces.getOrCreate(`space-${spaces}`).world();
    expect(Object.values((world['ytx'] as { readonly meetings: object }).meetings)).toEqual([
      expect.objectContaining({ name: '例会 😀 \u2028' }),
    ]);
  });
});

/** Any JSON object: what matters is how it is packed. */
function usualText(): string {
  return '{"action":"createMeeting"}';
}
