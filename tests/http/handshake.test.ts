import { expect, test } from '@jest/globals';
import { handshakeFailure } from '../../simulator/http/handshake.js';

const rejected = new Error('ssl/tls alert unknown ca');

test.each([
  ['sdk.xylink.com', 'sdk.xylink.com'],
  [undefined, '(no name)'],
  ['a\nFORGED LINE', '(invalid name)'],
  ['a\u001b[31m', '(invalid name)'],
  ['a'.repeat(254), '(invalid name)'],
])('the log of a handshake with the server name %j has %s', (name, shown) => {
  expect(handshakeFailure(rejected, name)).toMatch(
    /^tls: the client of .* rejected the certificate \(unknown ca\)[^\n]*$/,
  );
  expect(handshakeFailure(rejected, name)).toContain(`of ${shown} `);
});
