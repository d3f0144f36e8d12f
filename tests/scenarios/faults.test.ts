import { describe, expect, test } from '@jest/globals';
import { refusals } from '../../contracts/ytx/generated.js';
import { type WireFault, wireFaults } from '../../simulator/core/scenarios/scenario.js';
import { openSimulator, unsigned } from './scenario-server.js';
import { call, gate, watch } from './wire.js';

/** The provider's reply to a request without credentials. */
const { body } = refusals.authorizationRejected;
const bytes = Buffer.from(body).toString('latin1');
const { length } = bytes;
const half = bytes.slice(0, Math.floor(length / 2));

const date = 'Date: Sat, 21 Nov 2026 04:00:00 GMT';
const json = 'Content-Type: application/json;charset=utf-8';

/** A status line and these headers, the last of which says that the connection ends. */
const head = (...headers: readonly string[]): string =>
  ['HTTP/1.1 200 OK', ...headers, 'Connection: close', '', ''].join('\r\n');
const lengthOf = (count: number): string => `Content-Length: ${count}`;
const whole = head(json, date, lengthOf(length));

interface OnTheWire {
  readonly sent: string;
  readonly end: 'closed' | 'reset';
  readonly pauses?: readonly number[];
}

/** The hanging call has a test of its own: it does not end. Chance makes the garbage: see below. */
const onTheWire: Readonly<Record<Exclude<WireFault, 'hang' | 'garbage-bytes' | 'garbage-body'>, OnTheWire>> = {
  'reset-before-headers': { sent: '', end: 'reset' },
  'reset-after-headers': { sent: head(json, lengthOf(length), date), end: 'reset', pauses: [50] },
  'empty-reply': { sent: '', end: 'closed' },
  'empty-body': { sent: head(json, date, lengthOf(0)), end: 'closed' },
  'truncated-body': { sent: head(json, lengthOf(length), date) + half, end: 'closed' },
  'wrong-content-type': { sent: head(date, 'Content-Type: text/html', lengthOf(length)) + bytes, end: 'closed' },
  'duplicate-keys': {
    sent: head(json, date, lengthOf(length + '"statusCode":null,'.length)) + bytes.replace('{', '{"statusCode":null,'),
    end: 'closed',
  },
  dribble: { sent: whole + bytes, end: 'closed', pauses: Array<number>(20).fill(100) },
  'content-length-too-long': { sent: head(json, date, lengthOf(length + 64)) + bytes, end: 'closed' },
  'content-length-too-short': { sent: head(json, date, lengthOf(half.length)) + bytes, end: 'closed' },
};

async function seen(name: string, options: { readonly seed?: string; readonly faithful?: boolean } = {}) {
  const { pause, pauses, open } = gate();
  const { port } = await openSimulator({ faithful: true, schedule: pause, ...options });
  const { pieces, end } = await watch(call(port, `/+${name}${unsigned}`), open);
  return { pieces, sent: pieces.join(''), end, pauses };
}

describe('faults', () => {
  test.each(Object.entries(onTheWire))(
    'of the name %s sends these bytes and no others',
    async (fault, { sent, end, pauses = [] }) => {
      expect(await seen(fault)).toMatchObject({ sent, end, pauses });
    },
  );

  test('is written down here for every fault that there is', () => {
    const apart = ['hang', 'garbage-bytes', 'garbage-body'];
    expect([...Object.keys(onTheWire), ...apart].toSorted()).toEqual([...wireFaults].toSorted());
  });

  test('dribbles in twenty pieces, none of which comes before the one in front has arrived', async () => {
    const { pieces } = await seen('dribble');
    expect(pieces).toHaveLength(20);
    const longest = Math.max(...pieces.map((piece) => piece.length));
    expect(pieces.every((piece) => piece.length >= longest - 1)).toBe(true);
  });

  test('makes garbage by seed: no HTTP, or a body that is no JSON', async () => {
    const [first, again, other] = await Promise.all(
      ['one', 'one', 'other'].map((seed) => seen('garbage-bytes', { seed })),
    );
    expect(first).toMatchObject({ end: 'closed', sent: expect.stringMatching(/^(?!HTTP)[^]{64}$/) as unknown });
    expect(again).toEqual(first);
    expect(other?.sent).not.toEqual(first?.sent);
    const { sent, end } = await seen('garbage-body');
    expect(end).toBe('closed');
    expect(sent.slice(0, whole.length)).toBe(whole);
    expect(sent.slice(whole.length)).toHaveLength(length);
    expect(sent.slice(whole.length)).not.toContain('statusCode');
  });

  test.each([
    ['gateway-502', '502 Bad Gateway'],
    ['gateway-503', '503 Service Temporarily Unavailable'],
    ['gateway-504', '504 Gateway Time-out'],
    ['http-500', '500 Internal Server Error'],
  ])('%s is a page in HTML', async (name, title) => {
    const { ask } = await openSimulator({ faithful: true });
    const { status, headers, text } = await ask(`/+${name}${unsigned}`);
    expect(status).toBe(Number(title.slice(0, 3)));
    expect(headers).toEqual({
      'content-type': 'text/html',
      'content-length': String(text.length),
      date: date.slice('Date: '.length),
      connection: 'keep-alive',
      'keep-alive': expect.any(String) as unknown,
    });
    expect(text).toBe(
      `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
    );
  });

  test.each(['reset-after-headers', 'truncated-body', 'wrong-content-type', 'dribble'])(
    '%s says what it is, unless the simulator is faithful',
    async (fault) => {
      const { sent } = await seen(fault, { faithful: false });
      expect(sent).toContain(`\r\nsimulator-scenario: ${fault}\r\n`);
      expect(sent).toContain('\r\nsimulator-refused-by: ytx/authorization-is-readable\r\n');
      expect((await seen(fault, { faithful: true })).sent).not.toContain('simulator-');
    },
  );

  test.each(['app-offline', 'slow', 'gateway-502'])(
    '%s is not named either when the simulator is faithful',
    async (name) => {
      const { ask } = await openSimulator({ faithful: true });
      const { headers } = await ask(`/+${name}${unsigned}`);
      expect(Object.keys(headers).filter((header) => header.startsWith('simulator'))).toEqual([]);
    },
  );
});
