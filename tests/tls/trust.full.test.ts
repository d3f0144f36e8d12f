import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Io } from '../../simulator/cli/shared/io.js';
import { makeLeaf } from '../../simulator/tls/certificates.js';
import { folderWith, tidyUp, understudy } from '../support/cli.js';
import { endProcesses, runProcess, understudyProcess } from '../support/process.js';

// Collecting the roots of a system takes half a minute on a busy machine.
jest.setTimeout(300_000);

let folder: string;
let caDir: string;

beforeAll(async () => {
  folder = folderWith();
  caDir = join(folder, 'ca');
  await understudy(['ca', '--ca-dir', caDir]);
});
afterAll(async () => {
  await endProcesses();
  await tidyUp();
});

const fileOfCa = (name: string): string => readFileSync(join(caDir, name), 'utf8');

/** A certificate for a name that the key of the CA has signed, by the simulator or by a thief. */
const signedFor = (name: string) =>
  makeLeaf(
    [name],
    { from: Date.now() - 1000, until: Date.now() + 1_000_000 },
    { certificate: fileOfCa('ca.pem'), key: fileOfCa('ca-key.pem') },
  );

/** How openssl judges a certificate for a name: by a file of roots, or by those of the system. */
async function verify(name: string, roots: readonly string[]) {
  const file = join(folder, 'leaf.pem');
  writeFileSync(file, (await signedFor(name)).certificate);
  return runProcess(['openssl', 'verify', ...roots, file]);
}

describe('a certificate that the CA has signed', () => {
  const accepted = ['sdk.xylink.com', 'api.ytx.net', 'name.localhost', '127.0.0.1', '127.9.9.9', '::1'];
  const rejected = ['example.com', 'xylink.com.example.com', 'notxylink.com', '10.0.0.1', '128.0.0.1', '::2'];

  test.each(accepted)('is accepted by openssl for %s', async (name) => {
    expect(await verify(name, ['-CAfile', join(caDir, 'ca.pem')])).toMatchObject({ code: 0, stderr: '' });
  });

  test.each(rejected)('is rejected by openssl for %s', async (name) => {
    const { code, stderr } = await verify(name, ['-CAfile', join(caDir, 'ca.pem')]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('permitted subtree violation')]);
  });

  /** The message of the error with which Node refuses a server with such a certificate; undefined if it accepts it. */
  async function refusalByNode(name: string): Promise<string | undefined> {
    const { certificate: cert, key } = await signedFor(name);
    const server = createServer({ cert, key }).on('tlsClientError', () => undefined);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const client: TLSSocket = connect({ port, host: '127.0.0.1', ca: fileOfCa('ca.pem'), checkServerIdentity });
    try {
      await once(client, 'secureConnect');
      return undefined;
    } catch (error) {
      return (error as Error).message;
    } finally {
      client.destroy();
      server.close();
    }
  }
  /** The name is not that of the connection here. */
  const checkServerIdentity = (): undefined => undefined;

  test.each(accepted)('is accepted by Node for %s', async (name) => {
    expect(await refusalByNode(name)).toBeUndefined();
  });

  test.each(rejected)('is rejected by Node for %s', async (name) => {
    expect(await refusalByNode(name)).toBe('permitted subtree violation');
  });
});

const installed = '/usr/local/share/ca-certificates/understudy.crt';

/** Why `--install` cannot be tried on this machine; undefined if it can. */
function obstacle(): string | undefined {
  if (process.getuid?.() !== 0) return 'needs root';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  if (!folders.some((each) => existsSync(join(each, 'update-ca-certificates')))) return 'needs update-ca-certificates';
  return existsSync(installed) ? `${installed} is there already` : undefined;
}

const reason = obstacle();
(reason === undefined ? describe : describe.skip)(`understudy ca --install${reason ? `: ${reason}` : ''}`, () => {
  const isTrusted = async (): Promise<boolean> =>
    (await verify('sdk.xylink.com', ['-CApath', '/etc/ssl/certs'])).code === 0;

  afterAll(async () => {
    if (existsSync(installed)) await understudyProcess(['ca', '--uninstall', '--yes']);
  });

  test('makes the system trust the CA, until --uninstall', async () => {
    expect(await isTrusted()).toBe(false);
    expect((await understudyProcess(['ca', '--install', '--yes', '--ca-dir', caDir])).stdout).toContain('trusts');
    expect(readFileSync(installed, 'utf8')).toBe(fileOfCa('ca.pem'));
    expect(await isTrusted()).toBe(true);
    expect(await understudyProcess(['ca', '--uninstall', '--yes'])).toMatchObject({ code: 0, stderr: '' });
    expect([existsSync(installed), await isTrusted()]).toEqual([false, false]);
    const again = await understudyProcess(['ca', '--uninstall', '--yes']);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('not installed')]);
  });

  test('reports what the tool of the system says when it fails, and leaves nothing behind', async () => {
    const commands: (readonly string[])[] = [];
    const runCommand: Io['runCommand'] = (command) => {
      commands.push(command);
      return Promise.resolve({ exitCode: 1, signal: null, timedOut: false, output: 'no space left\n' });
    };
    const { code, stderr } = await understudy(['ca', '--install', '--yes', '--ca-dir', caDir], { runCommand });
    expect([code, commands]).toEqual([2, [['update-ca-certificates']]]);
    expect(stderr).toContain('update-ca-certificates failed: no space left');
    expect(existsSync(installed)).toBe(false);
  });
});
