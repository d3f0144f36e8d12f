import { describe, expect, test } from '@jest/globals';
import { timestampOf } from '../../contracts/ytx/china-time.js';
import { signOf } from '../../contracts/ytx/signing.js';
import { sinkInMemory } from '../../simulator/core/callbacks/sink.js';
import { noon, openSimulator } from '../scenarios/scenario-server.js';
import { watchedConnections } from './connections.js';
import { clientAt, type SpaceClient, timeline, wholeTimeline } from './callback-server.js';
import { openReceiver, wordOf } from './receiver.js';

interface Received {
  readonly received: readonly {
    readonly id: number;
    readonly method: string;
    readonly target: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: string;
    readonly bodyEncoding?: string;
    readonly bodyBytes: number;
  }[];
}

const methods = ['GET', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS'];

describe('the sink of a space', () => {
  test('receives callbacks to any address below it, without the network', async () => {
    const client = await clientAt(
      await openSimulator({ callbacks: { transport: () => Promise.reject(new Error('no')) } }),
      'own',
    );
    await client.call();
    await client.advance('PT0S');
    const { received } = (await client.control('GET', '/sink')).json as Received;
    expect(received.map(wordOf)).toEqual(timeline.atOnce);
    expect(received[0]).toMatchObject({
      id: 1,
      method: 'POST',
      target: '/_simulator/sink/ytx',
      at: '2026-11-21T12:00:00+08:00',
    });
    expect(received[0]?.headers).toEqual([
      ['Content-Type', 'application/json;charset=utf-8'],
      ['simulator-callback', '1.1'],
    ]);
  });

  test('takes any method, body and query, and shows them unchanged', async () => {
    const sim = await openSimulator();
    const client = await clientAt(sim, 'any');
    for (const method of methods) {
      const path = `/~any/_simulator/sink/deep/${method}?of=ytx&of=twice&limit=no`;
      const headers = { 'Content-Type': 'text/x-own', 'X-Own': 'yes' };
      const answer = await sim.ask(path, { method, headers, body: `{"not": json ${method}` });
      expect([answer.status, answer.text]).toEqual([200, 'ok']);
    }
    expect((await sim.ask('/~any/_simulator/sink/', { method: 'POST', body: 'no more' })).text).toBe('ok');
    const { received: all } = (await client.control('GET', '/sink')).json as Received;
    const received = all.slice(0, -1);
    expect(all.at(-1)).toMatchObject({ target: '/_simulator/sink/', body: 'no more' });
    expect(received.map(({ method, target, body }) => `${method} ${target} ${body}`)).toEqual(
      methods.map(
        (method) => `${method} /_simulator/sink/deep/${method}?of=ytx&of=twice&limit=no {"not": json ${method}`,
      ),
    );
    expect(received[0]?.headers).toEqual(expect.arrayContaining([['X-Own', 'yes']]));
  });

  test('takes bytes that are not text, and an empty body', async () => {
    const sim = await openSimulator();
    const client = await clientAt(sim, 'bytes');
    const bytes = Uint8Array.from([0, 255, 254, 128, 10]);
    const { status } = await fetch(`${sim.url}/~bytes/_simulator/sink/x`, { method: 'POST', body: bytes });
    expect(status).toBe(200);
    await sim.ask('/~bytes/_simulator/sink/x');
    const { received } = (await client.control('GET', '/sink')).json as Received;
    expect(received).toMatchObject([
      { id: 1, body: '\u0000ÿþ\u0080\n', bodyEncoding: 'latin1', bodyBytes: 5 },
      { id: 2, body: '', bodyBytes: 0 },
    ]);
  });

  test('belongs to its space, and is emptied by DELETE', async () => {
    const sim = await openSimulator();
    const [client, neighbour] = [await clientAt(sim, 'mine'), await clientAt(sim, 'theirs')];
    await sim.ask('/~mine/_simulator/sink/x', { body: 'one' });
    expect((await neighbour.control('GET', '/sink')).json).toMatchObject({ received: [] });
    await neighbour.control('DELETE', '/sink');
    expect((await client.control('GET', '/sink')).json).toMatchObject({ received: [{ body: 'one' }] });
    expect((await client.control('DELETE', '/sink')).status).toBe(204);
    expect((await client.control('GET', '/sink')).json).toMatchObject({ received: [] });
    await sim.ask('/~mine/_simulator/sink/x', { body: 'next' });
    expect((await client.control('GET', '/sink')).json).toMatchObject({ received: [{ id: 1, body: 'next' }] });
  });

  test('takes 8 MiB and not a byte more', async () => {
    const sim = await openSimulator();
    const client = await clientAt(sim, 'large');
    const max = 8 * 1024 * 1024;
    const sent = async (bytes: number): Promise<number> =>
      (await sim.ask('/~large/_simulator/sink/x', { body: 'x'.repeat(bytes) })).status;
    expect(await sent(max + 1)).toBe(413);
    expect(await sent(10)).toBe(200);
    expect(await sent(max)).toBe(200);
    // The latest is kept, and the earlier ones made room for it.
    expect(client.space.sink.entries().map(({ id, body }) => [id, body.length])).toEqual([[2, max]]);
  });
});

describe('the requests that a sink keeps', () => {
  const sent = (text: string): Parameters<ReturnType<typeof sinkInMemory>['accept']>[0] => ({
    at: noon,
    method: 'POST',
    target: '/',
    rawHeaders: [],
    body: new TextEncoder().encode(text),
  });
  const numbers = (sink: ReturnType<typeof sinkInMemory>): readonly number[] => sink.entries().map(({ id }) => id);

  test('are the last ones, up to a number', () => {
    const sink = sinkInMemory({ entries: 2, bytes: 100 });
    for (const text of ['a', 'b', 'c']) sink.accept(sent(text));
    expect(numbers(sink)).toEqual([2, 3]);
  });

  test('are the last ones, up to a number of bytes, and always the latest', () => {
    const sink = sinkInMemory({ entries: 10, bytes: 4 });
    for (const text of ['aa', 'bb', 'c']) sink.accept(sent(text));
    expect(numbers(sink)).toEqual([2, 3]);
    sink.accept(sent('far too long'));
    expect(numbers(sink)).toEqual([4]);
    sink.accept(sent('abcd'));
    expect(numbers(sink)).toEqual([5]);
    sink.clear();
    for (const text of ['ab', 'cd']) sink.accept(sent(text));
    expect(numbers(sink)).toEqual([1, 2]);
  });
});

/** The credentials of a space, and the signatures made with them at its clock's instant. */
function credentialsOf({ space }: SpaceClient): readonly string[] {
  const member = space.cast()['ytx']?.['account:active'] as { readonly accountSID: string; readonly authToken: string };
  return [member.authToken, signOf(member, timestampOf(space.clock.now()))];
}

describe('credentials', () => {
  test('appear in no view of callbacks, even when a receiver puts them into its reply', async () => {
    const receiver = await openReceiver((came) => ({ status: 200, body: came.body }));
    const sim = await openSimulator();
    const client = await clientAt(sim, 'discreet', receiver.url);
    const [authToken = '', sign = ''] = credentialsOf(client);
    await client.call({ fields: { CustomParm: `${authToken} ${sign}` } });
    await client.advance('PT1H');
    expect(receiver.came.at(-1)?.body).toContain(authToken);
    const later = await clientAt(sim, 'discreet', `${receiver.url}?token=${authToken}`);
    await client.call({ fields: { CustomParm: authToken } });
    for (const path of [
      '/callbacks',
      '/callbacks?form=canonical',
      '/callbacks/wait',
      '/journal',
      '/journal?form=canonical',
    ]) {
      const { json } = await later.control('GET', path);
      const text = JSON.stringify(json);
      expect(text.length).toBeGreaterThan(500);
      for (const credential of [authToken, sign]) expect(text.includes(credential)).toBe(false);
    }
    const sunk = await clientAt(sim, 'discreet', '/_simulator/sink/own');
    await sunk.call({ fields: { CustomParm: authToken } });
    await sunk.advance('PT0S');
    const { json } = await sunk.control('GET', '/sink');
    expect(JSON.stringify(json)).toContain('/_simulator/sink/own');
    expect(JSON.stringify(json).includes(authToken)).toBe(false);
    const advanced = JSON.stringify(await sunk.control('POST', '/clock/advance', { by: 'PT1H' }));
    expect(advanced).toContain('callRecord');
    expect(advanced.includes(authToken)).toBe(false);
  });
});

describe('the mark of the simulator', () => {
  test.each([
    [false, '1.1'],
    [true, undefined],
  ])('when it is faithful is %s: %s', async (faithful, mark) => {
    const receiver = await openReceiver();
    const client = await clientAt(await openSimulator({ faithful }), 'mark', receiver.url);
    await client.call();
    await client.advance('PT0S');
    expect(receiver.came[0]).toMatchObject({ mark, contentType: 'application/json;charset=utf-8' });
  });
});

/** An address of this machine that is not loopback by its number, so that nothing leaves the machine. */
const elsewhere = (url: string): string => url.replace('127.0.0.1', '0.0.0.0');

describe('a receiver beyond loopback', () => {
  test('is never contacted: the record says why, and nothing is tried again', async () => {
    const watched = watchedConnections();
    const receiver = await openReceiver();
    const client = await clientAt(await openSimulator(), 'foreign', elsewhere(receiver.url));
    await client.call();
    await client.advance('PT1H');
    watched.stop();
    const { attempts, queued } = await client.callbacks('?outcome=not-allowed');
    expect(attempts).toHaveLength(wholeTimeline.length);
    expect(attempts.some(({ nextAt, accepted }) => nextAt !== undefined || accepted)).toBe(false);
    expect(attempts[0]?.says).toContain('--callback-allow 0.0.0.0');
    expect(queued).toEqual([]);
    expect(receiver.came).toEqual([]);
    expect(watched.addresses).not.toContain('0.0.0.0');
  });

  test('gets the callback if it was allowed', async () => {
    const receiver = await openReceiver();
    const sim = await openSimulator({ callbacks: { allow: ['0.0.0.0'] } });
    const client = await clientAt(sim, 'allowed', elsewhere(receiver.url));
    await client.call();
    await client.advance('PT1H');
    expect(receiver.came).toHaveLength(wholeTimeline.length);
  });
});
