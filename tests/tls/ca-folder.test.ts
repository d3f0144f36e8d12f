import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { caFiles, caIn } from '../../simulator/tls/ca-folder.js';
import { writeExtraCertificates, writeTrustFiles } from '../../simulator/tls/trust-files.js';
import { makeCa } from '../../simulator/tls/authority.js';
import { folderWith, tidyUp } from '../support/cli.js';

afterEach(tidyUp);

const now = Date.parse('2026-11-30T12:00:00+08:00');
const make = () => makeCa(['sdk.xylink.com', 'api.ytx.net'], now);

describe('the folder of the CA', () => {
  test('keeps the CA that it makes, the key readable by its owner alone', async () => {
    const folder = join(folderWith({}), 'deep/ca');
    const made = await caIn(folder, make);
    const kept = await caIn(folder, () => Promise.reject(new Error('it is there already')));
    expect(kept).toEqual(made);
    expect(statSync(join(folder, caFiles.key)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('gives the same CA to all that ask at once', async () => {
    const folder = join(folderWith({}), 'ca');
    const all = await Promise.all(Array.from({ length: 5 }, () => caIn(folder, make)));
    expect(new Set(all.map(({ certificate }) => certificate)).size).toBe(1);
    expect(new Set(all.map(({ key }) => key)).size).toBe(1);
  });

  test('rejects with the system’s error where no folder can be', async () => {
    const folder = folderWith({ file: '' });
    await expect(caIn(join(folder, 'file/ca'), make)).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});

describe('the files of roots beside it', () => {
  test('hold the roots of the user’s own bundle and the CA, which stands there once', async () => {
    const folder = folderWith({});
    const [own, { certificate }] = [(await make()).certificate, await make()];
    writeFileSync(join(folder, 'own.pem'), `# a comment\n${own.replaceAll('\n', '\r\n')}\n${certificate}`);
    const { bundle, javaStore } = await writeTrustFiles(folder, { certificate, bundle: join(folder, 'own.pem') });
    expect(readFileSync(bundle, 'utf8')).toBe(`${own.trim()}\n${certificate.trim()}\n`);
    expect(readFileSync(javaStore).readUInt32BE(8)).toBe(2);
    const extra = await writeExtraCertificates(folder, { certificate, extra: join(folder, 'own.pem') });
    expect(readFileSync(extra, 'utf8')).toBe(`${own.trim()}\n${certificate.trim()}\n`);
  });

  test('hold many roots where the user has chosen none', async () => {
    const folder = folderWith({});
    const { certificate } = await make();
    const { bundle } = await writeTrustFiles(folder, { certificate, bundle: undefined });
    const written = readFileSync(bundle, 'utf8');
    expect(written.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(50);
    expect(written.endsWith(`${certificate.trim()}\n`)).toBe(true);
  });
});
