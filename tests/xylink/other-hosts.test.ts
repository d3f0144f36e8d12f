import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addressOf } from '../../simulator/http/address.js';
import { providers } from '../../simulator/providers/index.js';
import { byOne, type ProviderServer, rooms, startServer } from './xylink-requests.js';

let server: ProviderServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe.each(['cloudapi.xylink.com', 'pre-sdkapi.xylink.com', 'precloudapi.xylink.com', 'www.ainemo.com'])(
  'the host %s',
  (host) => {
    const { target } = byOne('GET', `${rooms.running}/meetingStatus`);

    test.each([
      ['as the first segment', `/${host}${target}`, '127.0.0.1:4010'],
      ['behind a space', `/~alice/${host}${target}`, '127.0.0.1:4010'],
      ['in the header Host', target, host],
      ['in the target of a proxy request', `http://${host}${target}`, host],
    ])('%s means sdk.xylink.com', (_where, sent, hostHeader) => {
      const address = addressOf({ target: sent, hostHeader }, providers);
      expect(address).toMatchObject({ to: 'provider', host: 'sdk.xylink.com', targetForProvider: target });
    });

    test('as the first segment is answered like the provider', async () => {
      expect(await server.send({ method: 'GET', target: `/${host}${target}` })).toMatchObject({ status: 200 });
    });
  },
);

test('a similar host is unknown', () => {
  const address = addressOf({ target: '/api.ainemo.com/api/rest', hostHeader: '127.0.0.1:4010' }, providers);
  expect(address).toMatchObject({ to: 'unknown', status: 404 });
});

test('an unknown path is answered with the names of all hosts', async () => {
  const { status, text } = await server.send({ method: 'GET', target: '/nowhere.example/' });
  const known = providers.flatMap(({ hosts, otherHosts }) => [
    ...hosts.map(({ host }) => host),
    ...(otherHosts?.keys() ?? []),
  ]);
  expect(known).toEqual(expect.arrayContaining(['sdk.xylink.com', 'cloudapi.xylink.com', 'www.ainemo.com']));
  expect({ status, missing: known.filter((host) => !text.includes(host)) }).toEqual({ status: 404, missing: [] });
});
