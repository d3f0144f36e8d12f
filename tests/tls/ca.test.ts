import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { folderWith, tidyUp, understudy } from '../support/cli.js';

afterEach(tidyUp);

const caDir = (): string => join(folderWith({}), 'ca');

/** The files with certificates that `--install` could write to. */
const installed = (): readonly string[] =>
  ['/usr/local/share/ca-certificates', '/etc/pki/ca-trust/source/anchors', '/etc/pki/trust/anchors'].flatMap(
    (folder) => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []),
  );

describe('understudy ca', () => {
  test('makes the CA, and prints where it is and how each client trusts it', async () => {
    const folder = caDir();
    const { code, stdout, stderr } = await understudy(['ca', '--ca-dir', folder]);
    expect([code, stderr]).toEqual([0, '']);
    const file = join(folder, 'ca.pem');
    const [first = '', ...lines] = stdout.trim().split('\n');
    expect(first).toMatch(new RegExp(`: ${file}$`));
    const clients = lines.filter((line) => line !== '').map((line) => line.trim().split(/ {2,}/));
    expect(clients.map(([client]) => client)).toEqual(
      expect.arrayContaining(['curl', 'Node', 'Python requests', 'Python httpx', 'Java', 'Docker']),
    );
    expect(clients.filter(([client, line = '']) => !line.includes(file) && !client?.startsWith('Go'))).toEqual([]);
    expect(statSync(join(folder, 'ca-key.pem')).mode & 0o777).toBe(0o600);
  });

  test('prints the certificate that it keeps, the same each time', async () => {
    const env = { UNDERSTUDY_CA_DIR: caDir() };
    const { stdout } = await understudy(['ca', '--pem'], { env });
    expect(new X509Certificate(stdout).ca).toBe(true);
    expect(readFileSync(join(env.UNDERSTUDY_CA_DIR, 'ca.pem'), 'utf8')).toBe(stdout);
    expect(await understudy(['ca', '--pem'], { env })).toEqual({ code: 0, stdout, stderr: '' });
  });

  test.each(['n\n', '', '\n', 'yellow\n'])('changes nothing after the answer %j', async (stdin) => {
    const before = installed();
    const { code, stdout, stderr } = await understudy(['ca', '--install', '--ca-dir', caDir()], { stdin });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/\[y\/N\] [^]*nothing was changed|no known folder of trusted certificates/);
    expect(installed()).toEqual(before);
  });

  test.each([
    [['--install', '--pem'], '--pem'],
    [['--install', '--uninstall'], '--uninstall'],
    [['--ca-dir', '/dev/null/ca'], 'cannot use the folder of the CA'],
  ])('rejects %j', async (flags, says) => {
    const { code, stdout, stderr } = await understudy(['ca', '--ca-dir', caDir(), ...flags]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
  });
});
