import { describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { JournalEntry } from '../../simulator/core/state/journal.js';
import { type ControlServer, jsonOf, openControl } from './control-server.js';

/** Counts the listeners of the default space's journal; `until` resolves when there are this many. */
function listenersOf({ spaces }: ControlServer): {
  readonly count: () => number;
  readonly until: (count: number) => Promise<void>;
} {
  const { journal } = spaces.getOrCreate(undefined);
  const onRecord = journal.onRecord.bind(journal);
  let listening = 0;
  let changed: () => void = () => undefined;
  const change = (by: number): void => {
    listening += by;
    changed();
  };
  journal.onRecord = (listener: (entry: JournalEntry) => void) => {
    const stop = onRecord(listener);
    change(1);
    return () => {
      stop();
      change(-1);
    };
  };
  const until = async (count: number): Promise<void> => {
    while (listening !== count) await new Promise<void>((resolve) => (changed = resolve));
  };
  return { count: () => listening, until };
}

const idsIn = (reply: { readonly text: string }): readonly number[] =>
  (jsonOf(reply) as { readonly exchanges: readonly { readonly id: number }[] }).exchanges.map(({ id }) => id);

describe('waiting for an exchange', () => {
  test('ends at once when one was recorded before', async () => {
    const { ask, post } = await openControl();
    await post();
    await post('blue');
    await post('blue');
    expect(idsIn(await ask.get('/_simulator/journal/wait').expect(200))).toEqual([1]);
    expect(idsIn(await ask.get('/_simulator/journal/wait?refusedBy=toy/box-exists&timeout=PT0S').expect(200))).toEqual([
      2,
    ]);
    expect(idsIn(await ask.get('/_simulator/journal/wait?after=2').expect(200))).toEqual([3]);
  });

  test('ends as soon as one is recorded that matches', async () => {
    const server = await openControl();
    const listeners = listenersOf(server);
    await server.post('blue');
    const path = '/_simulator/journal/wait?refusedBy=toy/box-exists&after=1&timeout=PT60S&form=canonical';
    const waiting = server.ask.get(path).then((reply) => reply);
    await listeners.until(1);
    await server.post('red');
    await server.post('green');
    const reply = await waiting;
    expect(reply.status).toBe(200);
    expect(idsIn(reply)).toEqual([3]);
    expect(jsonOf(reply)).toMatchObject({
      exchanges: [{ trace: [{ check: 'toy/box-exists', saw: { box: 'green' } }] }],
    });
    expect(listeners.count()).toBe(0);
  });

  test('hears nothing of other spaces', async () => {
    const { ask, post } = await openControl();
    await post('red', {}, 'alice');
    await ask.get('/_simulator/journal/wait?timeout=PT0.01S').expect(408);
  });

  test('ends with a problem when nothing came in time', async () => {
    const server = await openControl();
    const listeners = listenersOf(server);
    const reply = await server.ask.get('/_simulator/journal/wait?timeout=PT0.01S').expect(408);
    expect(jsonOf(reply)).toMatchObject({
      type: 'urn:meeting-understudy:not-found',
      fix: expect.stringContaining('PT60S'),
    });
    expect(listeners.count()).toBe(0);
  });

  test('leaves nothing behind when the caller hangs up', async () => {
    const server = await openControl();
    const listeners = listenersOf(server);
    const request = get(`${server.listening.url}/_simulator/journal/wait?timeout=PT60S`).on('error', () => undefined);
    await listeners.until(1);
    request.destroy();
    await listeners.until(0);
    expect((await server.post()).status).toBe(200);
  });

  test('does not hold up a server that closes', async () => {
    const closing = new AbortController();
    const server = await openControl({ closing: closing.signal });
    const listeners = listenersOf(server);
    const request = get(`${server.listening.url}/_simulator/journal/wait?timeout=PT60S`);
    const answered = once(request, 'response').then(([response]) => response as IncomingMessage);
    await listeners.until(1);
    const closed = server.listening.close(60_000);
    closing.abort();
    const response = await answered;
    response.resume();
    expect(response.statusCode).toBe(503);
    await closed;
  });
});
