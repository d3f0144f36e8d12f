import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allowanceFrom } from '../../simulator/http/callbacks/receiver-guard.js';
import { allowing } from './receivers.js';
import { anyText } from '../support/any-text.js';

describe('without entries', () => {
  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::1%lo',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '0:0:0:0:0:FFFF:127.9.9.9',
  ])('a delivery may go to %s, which is loopback', (address) => {
    expect(allowing().allowsAddress(address)).toBe(true);
  });

  test.each([
    '0.0.0.0',
    '::',
    '126.255.255.255',
    '128.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '203.0.113.9',
    'fe80::1',
    'fe80::1%lo',
    'fd00::1',
    'ff02::1',
    '::2',
    '::ffff:10.0.0.1',
    '::ffff:0.0.0.0',
    '::127.0.0.1',
    '64:ff9b::127.0.0.1',
    '2002:7f00:1::',
    'localhost',
    '127.1',
    '2130706433',
    '',
  ])('a delivery may not go to "%s"', (address) => {
    expect(allowing().allowsAddress(address)).toBe(false);
  });

  test('a delivery may not go to any host name', () => {
    expect(allowing().allowsName('localhost')).toBe(false);
  });
});

describe('an entry', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7', '192.0.2.8'],
    ['192.0.2.7', '::ffff:192.0.2.7', '::ffff:192.0.2.8'],
    ['::ffff:192.0.2.7', '192.0.2.7', '192.0.2.8'],
    ['2001:DB8:0::7', '2001:db8::7', '2001:db8::8'],
    ['10.0.0.0/8', '10.255.255.255', '11.0.0.0'],
    ['10.1.2.3/8', '10.9.9.9', '11.1.2.3'],
    ['192.0.2.7/32', '192.0.2.7', '192.0.2.6'],
    ['0.0.0.0/0', '203.0.113.9', '2001:db8::1'],
    ['fd00::/8', 'fdff::1', 'fe00::1'],
    ['::/0', '2001:db8::1', '203.0.113.9'],
    ['2001:db8::1/128', '2001:db8::1', '2001:db8::'],
    ['::ffff:10.0.0.0/104', '10.200.0.1', '11.0.0.1'],
  ])('%s lets deliveries reach %s and not %s', (entry, within, without) => {
    const { allowsAddress } = allowing(entry);
    expect([within, without, '127.0.0.1', '::1'].map(allowsAddress)).toEqual([true, false, true, true]);
  });

  test.each([
    ['receiver.test', 'receiver.test'],
    ['Receiver.TEST', 'receiver.test'],
    ['receiver.test.', 'receiver.test.'],
    ['my_service', 'my_service'],
    ['接收.test', 'xn--gzuu8a.test'],
  ])('%s lets them reach the host that a URL calls %s, and no neighbour', (entry, host) => {
    const { allowsName, allowsAddress } = allowing(entry);
    expect(new URL(`http://${entry}/`).hostname).toBe(host);
    expect([host, `sub.${host}`, `${host}x`, host.slice(1)].map(allowsName)).toEqual([true, false, false, false]);
    expect(allowsAddress('203.0.113.9')).toBe(false);
  });

  test.each([
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/08',
    '10.0.0.0/',
    '10.0.0/8',
    '::ffff:10.0.0.0/8',
    'fd00::/129',
    'fe80::1%eth0',
    '127.1',
    '0x7f.1',
    '2130706433',
    '256.1.1.1',
    '[::1]',
    '*',
    '*.test',
    '.test',
    'a..b',
    '-a.test',
    'receiver.test:8080',
  ])('%s is rejected: the error names the entry and says what to write', (entry) => {
    const read = allowanceFrom(['good.test', entry]);
    expect(read).toEqual({ ok: false, says: expect.stringContaining(`"${entry}" is not a host name`) as unknown });
    expect(read).toHaveProperty('says', expect.stringContaining('10.0.0.0/8'));
  });

  test.each([
    '',
    ' ',
    'http://receiver.test',
    'hand:secret@receiver.test',
    'receiver.test/secret',
    'receiver.test?key=secret',
    'two secret names',
    'secret\nline',
    'a'.repeat(64),
    `${'a.'.repeat(127)}secret`,
  ])('"%s" is rejected, and the error does not repeat it, since it may contain a secret', (entry) => {
    const read = allowanceFrom(['good.test', entry]);
    expect(read).toEqual({ ok: false, says: expect.stringMatching(/^entry 2 is not a host name[^\n]+$/) as unknown });
    expect(read).not.toHaveProperty('says', expect.stringContaining('secret'));
  });
});

describe('for any entries', () => {
  const anyEntry = fc.oneof(
    anyText,
    fc.domain(),
    fc.ipV4(),
    fc.ipV6(),
    fc.tuple(fc.ipV4(), fc.nat(40)).map(([address, bits]) => `${address}/${bits}`),
    fc.tuple(fc.ipV6(), fc.nat(140)).map(([address, bits]) => `${address}/${bits}`),
  );

  test('loopback stays reachable, or the problem is one line', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 4 }), (entries) => {
        const read = allowanceFrom(entries);
        if (read.ok) expect(['127.0.0.1', '::1'].every(read.value.allowsAddress)).toBe(true);
        else expect(read.says).toMatch(/^[ -~]{20,300}$/);
      }),
    );
  });

  test('a block covers just the addresses that begin with its bits', () => {
    const bitsOf = (address: string): string =>
      address
        .split('.')
        .map((part) => Number(part).toString(2).padStart(8, '0'))
        .join('');
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.ipV4(), (block, prefix, address) => {
        const within = bitsOf(address).startsWith(bitsOf(block).slice(0, prefix));
        const expected = within || address.startsWith('127.');
        const { allowsAddress } = allowing(`${block}/${prefix}`);
        expect([address, `::ffff:${address}`].map(allowsAddress)).toEqual([expected, expected]);
      }),
    );
  });

  test('an address lets deliveries reach itself in every spelling', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const { hostname } = new URL(`http://[${address}]/`);
        expect(allowing(address).allowsAddress(hostname.slice(1, -1))).toBe(true);
      }),
    );
  });
});
