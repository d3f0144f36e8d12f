import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Asks on a connection that is kept alive, reads the whole answer, and gives that connection. */
export async function idleConnection(url: string): Promise<Socket> {
  const agent = new Agent({ keepAlive: true });
  const [response] = (await once(get(`${url}/_simulator/health`, { agent }), 'response')) as [IncomingMessage];
  const { socket } = response;
  await once(response.resume(), 'end');
  return socket;
}

/** Begins a request whose body never comes; the server has read its head and waits. */
export async function halfAsked(url: string): Promise<void> {
  const headers = { 'Content-Length': 1000, Expect: '100-continue' };
  const half = get(`${url}/_simulator/clock`, { agent: false, method: 'PUT', headers });
  half.on('error', () => undefined).flushHeaders();
  await once(half, 'continue');
}
