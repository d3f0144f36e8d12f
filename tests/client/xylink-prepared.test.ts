import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { operations } from '../../contracts/xylink/generated.js';
import { signTwoMatches, signTypes } from '../../contracts/xylink/signing-scheme2.js';
import type { XylinkOperation } from '../../client/index.js';
import vectors from '../../fixtures/xylink/vectors.json' with { type: 'json' };
import { failureOf } from './ytx-requests.js';
import { byLogin, keys, noon, openSmallXylink, room, type SmallXylink, xylinkOf } from './xylink-requests.js';

let xylink: SmallXylink;
beforeAll(async () => {
  xylink = await openSmallXylink();
});
afterAll(() => xylink.close());

const text = (body: Uint8Array): string => new TextDecoder().decode(body);
const vectorCalled = (name: string): (typeof vectors.one)[number] => {
  const found = vectors.one.find((vector) => vector.name === name);
  if (found === undefined) throw new Error(`no vector is called ${name}`);
  return found;
};

describe('a prepared request of XYLink', () => {
  test.each([
    ['a GET without a body', 'meetingStatus', { meetingRoomNumber: room }],
    ['a body of 67 bytes', 'createGroups', { meetingRoomNumber: room, mode: 'random', groupCount: 2 }],
    ['a PUT of an array', 'disconnect', { meetingRoomNumber: room, participants: [{ id: 101990441, type: 5 }] }],
    ['a Chinese body of 264 bytes', 'createGroups', JSON.parse(vectorCalled('a Chinese body of 264 bytes').body)],
  ] as const)('is signed as others sign %s', async (name, operation, fields) => {
    const { url, method, body, token, encoded } = vectorCalled(name);
    const client = xylinkOf({ baseUrl: 'https://sdk.xylink.com', auth: { token } });
    const prepared = await client.prepare<XylinkOperation>(operation, fields as { readonly meetingRoomNumber: string });
    expect(prepared).toMatchObject({ operation, method, url: `${url}&signature=${encoded}` });
    expect(text(prepared.body)).toBe(body);
  });

  test('of 1.0 is the same at all times, with a prefix in its base URL as well', async () => {
    const of = (baseUrl: string) => xylinkOf({ baseUrl }).prepare('endMeeting', { meetingRoomNumber: room });
    const [plain, prefixed] = [await of('http://sdk.xylink.com'), await of('http://127.0.0.1:4010/~a/sdk.xylink.com/')];
    expect(await of('http://sdk.xylink.com')).toEqual(plain);
    const behindHost = ({ url }: { readonly url: string }): string => url.slice(url.indexOf('sdk.xylink.com'));
    expect(behindHost(prefixed)).toBe(behindHost(plain));
  });

  test.each(signTypes)('of 2.0 is signed over its whole target, with %s', async (signType) => {
    const client = xylinkOf({ baseUrl: `${xylink.url}/~a`, auth: { ...byLogin, signType }, random: () => 'a nonce' });
    xylink.instead.push([
      200,
      JSON.stringify({
        message: 'success',
        data: { access_token: 't', refresh_token: 'r', signSecret: 'a'.repeat(32), expires_in: 7200 },
      }),
    ]);
    const { url, method, headers, body } = await client.prepare('endMeeting', { meetingRoomNumber: room });
    const timestamp = String(noon);
    expect(headers).toEqual({
      Accept: 'application/json',
      'Content-Type': 'application/json;charset=utf-8',
      Authorization: 'Bearer t',
      'x-xy-clientid': keys.clientId,
      'x-xy-nonce': 'a nonce',
      'x-xy-signtype': signType,
      'x-xy-timestamp': timestamp,
      'x-xy-sign': expect.any(String),
    });
    const { pathname, search } = new URL(url);
    expect(search).toBe(`?enterpriseId=${keys.enterpriseId}`);
    const signed = { clientId: keys.clientId, nonce: 'a nonce', signType, timestamp };
    const request = { method, headers: signed, target: pathname + search, body };
    expect(signTwoMatches(headers['x-xy-sign'] ?? '', request, 'a'.repeat(32))).toBe(true);
  });

  test('of 2.0 has another nonce each time, of the machine’s own chance', async () => {
    const client = xylinkOf({ baseUrl: xylink.url, auth: byLogin });
    const nonces = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { headers } = await client.prepare('endMeeting', { meetingRoomNumber: room });
        return headers['x-xy-nonce'];
      }),
    );
    expect(new Set(nonces).size).toBe(20);
  });

  test('signs with HMAC_SHA256 by default', async () => {
    const client = xylinkOf({ baseUrl: xylink.url, auth: byLogin });
    const { headers } = await client.prepare('endMeeting', { meetingRoomNumber: room });
    expect(headers['x-xy-signtype']).toBe('HMAC_SHA256');
  });

  test('is a login without a signature, which needs no login itself', async () => {
    const before = xylink.arrived();
    const client = xylinkOf({ baseUrl: xylink.url, auth: byLogin });
    const fields = { client_id: keys.clientId, client_secret: keys.clientSecret, enterpriseId: keys.enterpriseId };
    const prepared = await client.prepare('appToken', fields);
    expect(prepared.url).toBe(`${xylink.url}/admin/login/oauth/app_token`);
    expect(Object.keys(prepared.headers)).toEqual(['Accept', 'Content-Type']);
    expect(xylink.arrived()).toBe(before);
    const { data } = await client.send(prepared);
    const again = await client.send(await client.prepare('refreshToken', { refresh_token: data.refresh_token }));
    expect(again.message).toBe('success');
  });

  test('arrives byte for byte as it was prepared, or as it was tampered with', async () => {
    const client = xylinkOf({ baseUrl: xylink.url });
    const prepared = await client.prepare('invite', { callNumber: room, deviceList: [{ number: '号' }] });
    expect(await client.send(prepared)).toBe('');
    expect(`${xylink.url}${xylink.seen.at(-1)?.target ?? ''}`).toBe(prepared.url);
    expect(xylink.seen.at(-1)?.body.equals(prepared.body)).toBe(true);
    const failure = await failureOf(client.send({ ...prepared, body: new Uint8Array([0x7b, 0xff]) }));
    expect(failure).toMatchObject({ refusal: 'signatureInvalid', operation: 'invite' });
    expect([...(xylink.seen.at(-1)?.body ?? [])]).toEqual([0x7b, 0xff]);
  });

  test('gives its reply as it came when it is exchanged, refusals included', async () => {
    const client = xylinkOf({ baseUrl: xylink.url, auth: { token: 'x' } });
    const reply = await client.exchange(await client.prepare('endMeeting', { meetingRoomNumber: room }));
    expect([reply.status, text(reply.body).includes('openapi.invalid.signature')]).toEqual([400, true]);
    expect(() => client.understand('endMeeting', reply)).toThrow('signatureInvalid');
  });

  test('is there for every operation of the contract and for no other', async () => {
    const every = { meetingRoomNumber: room, participants: [], callNumber: room, confNumber: room, callbackEvent: 'x' };
    for (const operation of Object.keys(operations) as XylinkOperation[]) {
      expect(await xylinkOf().prepare(operation, every)).toMatchObject({
        operation,
        method: operations[operation].method,
      });
    }
    // @ts-expect-error the contract has no such operation
    const failure = await failureOf(xylinkOf().prepare('toString', every));
    expect(failure).toEqual(new TypeError('xylink has no operation called toString'));
  });
});
