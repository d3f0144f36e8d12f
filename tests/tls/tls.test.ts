import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { type RequestOptions, request as httpsRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createSimulator, type Listening, type Simulator } from '../../simulator/index.js';

const target = '/api/rest/external/v1/callbacks';

let simulator: Simulator;
let listening: Listening;
let ca: string;
const logged: string[] = [];

beforeAll(async () => {
  simulator = createSimulator({ log: (line) => logged.push(line), proxy: { passthrough: ['localhost'] } });
  listening = await simulator.listen(0);
  ca = (await simulator.caCertificate()) ?? '';
});
afterAll(() => listening.close());
afterEach(() => {
  simulator.spaces.getOrCreate(undefined).scenarios.clear();
  logged.length = 0;
});

interface Received {
  readonly status: number | undefined;
  readonly space: unknown;
  readonly body: string;
}

async function received(response: IncomingMessage): Promise<Received> {
  return { status: response.statusCode, space: response.headers['simulator-space'], body: await text(response) };
}

async function get(host: string, options: RequestOptions = {}): Promise<Received> {
  const request = httpsRequest({ host, port: listening.port, ca, path: target, agent: false, ...options }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return received(response);
}

/** Opens a tunnel through the proxy; the reply to `CONNECT` if there is none. */
async function tunnel(authority: string, user?: string): Promise<Socket | Received> {
  const headers = user === undefined ? {} : { 'Proxy-Authorization': `Basic ${btoa(`${user}:x`)}` };
  const { port } = listening;
  const request = httpRequest({ port, host: '127.0.0.1', method: 'CONNECT', path: authority, headers, agent: false });
  request.end();
  const [response, socket, head] = (await once(request, 'connect')) as [IncomingMessage, Socket, Buffer];
  if (response.statusCode === 200) return socket;
  return { status: response.statusCode, space: undefined, body: `${head.toString()}${await text(socket)}` };
}

async function tunnelTo(authority: string, user?: string): Promise<Socket> {
  const opened = await tunnel(authority, user);
  if ('status' in opened) throw new Error(`no tunnel: ${opened.body}`);
  return opened;
}

const unknownEnterprise = /"errorCode":1005/;

describe('https on the port of http', () => {
  test.each(['127.0.0.1', 'localhost'])('answers at %s with the provider in the path', async (host) => {
    const { status, body } = await get(host, { path: `/~tls-path/sdk.xylink.com${target}` });
    expect([status, body]).toEqual([400, expect.stringMatching(unknownEnterprise)]);
  });

  test.each(['sdk.xylink.com', 'cloud.xylink.com', 'api.ytx.net', 'alice.localhost'])(
    'has a certificate for %s that its CA has signed',
    async (servername) => {
      const socket = connectTls({ host: '127.0.0.1', port: listening.port, ca, servername });
      await once(socket, 'secureConnect');
      const { subjectaltname, valid_to, valid_from } = socket.getPeerCertificate();
      expect(subjectaltname).toBe(`DNS:${servername}`);
      expect((Date.parse(valid_to) - Date.parse(valid_from)) / 86_400_000).toBeLessThanOrEqual(397);
      socket.destroy();
    },
  );

  test('answers at a provider’s host, as a hosts file leads there', async () => {
    const { status, body } = await get('127.0.0.1', {
      servername: 'sdk.xylink.com',
      headers: { Host: 'sdk.xylink.com' },
    });
    expect([status, body]).toEqual([400, expect.stringMatching(unknownEnterprise)]);
  });

  test('answers many requests on one connection, and plain http as before', async () => {
    const socket = connectTls({ host: '127.0.0.1', port: listening.port, ca });
    const one = `GET /sdk.xylink.com${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
    socket.write(one.repeat(2) + one.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
    expect((await text(socket)).match(/HTTP\/1\.1 400/g)).toHaveLength(3);
    const plain = await fetch(`${listening.url}/sdk.xylink.com${target}`);
    expect(plain.status).toBe(400);
  });

  test('logs once that a client does not trust the CA, and how it can', async () => {
    for (const _ of [1, 2]) {
      const socket = connectTls({ host: '127.0.0.1', port: listening.port, servername: 'sdk.xylink.com' });
      await expect(once(socket, 'secureConnect')).rejects.toThrow(/certificate/);
    }
    expect(logged.filter((line) => !/^tls: the client of sdk\.xylink\.com rejected/.test(line))).toEqual([]);
    expect(logged.length).toBeLessThanOrEqual(1);
  });

  test('waits for a ClientHello that arrives byte by byte', async () => {
    const socket = piecewise(connect(listening.port, '127.0.0.1'));
    const client = connectTls({ socket, ca, servername: 'sdk.xylink.com' });
    await once(client, 'secureConnect');
    expect(client.getPeerCertificate().subjectaltname).toBe('DNS:sdk.xylink.com');
    client.destroy();
  });

  test('hangs up on a client that begins a handshake and does not go on', async () => {
    const impatient = createSimulator({ log: () => undefined, limits: { headerTimeoutMs: 30, requestTimeoutMs: 30 } });
    const { port, close } = await impatient.listen(0);
    const socket = connect(port, '127.0.0.1');
    // The head of a record that announces 512 bytes.
    socket.write(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]));
    await once(socket.resume(), 'close');
    expect(socket.bytesRead).toBeGreaterThan(0);
    await close();
  });

  test('hangs up on a client that sends its hello and does not go on', async () => {
    const impatient = createSimulator({ log: () => undefined, limits: { headerTimeoutMs: 30, requestTimeoutMs: 30 } });
    const { port, close } = await impatient.listen(0);
    const socket = connect(port, '127.0.0.1');
    const write = (chunk: Buffer, _encoding: unknown, done: () => void): void => void socket.write(chunk, done);
    // It never reads what the server answers.
    const deaf = new Duplex({ read: () => undefined, write });
    const client = connectTls({ socket: deaf, servername: 'sdk.xylink.com' });
    await once(socket.resume(), 'close');
    client.destroy();
    await close();
  });
});

describe('the forward proxy', () => {
  test('opens a tunnel to a provider’s host, whose user names the space', async () => {
    for (const [user, space] of [
      ['alice', 'alice'],
      [undefined, 'default'],
    ] as const) {
      const reply = await get('sdk.xylink.com', {
        createConnection: undefined,
        agent: undefined,
        ...(await throughTunnel('sdk.xylink.com:443', user)),
      });
      expect([reply.status, reply.space]).toEqual([400, space]);
    }
  });

  test('takes plain requests in a tunnel and in absolute form', async () => {
    const socket = await tunnelTo('api.ytx.net:80', 'bob');
    socket.write('GET /201612/ HTTP/1.1\r\nHost: api.ytx.net\r\nConnection: close\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 501 [^]*simulator-space: bob/);
    const direct = connect(listening.port, '127.0.0.1');
    direct.write(
      `GET http://api.ytx.net/201612/ HTTP/1.1\r\nHost: api.ytx.net\r\nProxy-Authorization: Basic ${btoa('carol:x')}\r\nConnection: close\r\n\r\n`,
    );
    expect(await text(direct)).toMatch(/^HTTP\/1\.1 501 [^]*simulator-space: carol/);
  });

  test('refuses other hosts, its own control API, and users that are no names of spaces', async () => {
    expect(await tunnel('example.com:443')).toMatchObject({ status: 403, body: expect.stringContaining('no_proxy') });
    expect(await tunnel('127.0.0.1:1')).toMatchObject({ status: 403 });
    expect(await tunnel('sdk.xylink.com:443', 'a b')).toMatchObject({ status: 400 });
    const socket = await tunnelTo('sdk.xylink.com:443');
    socket.write('GET /_simulator/world HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 403 [^]*does not answer through the forward proxy/);
  });

  test('leads to a host that it may pass through to', async () => {
    const other = createSimulator({ log: () => undefined });
    const behind = await other.listen(0);
    const socket = await tunnelTo(`localhost:${behind.port}`);
    socket.write('GET /_simulator/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200/);
    const plain = connect(listening.port, '127.0.0.1');
    plain.write(
      `GET http://localhost:${behind.port}/_simulator/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect(await text(plain)).toMatch(/^HTTP\/1\.1 200/);
    await behind.close();
    expect(await tunnel(`localhost:${behind.port}`)).toMatchObject({ status: 502 });
  });
});

describe('a scenario of the handshake', () => {
  const switchOn = (name: string, body: object = {}): Promise<Response> =>
    fetch(`${listening.url}/_simulator/scenarios/${name}`, { method: 'PUT', body: JSON.stringify(body) });
  const failure = async (servername: string): Promise<string> => {
    const socket: TLSSocket = connectTls({ host: '127.0.0.1', port: listening.port, ca, servername });
    try {
      await once(socket, 'secureConnect');
      return 'none';
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? '';
    } finally {
      socket.destroy();
    }
  };

  test.each([
    ['tls-expired', 'CERT_HAS_EXPIRED'],
    ['tls-wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['tls-self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['tls-unknown-ca', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['tls-cut', 'ECONNRESET'],
  ])('%s fails with %s', async (name, code) => {
    expect((await switchOn(name, { times: 1 })).status).toBe(200);
    expect(await failure('sdk.xylink.com')).toBe(code);
    expect(await failure('sdk.xylink.com')).toBe('none');
  });

  test('is limited to a host', async () => {
    await switchOn('tls-expired', { match: { host: 'api.ytx.net' } });
    expect(await failure('sdk.xylink.com')).toBe('none');
    expect(await failure('api.ytx.net')).toBe('CERT_HAS_EXPIRED');
  });

  test('cannot be named in a URL', async () => {
    const reply = await fetch(`${listening.url}/+tls-cut/sdk.xylink.com${target}`);
    expect([reply.status, await reply.text()]).toEqual([400, expect.stringContaining('PUT /_simulator/scenarios')]);
  });
});

/** Options for a request through a tunnel. */
async function throughTunnel(authority: string, user: string | undefined): Promise<RequestOptions> {
  const socket = await tunnelTo(authority, user);
  const servername = authority.split(':')[0] ?? '';
  const secured = connectTls({ socket, ca, servername });
  return { createConnection: () => secured, headers: { Host: servername } };
}

/** A connection that sends what is written to it byte by byte. */
function piecewise(socket: Socket): Duplex {
  socket.setNoDelay(true);
  const connection = new Duplex({
    read: () => socket.resume(),
    write(bytes: Buffer, _encoding, done) {
      for (const byte of bytes) socket.write(Buffer.of(byte));
      done();
    },
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (bytes) => connection.push(bytes)).once('end', () => connection.push(null));
  return connection;
}
