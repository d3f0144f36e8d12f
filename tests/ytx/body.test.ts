import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { meetingIn } from './caller.js';
import { refusalBytes } from './literal-replies.js';
import { type ProviderServer, startServer } from './ytx-requests.js';

const account = 'ac000000000000000000000000000001';
const good = {
  action: 'createMeeting',
  appid: 'ab000000000000000000000000000001',
  meetingname: '123cs',
  creator: '10000007556',
  parties: '[{"name":"张三","phone":"10000000804"}]',
  bookmeeting: '0',
};
const text = JSON.stringify(good);

let server: ProviderServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe('a body', () => {
  test.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['a form', 'action=createMeeting&appid=ab000000000000000000000000000001'],
    ['XML', '<meeting/>'],
    ['an array', `[${text}]`],
    ['a string', JSON.stringify(text)],
    ['a number', '1'],
    ['null', 'null'],
    ['true', 'true'],
    ['two objects', text + text],
    ['a comma behind the last field', text.replace('}', ',}').replace(/\}$/, ',}')],
    ['single quotes', text.replaceAll('"', "'")],
    ['a comment', `/* */${text}`],
    ['a byte order mark', `\ufeff${text}`],
    ['GBK', Buffer.from([...Buffer.from('{"meetingname":"'), 0xd5, 0xc5, ...Buffer.from('"}')])],
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['a NUL behind it', `${text}\0`],
    ['a deep nest that never ends', '['.repeat(100_000)],
  ])('of %s is no JSON object, and refused', async (_what, body) => {
    const answer = await server.client().call({ body });
    expect(answer).toMatchObject({ status: 200, refusedBy: 'ytx/body-is-a-json-object', text: refusalBytes['-4'] });
  });

  test.each([
    'application/json',
    'application/json;charset=utf-8;',
    'application/x-www-form-urlencoded; charset=UTF-8',
    'application/x-www-from-urlencoded',
    'text/plain; charset=gbk',
    'multipart/form-data',
    'nonsense',
    '',
  ])('is read as JSON in UTF-8 when its type is called %j', async (type) => {
    const answer = await server.client().call({ headers: { 'Content-Type': type } });
    expect(answer.refusedBy).toBeUndefined();
  });

  test.each(['UTF-8', 'gzip', 'deflate', 'identity', 'br', 'nonsense'])(
    'is read as it is when its encoding is called %s',
    async (encoding) => {
      const client = server.client();
      await client.call({ headers: { 'Content-Encoding': encoding } });
      expect(client.world().meetings[`${account}/001`]).toMatchObject({ name: '123cs' });
    },
  );

  test.each(['application/xml', 'text/html;q=1', ''])('is answered with JSON when %j is wished for', async (accept) => {
    const answer = await server.client().call({ headers: { Accept: accept } });
    expect(answer.headers['content-type']).toBe('application/json;charset=utf-8');
    expect(meetingIn(answer).meid).toBe('001');
  });

  test('may have unknown fields, and they change nothing', async () => {
    const [plain, strange] = [server.client(), server.client()];
    await plain.call();
    const unknown = { dstclid: '01000000190', srcclid: 1, nested: { a: [null] }, constructor: 'x', toString: 1 };
    const answer = await strange.call({ fields: unknown });
    expect(answer.refusedBy).toBeUndefined();
    expect(strange.world()).toEqual(plain.world());
  });

  test('may have __proto__, which is an unknown field', async () => {
    const answer = await server.client().call({ body: text.replace('{', '{"__proto__":{"creator":"10000007556"},') });
    expect(answer.refusedBy).toBeUndefined();
  });

  test('does not get a field from __proto__', async () => {
    const { creator, ...rest } = good;
    const body = JSON.stringify(rest).replace('{', `{"__proto__":{"creator":"${creator}"},`);
    expect(await server.client().call({ body })).toMatchObject({ refusedBy: 'ytx/creator-is-present' });
  });

  test('that gives a field twice means the second', async () => {
    const client = server.client();
    await client.call({ body: text.replace('{', '{"meetingname":"first",') });
    expect(client.world().meetings[`${account}/001`]).toMatchObject({ name: '123cs' });
  });

  test('keeps its Chinese, its emoji and its escapes', async () => {
    const client = server.client();
    await client.call({ body: text.replace('123cs', String.raw`周会 🙂 \u4f60\"\n`) });
    expect(client.world().meetings[`${account}/001`]).toMatchObject({ name: '周会 🙂 你"\n' });
  });

  test('keeps the order number of the caller under both spellings', async () => {
    const client = server.client();
    await client.call({ fields: { CustomParm: 'A-1', customParm: 'a-1' } });
    await client.call({ fields: { CustomParm: 'A-2' } });
    await client.call({ fields: { customParm: 'a-3' } });
    await client.call();
    const numbers = Object.values(client.world().meetings).map(({ CustomParm, customParm }) => [
      CustomParm,
      customParm,
    ]);
    expect(numbers).toEqual([
      ['A-1', 'a-1'],
      ['A-2', undefined],
      [undefined, 'a-3'],
      [undefined, undefined],
    ]);
  });

  test('may carry the order number of another meeting', async () => {
    const client = server.client();
    const call = { fields: { CustomParm: 'A-1' } };
    expect([meetingIn(await client.call(call)).meid, meetingIn(await client.call(call)).meid]).toEqual(['001', '002']);
  });

  test('that is repaired is read in one go, however often its parties begin', async () => {
    const client = server.client();
    client.setReadings({ unescapedParties: 'repaired' });
    const answer = await client.call({ body: '"parties":"['.repeat(36_000) });
    expect(answer.refusedBy).toBe('ytx/body-is-a-json-object');
  });

  test('is not asked for the action default: an absent, empty or null action is missing', async () => {
    for (const action of [undefined, '', null]) {
      const answer = await server.client().call({ fields: { action } });
      expect(answer).toMatchObject({ refusedBy: 'ytx/action-is-present', text: refusalBytes['-2'] });
    }
  });

  test.each(['createmeeting', 'CREATEMEETING', ' createMeeting', 'createMeeting ', 1, {}, [], true])(
    'whose action is %j asks for an action that does not exist',
    async (action) => {
      const answer = await server.client().call({ fields: { action } });
      expect(answer).toMatchObject({ refusedBy: 'ytx/action-is-known', text: refusalBytes['-3'] });
    },
  );
});
