import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import vectors from '../../fixtures/xylink/vectors.json' with { type: 'json' };

/** The built client and contract, as somebody else would load them. */
const dist = new URL('../../dist/', import.meta.url).href;

const signing = `
  import { readFileSync } from 'node:fs';
  const { createXylinkClient } = await import('${dist}client/index.js');
  const { signTwo } = await import('${dist}contracts/xylink/signing-two.js');
  const { one, two } = JSON.parse(readFileSync(0, 'utf8'));
  const client = createXylinkClient({
    baseUrl: 'https://sdk.xylink.com',
    enterpriseId: '0123456789abcdef0123456789abcdef01234567',
    auth: { token: one.token },
  });
  const { url } = await client.prepare('meetingStatus', { meetingRoomNumber: '910004217404' });
  const sign = signTwo({ ...two, body: new TextEncoder().encode(two.body) }, two.key, two.headers.signType);
  console.log(JSON.stringify([url, sign, new Date(0).getTimezoneOffset()]));
`;

describe('the built client of XYLink', () => {
  test.each([
    ['UTC', 0],
    ['Asia/Shanghai', -480],
    ['America/New_York', 300],
  ])('signs alike on a machine in %s', (TZ, offset) => {
    const [one, two] = [vectors.one[0], vectors.two[0]];
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', signing], {
      env: { ...process.env, TZ, NODE_OPTIONS: '' },
      input: JSON.stringify({ one, two }),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([`${one?.url ?? ''}&signature=${one?.encoded ?? ''}`, two?.sign, offset]);
  });
});
