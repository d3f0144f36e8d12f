import http from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { intercept, type Interception } from '../../simulator/intercept/index.js';
import { byFetch, byNode, type Client } from './clients.js';

const ours = { url: 'https://sdk.xylink.com/x', method: 'POST', body: '{}' };
const theirs = { url: 'http://other.invalid/x' };
// Importing it activates it.
nock.restore();
const before = [http.request, http.get, fetch];
let stand: Interception | undefined;

afterEach(() => {
  stand?.dispose();
  if (nock.isActive()) nock.restore();
  nock.cleanAll();
});

function mock(): void {
  nock('http://other.invalid').persist().get('/x').reply(200, 'nock');
}

const answered = async (send: Client): Promise<void> => {
  expect(await send(ours)).toMatchObject({ status: 501 });
};
const mocked = async (send: Client): Promise<void> => {
  expect(await send(theirs)).toMatchObject({ status: 200, body: 'nock' });
};

const orders: readonly (readonly [string, () => void])[] = [
  [
    'nock first',
    () => {
      nock.activate();
      stand = intercept();
    },
  ],
  [
    'nock second',
    () => {
      stand = intercept();
      nock.activate();
    },
  ],
];

describe.each(orders)('beside nock, %s', (_order, start) => {
  describe.each([
    ['fetch', byFetch],
    ['node:http', byNode],
  ])('%s', (_client, send) => {
    test('each answers its own', async () => {
      start();
      mock();
      await answered(send);
      await mocked(send);
    });

    test('nock continues after dispose, and nothing remains at the end', async () => {
      start();
      mock();
      stand?.dispose();
      await mocked(send);
      nock.restore();
      expect([http.request, http.get, fetch]).toEqual(before);
      await expect(send(theirs)).rejects.toThrow();
    });

    test('nock works by itself again after both have ended', async () => {
      start();
      stand?.dispose();
      nock.restore();
      nock.activate();
      mock();
      await mocked(send);
    });

    test('the interception continues after nock.restore, and nothing remains at the end', async () => {
      start();
      mock();
      nock.restore();
      await answered(send);
      await expect(send(theirs)).rejects.toThrow();
      stand?.dispose();
      expect([http.request, http.get, fetch]).toEqual(before);
    });
  });
});
