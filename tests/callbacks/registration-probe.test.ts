import { describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import type { DeliveryResult, Transport, WebhookRequest } from '../../simulator/core/callbacks/transport.js';
import { openSimulator, type TestSimulator } from '../scenarios/scenario-server.js';
import { type Sent, signedByOne } from '../xylink/xylink-requests.js';
import { openReceiver } from './receiver.js';

/** A registration of NewUserCall, at `sdk.xylink.com`. */
const registrationOf = (handlerUrl: string, keys: Parameters<typeof signedByOne>[3] = {}): Sent =>
  signedByOne('POST', 'callbacks', JSON.stringify({ callbackEvent: 'NewUserCall', handlerUrl }), keys);

const send = (sim: TestSimulator, { target, ...asked }: Sent, before = ''): ReturnType<TestSimulator['ask']> =>
  sim.ask(`${before}/sdk.xylink.com${target}`, asked);

interface JournalShown {
  readonly exchanges: readonly {
    readonly id: number;
    readonly operation?: string;
    readonly probe?: object;
    readonly trace: readonly { readonly check: string; readonly saw: object }[];
  }[];
}
const journal = async (sim: TestSimulator): Promise<JournalShown['exchanges']> =>
  ((await sim.control('GET', '/journal')).json as JournalShown).exchanges;

/** A transport that keeps each request until the test ends it. */
function heldTransport(): {
  readonly transport: Transport;
  readonly sent: (WebhookRequest & { readonly timeoutMs: number })[];
  readonly when: (count: number) => Promise<void>;
  readonly end: (result: DeliveryResult) => void;
} {
  const sent: (WebhookRequest & { readonly timeoutMs: number })[] = [];
  const ends: ((result: DeliveryResult) => void)[] = [];
  const looks = new Set<() => void>();
  return {
    sent,
    transport: (webhook, timeoutMs) =>
      new Promise((resolve) => {
        sent.push({ ...webhook, timeoutMs });
        ends.push(resolve);
        for (const look of looks) look();
      }),
    when: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (sent.length >= count) resolve();
        };
        looks.add(look);
        look();
      }),
    end: (result) => ends.shift()?.(result),
  };
}

const answered: DeliveryResult = {
  outcome: 'answered',
  reply: { status: 200, contentType: null, body: new Uint8Array() },
};

describe('a registration of XYLink', () => {
  test('is probed with a POST of {} as JSON, which the handler answers before it takes effect', async () => {
    const sim = await openSimulator();
    const handler = await openReceiver();
    expect(await send(sim, registrationOf(handler.url))).toMatchObject({ status: 200, text: '' });
    expect(handler.came).toEqual([{ target: '/hook', contentType: 'application/json', mark: 'probe', body: '{}' }]);
    expect(await send(sim, signedByOne('GET', 'callbacks'))).toMatchObject({
      text: JSON.stringify([{ callbackEvent: 'NewUserCall', handlerUrl: handler.url }]),
    });
    expect((await journal(sim)).map(({ probe }) => probe)).toEqual([{ outcome: 'answered', status: 200 }, undefined]);
  });

  test.each([
    [200, true],
    [204, true],
    [299, true],
    [400, true],
    [300, false],
    [301, false],
    [401, false],
    [404, false],
    [500, false],
    ['cuts', false],
  ] as const)('is accepted or not by the reply %s', async (manner, accepted) => {
    const sim = await openSimulator();
    const handler = await openReceiver(() => manner);
    const { status, text, headers } = await send(sim, registrationOf(handler.url));
    expect(handler.came).toHaveLength(1);
    expect(status).toBe(accepted ? 200 : 400);
    expect(text.includes('"errorCode":800')).toBe(!accepted);
    expect(headers['simulator-refused-by']).toBe(accepted ? undefined : 'xylink/handler-answers');
    const listed = await send(sim, signedByOne('GET', 'callbacks'));
    expect(JSON.parse(listed.text)).toHaveLength(accepted ? 1 : 0);
  });

  test('fails when the handler has not answered within 500 ms; the transport gets the limit', async () => {
    const { transport, sent, when, end } = heldTransport();
    const sim = await openSimulator({ callbacks: { transport } });
    const answer = send(sim, registrationOf('https://receiver.example/xylink'));
    await when(1);
    expect(sent.map(({ timeoutMs }) => timeoutMs)).toEqual([500]);
    end({ outcome: 'timed-out' });
    expect(await answer).toMatchObject({ status: 400, headers: { 'simulator-refused-by': 'xylink/handler-answers' } });
    const [exchange] = await journal(sim);
    expect(exchange?.probe).toEqual({ outcome: 'timed-out' });
    expect(exchange?.trace.at(-1)?.saw).toMatchObject({ received: 'no reply within 500 ms' });
  });

  test('of an address that is not allowed is refused, and nothing is sent', async () => {
    const sim = await openSimulator();
    expect(await send(sim, registrationOf('http://203.0.113.9/hook?token=hidden'))).toMatchObject({ status: 400 });
    const [exchange] = await journal(sim);
    expect(exchange?.probe).toMatchObject({
      outcome: 'not-allowed',
      says: expect.stringContaining('--callback-allow 203.0.113.9') as unknown,
    });
    expect(JSON.stringify(exchange?.probe)).not.toContain('hidden');
  });

  test('of the sink is accepted, and the sink shows the probe', async () => {
    const sim = await openSimulator();
    expect(await send(sim, registrationOf('/_simulator/sink/mine'))).toMatchObject({ status: 200 });
    const { json } = await sim.control('GET', '/sink');
    expect(json).toMatchObject({ received: [{ target: '/_simulator/sink/mine', body: '{}' }] });
  });

  test.each([
    ['its signature is wrong', registrationOf, { token: 'wrong' }],
    ['its enterprise is unknown', registrationOf, { enterpriseId: 'none' }],
  ] as const)('causes no probe when %s', async (_why, make, keys) => {
    const sim = await openSimulator();
    const handler = await openReceiver();
    expect(await send(sim, make(handler.url, keys))).toMatchObject({ status: 400 });
    expect(handler.came).toEqual([]);
  });

  test('causes no probe beyond the limit, and one registration counts once', async () => {
    const sim = await openSimulator();
    await sim.control('PUT', '/clock', { mode: 'frozen' });
    await sim.control('PATCH', '/world', { xylink: { settings: { requestsPerSecond: 2 } } });
    const handler = await openReceiver();
    const statuses: number[] = [];
    for (let left = 3; left > 0; left -= 1) statuses.push((await send(sim, registrationOf(handler.url))).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect(handler.came).toHaveLength(2);
    expect((await journal(sim)).map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  test.each(['too-many-requests', 'handler-unreachable', 'hang'])(
    'whose URL names the scenario %s causes a probe only if the provider handles it',
    async (scenario) => {
      const sim = await openSimulator();
      const handler = await openReceiver();
      const answer = send(sim, registrationOf(handler.url), `/+${scenario}`).catch(() => undefined);
      if (scenario === 'hang') await handler.when(1);
      else await answer;
      expect(handler.came).toHaveLength(scenario === 'hang' ? 1 : 0);
    },
  );

  test('causes no probe by the option off, nor by another operation', async () => {
    const sim = await openSimulator();
    const handler = await openReceiver();
    const room = { confNumber: '910000000001', callbackEvent: 'NemoHands', handlerUrl: handler.url };
    await send(sim, signedByOne('POST', 'callbacks/roster/910000000001', JSON.stringify(room)));
    await sim.control('PATCH', '/readings', { xylink: { registrationProbe: 'off' } });
    expect(await send(sim, registrationOf(handler.url))).toMatchObject({ status: 200 });
    expect(
      await send(sim, signedByOne('PUT', 'callbacks/NewUserCall', JSON.stringify({ handlerUrl: handler.url }))),
    ).toMatchObject({ status: 200 });
    expect(handler.came).toEqual([]);
  });
});

describe('while probes wait', () => {
  test('others are answered; so many probes are on their way at once, and the rest follow', async () => {
    const { transport, sent, when, end } = heldTransport();
    const sim = await openSimulator({ callbacks: { transport, lanes: 2 } });
    const answers = ['a', 'b', 'c'].map((path) => send(sim, registrationOf(`https://receiver.example/${path}`)));
    await when(2);
    expect(await send(sim, signedByOne('GET', 'callbacks'))).toMatchObject({ status: 200, text: '[]' });
    expect(await send(sim, registrationOf('/_simulator/sink/mine'))).toMatchObject({ status: 200 });
    expect(sent).toHaveLength(2);
    end(answered);
    await when(3);
    end(answered);
    end(answered);
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test('the requests behind a registration on its connection are handled behind it', async () => {
    const { transport, when, end } = heldTransport();
    const sim = await openSimulator({ callbacks: { transport } });
    const socket = connect(sim.port, '127.0.0.1').setEncoding('utf8');
    let received = '';
    const both = new Promise<void>((resolve) => {
      socket.on('data', (text: string) => {
        received += text;
        if (received.endsWith(']')) resolve();
      });
    });
    const url = 'https://receiver.example/xylink';
    socket.write([registrationOf(url), signedByOne('GET', 'callbacks')].map(onTheWire).join(''));
    await when(1);
    end(answered);
    await both;
    socket.destroy();
    expect(received).toContain(JSON.stringify([{ callbackEvent: 'NewUserCall', handlerUrl: url }]));
    expect((await journal(sim)).map(({ operation }) => operation)).toEqual(['registerCallback', 'listCallbacks']);
  });
});

const onTheWire = ({ method, target, body = '' }: Sent): string =>
  `${method} /sdk.xylink.com${target} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

test('without a socket, the result is an argument, and a receiver counts as answered without it', async () => {
  const sim = await openSimulator();
  const { method, target, body = '' } = registrationOf('https://203.0.113.9/xylink');
  const request = {
    method,
    host: 'sdk.xylink.com',
    targetAsSent: target,
    targetForProvider: target,
    rawHeaders: [],
    body: Buffer.from(body),
    clientIp: '127.0.0.1',
  };
  const { simulator } = sim;
  const refused = simulator.ask('xylink', request, { probe: { outcome: 'timed-out' } });
  expect(refused.outcome).toMatchObject({ refusedBy: { name: 'xylink/handler-answers' } });
  expect(await simulator.probe('xylink', request)).toMatchObject({ outcome: 'not-allowed' });
  expect(simulator.ask('xylink', request).outcome).not.toHaveProperty('refusedBy');
});

test('the advice repeats the whole reason why a receiver is not allowed, whose end says what to do', async () => {
  const sim = await openSimulator();
  const sent = registrationOf('https://203.0.113.9/xylink');
  const reply = await fetch(`${sim.url}/sdk.xylink.com${sent.target}`, { method: sent.method, body: sent.body ?? '' });
  expect(reply.headers.get('simulator-refused-by')).toBe('xylink/handler-answers');
  const { json } = await sim.control('GET', `/journal/${reply.headers.get('simulator-exchange') ?? ''}/diagnosis`);
  const { advice } = json as { readonly advice: object };
  expect(JSON.stringify(advice)).toContain('--callback-allow 203.0.113.9');
});
