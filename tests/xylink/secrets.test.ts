import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { byOne, byTwo, groups, login, main, type ProviderServer, startServer, rooms, signedByOne } from './office.js';

let server: ProviderServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('nothing that opens a door comes out of the journal', async () => {
  const tokens = await login(server);
  const status = byOne('GET', `${rooms.running}/meetingStatus`);
  const two = byTwo(tokens, { method: 'GET', target: status.target.replace(/signature=.*/, 'signature=signature') });
  await server.send(status);
  await server.send(two);
  await server.send(groups({ meetingRoomNumber: rooms.running, groupCount: 2 }));
  const signature = /signature=(.+)$/.exec(status.target)?.[1] ?? '';
  const secrets = [
    main.token,
    main.clientSecret,
    tokens.access_token,
    tokens.refresh_token,
    tokens.signSecret,
    signature,
    decodeURIComponent(signature),
    two.headers?.['x-xy-sign'] ?? '',
  ];
  const parts = await Promise.all(
    [1, 2, 3, 4].map((id) => server.send({ method: 'GET', target: `/_simulator/journal/${id}` })),
  );
  const shown = parts.map(({ text }) => text).join('');
  expect(shown).toContain('signature=signature');
  expect(shown).toMatch(/mms[0-9a-f]{32}/);
  expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
});

test.each(['http://me:hu@sh@receiver.example/', 'http:\\/\\/me:hu@sh@receiver.example\\/'])(
  'a password in a handler that is refused does not come out either: %s',
  async (handlerUrl) => {
    const body = `{"callbackEvent":"NewUserCall","handlerUrl":"${handlerUrl}"}`;
    await server.send(signedByOne('POST', 'callbacks', body));
    const { text } = await server.send({ method: 'GET', target: '/_simulator/journal' });
    expect(text).toContain('xylink/handler-url-is-usable');
    expect(text).toContain('@receiver.example');
    expect(text).not.toMatch(/me:hu|hu@sh/);
  },
);
