import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signatureOne } from '../../contracts/xylink/signing-one.js';
import { createSimulator, type Listening } from '../../simulator/index.js';
import { main, noon, rooms } from './office.js';

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
