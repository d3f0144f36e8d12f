import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { operations } from '../../contracts/ytx/generated.js';
import vectors from '../../fixtures/ytx/vectors.json' with { type: 'json' };
import { clientOf, keys } from './client-of.js';
import { weekly, weeklyFields } from './ytx-requests.js';
import { openSmallServer, type SmallServer } from './small-server.js';

interface Seen {
  readonly method: string | undefined;
  readonly target: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

const seen: Seen[] = [];
let server: SmallServer;
beforeAll(async () => {
  server = await openSmallServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url: target, headers } = request;
      seen.push({ method, target, headers, body: Buffer.concat(chunks) });
      response.writeHead(200, { 'X-Seen': 'yes' }).end('{"statusCode":"-100","statusMsg":"异常错误"}');
    });
  });
});
afterAll(() => server.close());

const text = (body: Uint8Array): string => new TextDecoder().decode(body);

describe('a prepared request', () => {
  test.each(vectors.vectors)('is signed as others sign for $accountSID', (vector) => {
    const { accountSID, authToken, timestamp, sign, authorization } = vector;
    const [, year, month, day, hour, minute, second] = /^(.{4})(..)(..)(..)(..)(..)$/.exec(timestamp) ?? [];
    const now = Date.parse(
      `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}+08:00`,
    );
    const client = clientOf({ accountSID, authToken, clock: { now: () => now } });
    const { url, headers } = client.prepare('createMeeting', weeklyFields);
    expect(url).toBe(`http://sandbox.ytx.net/201612/sid/${accountSID}/call/TeleMeeting.wx?Sign=${sign}`);
    expect(headers['Authorization']).toBe(authorization);
  });

  test('asks the clock once, so that Sign and Authorization agree at every second', () => {
    let now = Date.UTC(2026, 10, 21, 3, 59, 59, 999);
    const ticking = { now: () => now++ };
    const { url, headers } = clientOf({ clock: ticking }).prepare('createMeeting', weeklyFields);
    const confidence = { now: () => Date.UTC(2026, 10, 21, 3, 59, 59) };
    const expected = clientOf({ clock: confidence }).prepare('createMeeting', weeklyFields);
    expect({ url, headers }).toEqual({ url: expected.url, headers: expected.headers });
    expect(now).toBe(Date.UTC(2026, 10, 21, 4));
  });

  test('is the same at the same time, and holds the fields with action and appid in front', () => {
    const prepared = clientOf().prepare('createMeeting', weeklyFields);
    expect(clientOf().prepare('createMeeting', weeklyFields)).toEqual(prepared);
    expect(prepared).toMatchObject({ operation: 'createMeeting', method: 'POST' });
    const fields = { ...weeklyFields, parties: JSON.stringify(weekly.parties), bookmeeting: '0' };
    expect(text(prepared.body)).toBe(JSON.stringify({ action: 'createMeeting', appid: keys.appid, ...fields }));
  });

  test('lets `fields` override, and has parties as an array if the format says so', () => {
    const fields = { ...weeklyFields, appid: 'other', confid: '' };
    const { body } = clientOf({ format: { parties: 'array' } }).prepare('createMeeting', fields);
    expect(JSON.parse(text(body))).toEqual({ ...fields, action: 'createMeeting' });
  });

  test('keeps parties that are a text already', () => {
    const parties = JSON.stringify(weekly.parties);
    // @ts-expect-error the contract has them decoded
    const { body } = clientOf().prepare('createMeeting', { ...weeklyFields, parties });
    expect(JSON.parse(text(body))).toMatchObject({ parties });
  });

  test('escapes an account that would leave its place in the path', () => {
    const { url } = clientOf({ accountSID: '../a b?' }).prepare('createMeeting', weeklyFields);
    expect(new URL(url).pathname).toBe('/201612/sid/..%2Fa%20b%3F/call/TeleMeeting.wx');
  });

  test('arrives byte for byte as it was prepared', async () => {
    const client = clientOf({ baseUrl: server.url });
    const prepared = client.prepare('createMeeting', weeklyFields);
    const reply = await client.exchange(prepared);
    const arrived = seen.at(-1);
    expect(`${server.url}${arrived?.target ?? ''}`).toBe(prepared.url);
    expect(arrived?.body.equals(prepared.body)).toBe(true);
    expect(arrived?.headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json;charset=utf-8',
      authorization: prepared.headers['Authorization'],
      'content-length': String(prepared.body.length),
    });
    expect(reply).toMatchObject({ status: 200, headers: { 'x-seen': 'yes' } });
    expect(text(reply.body)).toBe('{"statusCode":"-100","statusMsg":"异常错误"}');
  });

  test('arrives as it was tampered with', async () => {
    const client = clientOf({ baseUrl: server.url });
    const body = new Uint8Array([0xff, 0x00, 0x7b]);
    const headers = { 'Content-Type': 'text/plain', 'Content-Encoding': 'UTF-8', Authorization: 'none' };
    const url = `${server.url}/a//b%20c?sign=%41&x`;
    await client.exchange({ operation: 'createMeeting', method: 'PUT', url, headers, body });
    expect(seen.at(-1)).toMatchObject({
      method: 'PUT',
      target: '/a//b%20c?sign=%41&x',
      headers: { 'content-type': 'text/plain', 'content-encoding': 'UTF-8', authorization: 'none' },
    });
    expect([...(seen.at(-1)?.body ?? [])]).toEqual([0xff, 0x00, 0x7b]);
  });

  test.each(['GET', 'PUT'])('may have no body, with %s', async (method) => {
    const client = clientOf({ baseUrl: server.url });
    await client.exchange({ ...client.prepare('createMeeting', weeklyFields), method, body: new Uint8Array() });
    expect(seen.at(-1)).toMatchObject({ method, body: Buffer.alloc(0) });
  });

  test('is there for every operation of the contract, with a method of that name', () => {
    const client = clientOf();
    const methods = Object.keys(operations).filter((name) => typeof client[name as keyof typeof client] === 'function');
    expect(methods).toEqual(Object.keys(operations));
  });

  test('is not there for what the contract does not have', () => {
    // @ts-expect-error the contract has no such operation
    expect(() => clientOf().prepare('toString', weeklyFields)).toThrow(
      new TypeError('ytx has no operation called toString'),
    );
  });
});
