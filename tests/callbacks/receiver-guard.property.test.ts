import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { watchedConnections } from './connections.js';
import { allowing, carried, dismiss, knowing, receiver, reply, saying } from './receivers.js';
import { anyText } from '../support/any-text.js';

let watched = watchedConnections();

beforeEach(() => {
  watched.stop();
  watched = watchedConnections();
});
afterEach(async () => {
  watched.stop();
  await dismiss();
});

const thanks = saying(reply('200 OK', 'thanks'));
const notAllowed = (says: RegExp): unknown => ({
  outcome: 'not-allowed',
  says: expect.stringMatching(says) as unknown,
});

describe('nothing is sent to', () => {
  test.each([
    ['http://203.0.113.9/', '203.0.113.9'],
    ['http://10.0.0.1/', '10.0.0.1'],
    ['http://169.254.169.254/latest', '169.254.169.254'],
    ['http://0.0.0.0/', '0.0.0.0'],
    ['http://0/', '0.0.0.0'],
    ['http://[::]/', '::'],
    ['http://[fe80::1]/', 'fe80::1'],
    ['http://[::ffff:10.0.0.1]/', '::ffff:a00:1'],
    ['http://3405803785/', '203.0.113.9'],
    ['http://0xcb.0.0x71.9/', '203.0.113.9'],
    ['http://%32%30%33.0.113.9/', '203.0.113.9'],
    ['http://203。0。113。9/', '203.0.113.9'],
    ['http://127.0.0.1@203.0.113.9/', '203.0.113.9'],
    ['https://203.0.113.9/', '203.0.113.9'],
  ])('%s, which is another machine: the result says so, and how to allow it', async (url, host) => {
    expect(await carried(url)).toEqual({
      outcome: 'not-allowed',
      says:
        `callbacks may go to this machine only, and ${host} is another machine; ` +
        `to allow it, start with --callback-allow ${host}, or add "${host}" to the option callbacks.allow`,
    });
    expect(watched.addresses).toEqual([]);
  });

  test.each([
    '',
    'receiver.test',
    '/_simulator/sink/a',
    'ftp://127.0.0.1/',
    'file:///etc/hosts',
    'http://',
    'http://a b/',
  ])('"%s", which is not a URL of a receiver', async (url) => {
    expect(await carried(url)).toEqual(notAllowed(/^the receiver is not an http or https URL$/));
  });

  test.each([
    ['another machine', ['203.0.113.9']],
    ['another machine over IPv6', ['2001:db8::9']],
    ['another machine, spelt as IPv6', ['::ffff:203.0.113.9']],
    ['this machine and another', ['127.0.0.1', '203.0.113.9']],
    ['another machine and this one', ['203.0.113.9', '127.0.0.1']],
    ['any address of this machine', ['0.0.0.0']],
    ['no address', ['nonsense']],
  ])('a name that resolves to %s', async (_where, addresses) => {
    const { port, got } = await receiver(thanks);
    const lookup = knowing(...addresses);
    for (const scheme of ['http', 'https']) {
      expect(await carried(`${scheme}://Receiver.test:${port}/`, {}, { lookup })).toEqual(
        notAllowed(
          /receiver\.test \(.*\) is another machine; to allow it, start with --callback-allow receiver\.test,/,
        ),
      );
    }
    expect([watched.addresses, got()]).toEqual([[], []]);
    expect(lookup.asked).toEqual(['receiver.test', 'receiver.test']);
  });
});

describe('a webhook request reaches', () => {
  test.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '127.1',
    '017700000001',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '127.0.0.1.',
  ])('this machine as http://%s/', async (host) => {
    const { port } = await receiver(thanks);
    expect(await carried(`http://${host}:${port}/`)).toHaveProperty('outcome', 'answered');
  });

  test.each([[['127.0.0.1']], [['127.0.0.1', '::1']], [['::ffff:127.0.0.1']]])(
    'a name that resolves to %j, which is this machine',
    async (addresses) => {
      const { port, got } = await receiver(thanks);
      const deliveryResult = await carried(`http://receiver.test:${port}/`, {}, { lookup: knowing(...addresses) });
      expect(deliveryResult).toHaveProperty('outcome', 'answered');
      expect(got()[0]).toContain(`Host: receiver.test:${port}\r\n`);
    },
  );

  test('localhost, as the machine resolves it', async () => {
    const { port } = await receiver(thanks);
    expect(await carried(`http://localhost:${port}/`)).toHaveProperty('outcome', 'answered');
  });

  test('names of localhost, without asking the resolver of the machine', async () => {
    const { port } = await receiver(thanks);
    const lookup = knowing('127.0.0.1');
    expect(await carried(`http://alice.localhost:${port}/`, {}, { lookup })).toHaveProperty('outcome', 'answered');
    expect(lookup.asked).toEqual(['localhost']);
  });

  test('the address that was checked, though the name resolves to another a moment later', async () => {
    const { port } = await receiver(thanks);
    const answers = [knowing('127.0.0.1'), knowing('203.0.113.9')];
    const deliveryResult = await carried(
      `http://receiver.test:${port}/`,
      {},
      {
        lookup: (host, options, callback) => {
          (answers.shift() ?? knowing('203.0.113.9'))(host, options, callback);
        },
      },
    );
    expect(deliveryResult).toHaveProperty('outcome', 'answered');
    expect([watched.addresses, answers.length]).toEqual([['127.0.0.1'], 1]);
  });

  test('any address of an allowed name', async () => {
    const { port } = await receiver(thanks);
    const attempt = carried(
      `http://RECEIVER.test:${port}/`,
      {},
      {
        allowance: allowing('receiver.test'),
        lookup: knowing('0.0.0.0'),
      },
    );
    await attempt;
    expect(watched.addresses).toEqual(['0.0.0.0']);
  });

  test('an address that is allowed, by itself or behind a name', async () => {
    const { port } = await receiver(thanks);
    const allowance = allowing('0.0.0.0/32');
    expect(await carried(`http://0.0.0.0:${port}/`, {}, { allowance })).toHaveProperty('outcome', 'answered');
    await carried(`http://receiver.test:${port}/`, {}, { allowance, lookup: knowing('0.0.0.0') });
    expect(watched.addresses).toEqual(['0.0.0.0', '0.0.0.0']);
  });
});

describe('for any URL', () => {
  const isHere = (address: string): boolean => /^(127\.|::1$|::ffff:(127\.|7f))/.test(address);
  const address = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('127.0.0.1', '::1', '::ffff:127.0.0.1') },
    fc.ipV4(),
    fc.ipV6(),
  );
  const spelt = fc.tuple(fc.ipV4(), fc.constantFrom(0, 1, 2, 3, 4)).map(([text, how]) => {
    const parts = text.split('.').map(Number);
    const whole = parts.reduce((sum, part) => sum * 256 + part, 0);
    return [
      text,
      `${whole}`,
      `0x${whole.toString(16)}`,
      parts.map((part) => `0${part.toString(8)}`).join('.'),
      `${text}.`,
    ][how];
  });
  const host = fc.oneof(
    fc.domain(),
    spelt,
    fc.ipV6().map((text) => `[${text}]`),
    // Never another port: a server may listen there.
    anyText.filter((text) => !/[/\\?#:]/.test(text)),
  );

  test('no other machine is connected to', async () => {
    const { port } = await receiver(thanks, { greet: (socket) => socket.end() });
    const property = fc.asyncProperty(
      fc.constantFrom('http', 'https', 'HTTP', 'ws'),
      host,
      fc.array(address, { maxLength: 3 }),
      async (scheme, name, addresses) => {
        const lookup = knowing(...addresses);
        const deliveryResult = await carried(`${scheme}://${name ?? ''}:${port}/`, {}, { lookup });
        expect(watched.addresses.filter((each) => !isHere(each))).toEqual([]);
        if (lookup.asked.length === 0 || addresses.length === 0) return;
        expect(deliveryResult.outcome === 'not-allowed').toBe(!addresses.every(isHere));
      },
    );
    await fc.assert(property, { numRuns: 300 });
    expect(watched.addresses.length).toBeGreaterThan(0);
  });
});
