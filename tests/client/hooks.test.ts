import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ClientHooks, CompletedExchange } from '../../client/index.js';
import { clientOf, keys } from './client-of.js';
import { failureOf, type ProviderServer, startServer, weekly, weeklyFields } from './ytx-requests.js';
import { byLogin, fakeTime, openSmallXylink, refusal, room, type SmallXylink, xylinkOf } from './xylink-requests.js';

let server: ProviderServer;
let xylink: SmallXylink;
beforeAll(async () => {
  server = await startServer();
  xylink = await openSmallXylink();
});
afterAll(async () => {
  await server.close();
  await xylink.close();
});

/** Hooks that keep what they are given. */
function recordingHooks(): {
  readonly hooks: ClientHooks;
  readonly seen: string[];
  readonly ended: CompletedExchange[];
} {
  const seen: string[] = [];
  const ended: CompletedExchange[] = [];
  return {
    seen,
    ended,
    hooks: {
      before: ({ operation }) => {
        seen.push(`before ${operation}`);
      },
      after: (exchange) => {
        ended.push(exchange);
        seen.push(`after ${exchange.operation}`);
      },
    },
  };
}

const never: ClientHooks['before'] = () => new Promise(() => undefined);

describe('a hook before requests', () => {
  test('may change the request that is sent', async () => {
    const before: ClientHooks['before'] = (prepared) => ({
      ...prepared,
      headers: { ...prepared.headers, traceparent: '00-1' },
    });
    await server.client({ hooks: { before } }).startMeeting(weekly);
    expect(server.space.journal.entries().at(-1)?.exchange.request.rawHeaders).toContain('traceparent');
  });

  test('gets the signed request, byte for byte, and is waited for', async () => {
    const bodies: string[] = [];
    const before: ClientHooks['before'] = async ({ url, body }) => {
      await Promise.resolve();
      bodies.push(url.replace(/\w{32}$/, ''), new TextDecoder().decode(body));
    };
    const client = server.client({ hooks: { before } });
    const prepared = client.prepare('createMeeting', weeklyFields);
    await client.send(prepared);
    expect(bodies).toEqual([prepared.url.replace(/\w{32}$/, ''), new TextDecoder().decode(prepared.body)]);
  });

  test('that throws lets nothing be sent, and its error is that of the call', async () => {
    const size = server.space.journal.size();
    const before = (): never => {
      throw new RangeError('over the budget');
    };
    expect(String(await failureOf(server.client({ hooks: { before } }).startMeeting(weekly)))).toBe(
      'RangeError: over the budget',
    );
    expect(server.space.journal.size()).toBe(size);
  });

  test('that never ends can be aborted', async () => {
    const controller = new AbortController();
    const failing = failureOf(
      clientOf({ hooks: { before: never } }).startMeeting(weekly, { signal: controller.signal }),
    );
    controller.abort(new RangeError('no longer wanted'));
    expect(String(await failing)).toBe('RangeError: no longer wanted');
  });
});

describe('a hook after requests', () => {
  test('gets the reply, a refusal too, and the request without credentials', async () => {
    const { hooks, ended, seen } = recordingHooks();
    const client = server.client({ hooks });
    await client.startMeeting(weekly);
    await failureOf(client.startMeeting({ ...weekly, creator: '12' }));
    expect(seen).toEqual([
      'before createMeeting',
      'after createMeeting',
      'before createMeeting',
      'after createMeeting',
    ]);
    const replies = ended.map(({ reply }) => new TextDecoder().decode(reply?.body).slice(0, 20));
    expect(replies).toEqual(['{"statusCode":"0","s', '{"statusCode":"-102"']);
    for (const { request, error } of ended) {
      expect(request).toEqual({
        method: 'POST',
        url: expect.stringMatching(/\/sid\/…\/call\/TeleMeeting\.wx$/) as unknown,
      });
      expect(error).toBeUndefined();
    }
  });

  test('gets the error, if there is no reply', async () => {
    const { hooks, ended } = recordingHooks();
    const fetch = (): Promise<Response> => Promise.reject(Object.assign(new Error('no'), { code: 'ECONNRESET' }));
    const failure = await failureOf(clientOf({ hooks, fetch }).startMeeting(weekly));
    expect(ended).toEqual([
      { operation: 'createMeeting', request: expect.anything() as unknown, reply: undefined, error: failure },
    ]);
    expect(JSON.stringify(ended)).not.toContain(keys.accountSID);
  });

  test('that throws fails the call, as one that is refused', async () => {
    const hooks = { after: () => Promise.reject(new RangeError('full')) };
    expect(String(await failureOf(server.client({ hooks }).startMeeting(weekly)))).toBe('RangeError: full');
  });
});

describe('hooks', () => {
  test('run around a login, each retry and the request itself', async () => {
    const { hooks, seen } = recordingHooks();
    const client = xylinkOf({ baseUrl: xylink.url, auth: byLogin, hooks });
    await client.meetingStatus(room);
    expect(seen.filter((each) => each.startsWith('after'))).toEqual(['after appToken', 'after meetingStatus']);
    seen.length = 0;
    xylink.instead.push(refusal('tooManyRequests'));
    await client.meetingStatus(room);
    expect(seen.filter((each) => each.startsWith('before'))).toEqual(['before meetingStatus', 'before meetingStatus']);
  });

  test('that take long do not let requests come closer together than the limit', async () => {
    const time = fakeTime();
    const sent: number[] = [];
    let calls = 0;
    const client = xylinkOf({
      ...time,
      limit: 2,
      hooks: {
        before: async () => {
          calls += 1;
          // The first two would be counted a second before they are sent.
          if (calls <= 2) await time.sleep(500);
          return undefined;
        },
      },
      fetch: () => {
        sent.push(time.clock.now());
        return Promise.resolve(new Response(''));
      },
    });
    await Promise.all(Array.from({ length: 6 }, () => client.endMeeting(room)));
    for (const [index, instant] of sent.entries())
      expect(instant - (sent[index - 2] ?? -Infinity)).toBeGreaterThanOrEqual(1000);
  });

  test('do not run for the diagnosis of a simulator', async () => {
    const { hooks, seen } = recordingHooks();
    const failure = await failureOf(server.client({ hooks, appid: 'nothing' }).startMeeting(weekly));
    expect(failure).toMatchObject({ diagnosis: { says: expect.any(String) as unknown } });
    expect(seen).toHaveLength(2);
  });
});
