import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signatureOne } from '../../contracts/xylink/signing-scheme1.js';
import { createSimulator, type Listening } from '../../simulator/index.js';
import {
  byOne,
  byTwo,
  groups,
  login,
  main,
  noon,
  type ProviderServer,
  rooms,
  signedByOne,
  startServer,
} from './xylink-requests.js';

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

const simulator = createSimulator({ startAt: noon });
let listening: Listening;
beforeAll(async () => {
  listening = await simulator.listen(0);
});
afterAll(() => listening.close());

/** Sends lines just as they are, and gives all that comes back until the connection is closed. */
function exchanged(lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(listening.port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => {
      resolve(Buffer.concat(chunks).toString());
    });
    socket.on('error', reject);
  });
}

describe("a PUT without a body and without Content-Length, as the provider's Java SDK sends it", () => {
  test('is signed as an empty body and ends the meeting', async () => {
    const target = `/api/rest/external/v1/conferenceControl/${rooms.running}/end?enterpriseId=${main.enterpriseId}`;
    const signature = signatureOne({ method: 'PUT', target, body: new Uint8Array() }, main.token);
    const reply = await exchanged([
      `PUT ${target}&signature=${encodeURIComponent(signature)} HTTP/1.1`,
      'Host: sdk.xylink.com',
      'Accept: application/json',
      'Connection: close',
    ]);
    expect(reply).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(reply).not.toContain('simulator-refused-by');
    expect(reply.slice(reply.indexOf('\r\n\r\n') + 4)).toBe('');
  });
});
