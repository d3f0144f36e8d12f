import { request } from 'node:http';
import { types } from 'node:util';
import { afterEach, expect, test } from '@jest/globals';
import { ClientRequestInterceptor } from '@mswjs/interceptors/ClientRequest';
import { FetchInterceptor } from '@mswjs/interceptors/fetch';
import { intercept, type Interception } from '../../simulator/intercept/index.js';
import { byFetch, byNode } from './clients.js';

const url = 'https://sdk.xylink.com/x';
let stand: Interception | undefined;
afterEach(() => stand?.dispose());

test.each([
  ['fetch', byFetch, () => new FetchInterceptor()],
  ['node:http', byNode, () => new ClientRequestInterceptor()],
])('%s: a package that starts later sees only the requests of others', async (_name, send, create) => {
  stand = intercept();
  const later = create();
  later.apply();
  const seen: string[] = [];
  later.on('request', ({ request, controller }) => {
    seen.push(request.url);
    controller.respondWith(new Response('theirs'));
  });
  expect(await send({ url })).toMatchObject({ status: 501 });
  expect(await send({ url: 'http://other.invalid/x' })).toMatchObject({ body: 'theirs' });
  expect(seen).toEqual(['http://other.invalid/x']);
  later.dispose();
});

test.each([
  ['fetch', byFetch, () => new FetchInterceptor()],
  ['node:http', byNode, () => new ClientRequestInterceptor()],
])('%s: an interceptor that has joined an earlier one may run itself', async (_name, send, create) => {
  const theirs = create();
  stand = intercept();
  theirs.apply();
  theirs.dispose();
  stand.dispose();
  theirs.apply();
  stand = intercept();
  expect(await send({ url })).toMatchObject({ status: 501 });
  stand.dispose();
  theirs.dispose();
  // The named export, too, which other packages do not put back.
  expect(types.isProxy(request)).toBe(false);
});
