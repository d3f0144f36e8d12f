import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vectors from '../../fixtures/xylink/vectors.json' with { type: 'json' };

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/** What is built, in a folder from which no package can be found. */
let alone: string;

beforeAll(() => {
  alone = mkdtempSync(join(tmpdir(), 'understudy-client-'));
  cpSync(dist, alone, { recursive: true });
});
afterAll(() => {
  rmSync(alone, { recursive: true });
});

/** Runs a module in a node of its own, beside the built client, and gives what it prints. */
function run(source: string, { timeZone = 'UTC', input = '' } = {}): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: alone,
    env: { ...process.env, TZ: timeZone, NODE_OPTIONS: '' },
    input,
    encoding: 'utf8',
  });
  if (status !== 0 || stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout);
}

const signing = `
  import { readFileSync } from 'node:fs';
  import { createXylinkClient, createYtxClient } from './client/index.mjs';
  const reply = { statusCode: '0', statusMsg: { meid: '001', mepwd: '123456', meetcallerid: '01053189900' } };
  const sent = [];
  const client = createYtxClient({
    baseUrl: 'http://sandbox.ytx.net',
    accountSID: '0123456789abcdef0123456789abcdef',
    authToken: 'fedcba9876543210fedcba9876543210',
    appid: 'app',
    clock: { now: () => Date.parse('2026-11-21T12:00:00+08:00') },
    fetch: async (url, { headers, body }) => {
      sent.push(url, headers.Authorization, new TextDecoder().decode(body));
      return new Response(JSON.stringify(reply));
    },
  });
  const at = new Date('2027-03-14T02:30:00+08:00');
  await client.bookMeeting({ name: 'n', creator: 'c', parties: [], at });
  const { one } = JSON.parse(readFileSync(0, 'utf8'));
  const xylink = createXylinkClient({
    baseUrl: 'https://sdk.xylink.com',
    enterpriseId: '0123456789abcdef0123456789abcdef01234567',
    auth: { token: one.token },
  });
  const { url } = await xylink.prepare('meetingStatus', { meetingRoomNumber: '910004217404' });
  console.log(JSON.stringify({ ytx: sent, xylink: url, offset: new Date(0).getTimezoneOffset() }));
`;

describe('the built client', () => {
  test.each([
    ['UTC', 0],
    ['Asia/Shanghai', -480],
    ['America/New_York', 300],
  ])('signs and books at +08:00, and signs for XYLink alike, on a machine in %s', (timeZone, offset) => {
    const [one] = vectors.one;
    const seen = run(signing, { timeZone, input: JSON.stringify({ one }) }) as {
      readonly ytx: readonly [url: string, authorization: string, body: string];
      readonly xylink: string;
      readonly offset: number;
    };
    expect(seen.offset).toBe(offset);
    const [url, authorization, body] = seen.ytx;
    expect(url).toContain('?Sign=a2b5eb6845821ecf59e469865cc7aca2');
    expect(authorization).toBe('MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWZ8MjAyNjExMjExMjAwMDA=');
    expect(body).toContain('"booktime":"2027-03-14 02:30"');
    expect(seen.xylink).toBe(`${one?.url ?? ''}&signature=${one?.encoded ?? ''}`);
  });

  test('needs no package at all: neither express nor Ajv, nor any other', () => {
    const loaded = run(`
      import { createRequire } from 'node:module';
      import * as client from './client/index.mjs';
      const require = createRequire(import.meta.url);
      const found = ['express', 'ajv'].filter((name) => { try { return require.resolve(name); } catch { return false; } });
      console.log(JSON.stringify({ found, loaded: Object.keys(require.cache).filter((file) => file.includes('node_modules')), exported: Object.keys(client).sort() }));
    `);
    expect(loaded).toEqual({
      found: [],
      loaded: [],
      exported: [
        'ContractError',
        'NetworkError',
        'ProviderError',
        'RefusedError',
        'TimeoutError',
        'createXylinkClient',
        'createYtxClient',
        'isRefused',
      ],
    });
  });
});
