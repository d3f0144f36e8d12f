import { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { handshakeRecord, isWholeRecord, serverNameIn } from '../../simulator/tls/client-hello.js';

/** The first record that node's own client sends. */
function helloFor(servername: string): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = new Duplex({ read: () => undefined, write: resolve });
    const client = connect({ socket, servername }).on('error', () => undefined);
    setImmediate(() => client.destroy());
  });
}

describe('the server name of a ClientHello', () => {
  test('is read in lower case from what a client sends', async () => {
    const record = await helloFor('SDK.xylink.com');
    expect(record[0]).toBe(handshakeRecord);
    expect(isWholeRecord(record)).toBe(true);
    expect(isWholeRecord(record.subarray(0, -1))).toBe(false);
    expect(serverNameIn(record)).toBe('sdk.xylink.com');
  });

  test('is absent where a record is cut or changed at any byte, without an exception', async () => {
    const record = await helloFor('sdk.xylink.com');
    fc.assert(
      fc.property(fc.nat(record.length - 1), fc.integer({ min: 0, max: 255 }), (at, value) => {
        expect([undefined, 'sdk.xylink.com']).toContain(serverNameIn(record.subarray(0, at)));
        const changed = Buffer.from(record);
        changed[at] = value;
        expect(() => serverNameIn(changed)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  test('is absent in any other bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(() => serverNameIn(Buffer.from(bytes))).not.toThrow();
      }),
    );
  });

  test('does not wait for more than the largest record', () => {
    expect(isWholeRecord(Buffer.concat([Buffer.of(0x16, 3, 1, 0xff, 0xff), Buffer.alloc(16 * 1024)]))).toBe(true);
  });
});
