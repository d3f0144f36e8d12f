import { once } from 'node:events';
import {
  Agent,
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type RequestListener,
} from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { listen, type Listening } from '../../simulator/http/lifecycle.js';

const onLoopback = { port: 0, host: '127.0.0.1' };
const start = (listener: RequestListener): Promise<Listening> => listen(createServer(listener), onLoopback);

async function answered(asked: ClientRequest): Promise<void> {
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  await once(response.resume(), 'end');
}

describe('a server’s life', () => {
  test('begins at a free port when asked for port 0', async () => {
    const { url, port, close } = await start((_request, response) => response.end());
    expect(port).toBeGreaterThan(0);
    expect(url).toBe(`http://127.0.0.1:${port}`);
    await close();
  });

  test('puts an IPv6 host in brackets', async () => {
    const { url, port, close } = await listen(createServer(), { port: 0, host: '::1' });
    expect(url).toBe(`http://[::1]:${port}`);
    await close();
  });

  test('does not begin at a port in use', async () => {
    const { port, close } = await start((_request, response) => response.end());
    await expect(listen(createServer(), { port, host: '127.0.0.1' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await close();
  });

  test('ends though connections are kept alive, idle or soon to be', async () => {
    let finish: (() => void) | undefined;
    const { port, close } = await start((asked, response) => {
      if (asked.url === '/slow') finish = () => response.end('slow');
      else response.end('quick');
    });
    const agent = new Agent({ keepAlive: true });
    const ask = (path: string): ClientRequest => request({ port, host: '127.0.0.1', path, agent }).end();
    const slow = ask('/slow');
    await answered(ask('/quick'));
    const closed = close(60_000);
    finish?.();
    await answered(slow);
    await closed;
    agent.destroy();
  });

  test('ends at the deadline though someone is still waiting for an answer', async () => {
    const { port, close } = await start(() => undefined);
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.resume().write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const hungUp = once(socket, 'close');
    await close(50);
    await hungUp;
  });

  test('ends once, however often it is asked to', async () => {
    const { close } = await start((_request, response) => response.end());
    await Promise.all([close(), close()]);
  });
});
