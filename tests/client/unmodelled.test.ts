import { describe, expect, test } from '@jest/globals';
import type { UnmodelledRequest } from '../../client/index.js';
import { clientOf, keys } from './client-of.js';
import { failureOf } from './ytx-requests.js';
import { xylinkOf } from './xylink-requests.js';

const query: UnmodelledRequest = {
  name: 'query-meeting',
  method: 'POST',
  path: `/201612/sid/${keys.accountSID}/call/MeetingQuery.wx`,
  query: { page: '1 & 2' },
  body: { confid: '001' },
};
const thing: UnmodelledRequest = {
  name: 'thing',
  method: 'PUT',
  path: '/api/rest/external/v1/things/甲 b',
  query: { page: '1 & 2' },
  body: { name: '甲' },
};
const text = (body: Uint8Array): string => new TextDecoder().decode(body);

describe('an unmodelled request', () => {
  test('to YTX has the credentials of an operation, and exactly its own body', () => {
    const prepared = clientOf().prepareUnmodelledRequest(query);
    const operation = clientOf().prepare('createMeeting', { name: 'Weekly' } as never);
    const sign = operation.url.slice(operation.url.indexOf('?'));
    expect(prepared).toMatchObject({ operation: 'query-meeting', method: 'POST', headers: operation.headers });
    expect(prepared.url).toBe(`http://sandbox.ytx.net${query.path}${sign}&page=1%20%26%202`);
    expect(text(prepared.body)).toBe('{"confid":"001"}');
  });

  test('to XYLink is encoded as it is sent', async () => {
    const prepared = await xylinkOf().prepareUnmodelledRequest(thing);
    expect(prepared).toMatchObject({ operation: 'thing', method: 'PUT' });
    expect(prepared.url).toMatch(
      /^http:\/\/sdk\.xylink\.com\/api\/rest\/external\/v1\/things\/%E7%94%B2%20b\?enterpriseId=\w+&page=1%20%26%202&signature=/,
    );
    expect(text(prepared.body)).toBe('{"name":"甲"}');
  });

  test('without a body sends none', async () => {
    const get = { name: 'read', method: 'GET', path: '/api/rest/external/v1/things/7' } as const;
    expect((await xylinkOf().prepareUnmodelledRequest(get)).body).toHaveLength(0);
    expect(clientOf().prepareUnmodelledRequest({ ...get, path: '/201612/things' }).body).toHaveLength(0);
  });

  test.each(['things', '/things?a=1', '/a/../b', '/a/%2E/b', '/a#b', '/a\\b', ''])(
    'of the path %j is rejected',
    async (path) => {
      expect(() => clientOf().prepareUnmodelledRequest({ ...query, path })).toThrow(TypeError);
      expect(await failureOf(xylinkOf().prepareUnmodelledRequest({ ...thing, path }))).toBeInstanceOf(TypeError);
    },
  );

  test('of GET with a body is rejected', () => {
    expect(() => clientOf().prepareUnmodelledRequest({ ...query, method: 'GET' })).toThrow(
      'a GET must not have a body',
    );
  });
});
