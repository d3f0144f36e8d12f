import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createPlain, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { folderWith, tidyUp, top } from '../support/cli.js';
import { runProcess } from '../support/process.js';
import { carried } from './receivers.js';

const cwd = folderWith();
const certificate = join(cwd, 'certificate.pem');
const requests: string[] = [];
const servers: Server[] = [];

const take: RequestListener = (request, response) => {
  requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
  response.end('thanks');
};

async function port(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-keyout', 'key.pem', '-out', 'certificate.pem'];
  const { code } = await runProcess(
    ['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...subject],
    {
      cwd,
    },
  );
  expect(code).toBe(0);
});
afterAll(async () => {
  for (const server of servers) server.close();
  await tidyUp();
});

const secure = async (): Promise<number> =>
  port(createServer({ key: readFileSync(join(cwd, 'key.pem')), cert: readFileSync(certificate) }, take));

const sources = pathToFileURL(top).href;
const program = `
  import { httpTransport } from '${sources}simulator/http/callbacks/http-transport.js';
  import { scheduleInBackground } from '${sources}simulator/platform/timers.js';
  import { allowanceFrom } from '${sources}simulator/http/callbacks/receiver-guard.js';
  const carry = httpTransport({ allowance: allowanceFrom([]).value, schedule: scheduleInBackground });
  const { outcome, says } = await carry({ url: process.argv[1], headers: {}, body: Buffer.from('{}') }, 10_000);
  console.log(says ?? outcome);`;

/** The result of a webhook request to this URL, sent by a separate process with this environment. */
async function carriedIn(env: Readonly<Record<string, string>>, url: string): Promise<string> {
  const { stdout } = await runProcess(
    [process.execPath, '--import', `${top}scripts/sources.js`, '--input-type=module', '--eval', program, url],
    { env },
  );
  return stdout.trim();
}

describe('over https', () => {
  test('a webhook request reaches a server that the machine trusts', async () => {
    const url = `https://localhost:${await secure()}/trusted`;
    expect(await carriedIn({ NODE_EXTRA_CA_CERTS: certificate }, url)).toBe('answered');
    expect(requests).toContain('POST /trusted');
  });

  test('it reaches no other server, even if the environment disables verification', async () => {
    const at = await secure();
    const untrusted = 'its certificate is not trusted';
    expect(await carried(`https://localhost:${at}/stranger`)).toHaveProperty(
      'says',
      `${untrusted} (DEPTH_ZERO_SELF_SIGNED_CERT)`,
    );
    const lenient = { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' };
    expect(await carriedIn(lenient, `https://localhost:${at}/stranger`)).toContain(untrusted);
    const trusting = { NODE_EXTRA_CA_CERTS: certificate };
    expect(await carriedIn(trusting, `https://127.0.0.1:${at}/stranger`)).toContain(untrusted);
    expect(requests).not.toContain('POST /stranger');
  });

  test('it does not reach a server without TLS', async () => {
    const deliveryResult = await carried(`https://127.0.0.1:${await port(createPlain(take))}/`);
    expect(deliveryResult).toEqual({
      outcome: 'not-connected',
      says: expect.stringMatching(/^the TLS handshake failed \(/) as unknown,
    });
  });
});

test('the proxy of the environment is not used', async () => {
  const proxy = `http://127.0.0.1:${await port(createPlain(take))}`;
  const receiver = `http://127.0.0.1:${await port(createPlain(take))}/straight`;
  const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy, http_proxy: proxy, ALL_PROXY: proxy };
  expect(await carriedIn(env, receiver)).toBe('answered');
  expect(requests.filter((each) => each.includes('straight'))).toEqual(['POST /straight']);
});

test('headers of a reply are bounded, though the environment would take more', async () => {
  const much: RequestListener = (_request, response) => {
    response.setHeader('X-Much', 'x'.repeat(20_000)).end();
  };
  const url = `http://127.0.0.1:${await port(createPlain(much))}/`;
  const env = { NODE_OPTIONS: '--max-http-header-size=100000' };
  expect(await carriedIn(env, url)).toContain('more than 16 KiB of headers');
});
