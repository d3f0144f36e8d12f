import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { clientOf, nowhere } from './client-of.js';
import { failureOf, weekly } from './office.js';

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
  ])('is unreachable and nothing was sent when %s', async (_, trouble) => {
    asked().replyWithError(failing(trouble));
    expect(await start()).toMatchObject({ name: 'NetworkError', code: trouble.code, mayHaveHappened: false });
  });

  test.each([
    ['the connection is reset', { code: 'ECONNRESET', syscall: 'read' }],
    ['the pipe is broken', { code: 'EPIPE', syscall: 'write' }],
    ['nothing more is heard on the connection', { code: 'ETIMEDOUT', syscall: 'read' }],
    ['the other side hangs up', { code: 'UND_ERR_SOCKET' }],
  ])('is unreachable and it may have happened when %s before the headers', async (_, trouble) => {
    asked().replyWithError(failing(trouble));
    expect(await start()).toMatchObject({ name: 'NetworkError', code: trouble.code, mayHaveHappened: true });
  });

  test('says what failed in one form of message', async () => {
    asked().replyWithError(failing({ code: 'ECONNREFUSED' }));
    expect(String(await start())).toBe('NetworkError: createMeeting was unreachable: ECONNREFUSED (nothing was sent)');
    asked().replyWithError(failing({ code: 'ECONNRESET' }));
    expect(String(await start())).toBe(
      'NetworkError: createMeeting was unreachable: ECONNRESET (it may have happened)',
    );
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
