import { describe, expect, test } from '@jest/globals';
import { ContractError } from '../../client/index.js';
import { clientOf } from './client-of.js';
import { failureOf, weekly, weeklyFields } from './office.js';
import { openSmallServer, type SmallServer } from './small-server.js';

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
  test('is refused where nobody listens, and nothing was sent', async () => {
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
