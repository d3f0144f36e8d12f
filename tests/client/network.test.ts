import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { fetch as undiciFetch } from 'undici';
import { ContractError, type NetworkError } from '../../client/index.js';
import { clientOf, keys, nowhere } from './client-of.js';
import { failureOf, weekly, weeklyFields } from './ytx-requests.js';
import { openSmallServer, type SmallServer } from './small-server.js';
import { room, xylinkOf } from './xylink-requests.js';

beforeAll(() => {
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
  nock.enableNetConnect('127.0.0.1');
});
afterEach(() => {
  nock.cleanAll();
});
afterAll(() => {
  // nock patches the whole worker: what is not restored leaks into the next test file.
  nock.enableNetConnect();
  nock.restore();
});

/** The provider, which is about to be asked for a meeting. */
const asked = (): nock.Interceptor =>
  nock(nowhere)
    .post(/^\/201612\/sid\/\w+\/call\/TeleMeeting\.wx$/)
    .query(true);

const failing = (options: { readonly code: string; readonly syscall?: string }): Error =>
  Object.assign(new Error('it failed'), options);

const start = (): Promise<unknown> => failureOf(clientOf().startMeeting(weekly));

describe('a network that fails', () => {
  test.each([
    ['the connection is refused', { code: 'ECONNREFUSED', syscall: 'connect' }],
    ['the name does not resolve', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
    ['the resolver is away', { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }],
    ['the host cannot be reached', { code: 'EHOSTUNREACH', syscall: 'connect' }],
    ['connecting takes too long', { code: 'UND_ERR_CONNECT_TIMEOUT' }],
  ])('is unreachable and nothing was sent when %s', async (_, networkError) => {
    asked().replyWithError(failing(networkError));
    expect(await start()).toMatchObject({ name: 'NetworkError', code: networkError.code, mayHaveHappened: false });
  });

  test.each([
    ['the connection is reset', { code: 'ECONNRESET', syscall: 'read' }],
    ['the pipe is broken', { code: 'EPIPE', syscall: 'write' }],
    ['nothing more is heard on the connection', { code: 'ETIMEDOUT', syscall: 'read' }],
    ['the other side hangs up', { code: 'UND_ERR_SOCKET' }],
  ])('is unreachable and it may have happened when %s before the headers', async (_, networkError) => {
    asked().replyWithError(failing(networkError));
    expect(await start()).toMatchObject({ name: 'NetworkError', code: networkError.code, mayHaveHappened: true });
  });

  test('says what failed in one form of message', async () => {
    asked().replyWithError(failing({ code: 'ECONNREFUSED' }));
    const request = '\n  Request: POST http://sandbox.ytx.net/201612/sid/…/call/TeleMeeting.wx';
    expect(String(await start())).toBe(
      `NetworkError: createMeeting: the provider was unreachable: ECONNREFUSED (nothing was sent)${request}`,
    );
    asked().replyWithError(failing({ code: 'ECONNRESET' }));
    expect(String(await start())).toBe(
      `NetworkError: createMeeting: the provider was unreachable: ECONNRESET (it may have happened)${request}`,
    );
  });

  test('has a copy of the error of fetch as its cause, without credentials', async () => {
    const inner = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:80'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
      request: keys.authToken,
    });
    const fetch = (url: unknown): Promise<Response> =>
      Promise.reject(new TypeError(`fetch failed: ${String(url)} ${keys.authToken}`, { cause: inner }));
    const failure = await failureOf(clientOf({ fetch }).startMeeting(weekly));
    const { cause } = failure as { readonly cause: Error };
    expect(cause).toMatchObject({
      name: 'TypeError',
      message: `fetch failed: ${nowhere}/201612/sid/0123…cdef/call/TeleMeeting.wx?… …`,
      cause: { message: 'connect ECONNREFUSED 127.0.0.1:80', code: 'ECONNREFUSED', syscall: 'connect' },
    });
    expect(cause.cause).not.toHaveProperty('request');
  });

  test('has no cause where fetch rejected with no error', async () => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- A fetch of others may do so.
    const failure = await failureOf(clientOf({ fetch: () => Promise.reject('no') }).startMeeting(weekly));
    expect(failure).toMatchObject({ name: 'NetworkError', code: 'UNKNOWN' });
    expect(failure).not.toHaveProperty('cause');
  });

  test('is retryable only if nothing was sent, or if the operation only reads', async () => {
    const failing = (code: string) => () => Promise.reject(Object.assign(new Error('no'), { code }));
    const of = async (code: string): Promise<readonly unknown[]> => {
      const fetch = failing(code);
      const failures = [
        await failureOf(clientOf({ fetch }).startMeeting(weekly)),
        await failureOf(xylinkOf({ fetch }).meetingStatus(room)),
      ];
      return failures.map((failure) => (failure as NetworkError).isRetryable);
    };
    expect(await of('ECONNREFUSED')).toEqual([true, true]);
    expect(await of('ECONNRESET')).toEqual([false, true]);
  });

  test('is asked once, and never again', async () => {
    const scope = nock(nowhere)
      .persist()
      .post(/./)
      .query(true)
      .replyWithError(failing({ code: 'ECONNREFUSED' }));
    let requests = 0;
    scope.on('request', () => {
      requests += 1;
    });
    await start();
    expect(requests).toBe(1);
  });
});

/** The issues of a ContractError, as text. */
const issuesIn = (failure: unknown): readonly string[] => {
  if (!(failure instanceof ContractError)) throw new Error(`this is no ContractError: ${String(failure)}`);
  return failure.issues.map(({ part, message }) => `${part}: ${message}`);
};

/** A server that writes this on the bare connection, and then ends it or resets it. */
const writing = (sent: string, end: 'end' | 'reset'): Promise<SmallServer> =>
  openSmallServer(({ socket }) => {
    if (end === 'end') socket.end(sent);
    else socket.write(sent, () => socket.resetAndDestroy());
  });

describe('a real connection', () => {
  test('is refused where no server listens, and nothing was sent', async () => {
    const server = await openSmallServer(() => undefined);
    await server.close();
    expect(await failureOf(clientOf({ baseUrl: server.url }).startMeeting(weekly))).toMatchObject({
      name: 'NetworkError',
      code: 'ECONNREFUSED',
      mayHaveHappened: false,
    });
  });

  test.each([
    ['before the headers', ''],
    ['within the headers', 'HTTP/1.1 200 OK\r\nContent-'],
    ['before the body', 'HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n'],
    ['within the body', 'HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"statusCode":"0",'],
    ['within a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5a\r\n{"statusCode":"0",'],
  ])('that is reset %s may have made the meeting, and is not tried again', async (_, sent) => {
    const server = await writing(sent, 'reset');
    const failure = await failureOf(clientOf({ baseUrl: server.url }).startMeeting(weekly));
    await server.close();
    expect(failure).toMatchObject({ name: 'NetworkError', mayHaveHappened: true });
    expect(server.arrived()).toBe(1);
  });

  test('that ends within the body may have made the meeting', async () => {
    const server = await writing('HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"statusCode":"0",', 'end');
    const failure = await failureOf(clientOf({ baseUrl: server.url }).startMeeting(weekly));
    await server.close();
    expect(failure).toMatchObject({ name: 'NetworkError', mayHaveHappened: true });
  });

  test.each([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n', 'headers: are not HTTP'],
    [
      'no gzip although they are called so',
      'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}',
      'body: is not in the content encoding that its header names',
    ],
  ])('is off contract when it carries %s', async (_, sent, issue) => {
    const server = await writing(sent, 'end');
    const failure = await failureOf(clientOf({ baseUrl: server.url }).startMeeting(weekly));
    await server.close();
    expect(issuesIn(failure)).toEqual([issue]);
  });

  test('is off contract when it carries no HTTP, also for the fetch of another version of undici', async () => {
    const server = await writing('SSH-2.0-OpenSSH_9.6\r\n', 'end');
    // Its error has no code there.
    const client = clientOf({ baseUrl: server.url, fetch: undiciFetch as unknown as typeof fetch });
    const failure = await failureOf(client.startMeeting(weekly));
    await server.close();
    expect(issuesIn(failure)).toEqual(['headers: are not HTTP']);
  });

  test('is read no further than 1 MiB, however much comes', async () => {
    const server = await openSmallServer((_, response) => {
      const more = (): void => {
        while (response.writable && response.write(Buffer.alloc(64 * 1024, ' ')));
      };
      response.on('drain', more);
      more();
    });
    const failure = await failureOf(clientOf({ baseUrl: server.url }).startMeeting(weekly));
    await server.close();
    expect(issuesIn(failure)).toEqual(['body: is over 1048576 bytes']);
  });

  test('leads nowhere else: a redirect is not followed', async () => {
    const server = await openSmallServer((_, response) => {
      response.writeHead(307, { Location: '/elsewhere' }).end();
    });
    const client = clientOf({ baseUrl: server.url });
    const failure = await failureOf(client.startMeeting(weekly));
    const raw = await client.exchange(client.prepare('createMeeting', weeklyFields));
    await server.close();
    expect(issuesIn(failure)).toEqual(['status: is 307, a redirect, and not 200', 'body: is empty']);
    expect(raw).toMatchObject({ status: 307, headers: { location: '/elsewhere' } });
    expect(server.arrived()).toBe(2);
  });
});
