import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { script, tidyUp, understudy } from '../support/cli.js';
import { shell, understudyProcess } from '../support/process.js';
import { active, freshSpace, noon, noonThere, oddBodies, printed, startSigning } from './signing.js';

beforeAll(startSigning);
afterAll(tidyUp);

const md5 = (text: string): string => `printf '%s' '${text}' | openssl md5 | sed 's/.*= *//'`;
const base64 = (text: string): string => `printf '%s' '${text}' | openssl base64 -A`;

describe('understudy sign ytx', () => {
  test.each(['UTC', 'Asia/Shanghai', 'America/New_York'])(
    'signs as openssl does, and prints the same, on a machine whose clock is in %s',
    async (TZ) => {
      const args = ['sign', 'ytx', '--start-at', noon, '--book', 'tomorrow', '--curl'];
      const there = await understudyProcess(args, { env: { TZ } });
      expect(there).toEqual(await understudy(args));
      expect(there.stdout).toContain('"booktime":"2026-11-22 12:00"');
      const { accountSID, authToken } = active;
      const byHand = await shell(`${md5(accountSID + authToken + noonThere)}; ${base64(`${accountSID}|${noonThere}`)}`);
      const [sign = 'none', authorization = 'none'] = byHand.stdout.split('\n');
      expect(there.stdout).toContain(`?Sign=${sign}'`);
      expect(there.stdout).toContain(`-H 'Authorization: ${authorization}'`);
    },
  );

  test('signs as openssl does for an account of one’s own', async () => {
    const keys = ['--sid', 'mine0001', '--token', 'it is $mine', '--timestamp', '20250102030405'];
    const { stdout } = await understudy(['sign', 'ytx', ...keys]);
    const byHand = await shell(md5('mine0001it is $mine20250102030405'));
    expect(byHand.stdout).toMatch(/^[0-9a-f]{32}\n$/);
    expect(stdout).toContain(`Sign: ${byHand.stdout}`);
  });

  test('signs with the time of the machine by default', async () => {
    const { stdout } = await shell(`
      export TZ=CST-8
      date +%Y%m%d%H%M%S
      "${process.execPath}" "${script}" sign ytx | sed -n 's/^timestamp: //p'
      date +%Y%m%d%H%M%S
    `);
    const moments = stdout.trimEnd().split('\n');
    expect(moments).toHaveLength(3);
    expect(moments).toEqual(moments.toSorted());
  });

  test('prints a command to which a header can be added, such as the one that opens the fence', async () => {
    const command = await printed(['--app', 'app:ip-restricted']);
    const refused = await shell(command);
    expect(refused.stdout).toContain('simulator-refused-by: ytx/caller-is-allowed\r\n');
    const inside = await shell(`${command.trimEnd()} -H 'simulator-caller: 203.0.113.9'`);
    expect(inside.stdout).toContain('"statusCode":"0"');
    expect(refused.stderr + inside.stderr).toBe('');
  });

  test.each(oddBodies)('prints a command that a shell sends as it is, though it holds %s', async (_name, body) => {
    const url = freshSpace();
    const { stderr } = await shell(await printed([`--body=${body}`], { url }));
    expect(stderr).toBe('');
    const entry = (await (await fetch(`${url}/_simulator/journal/1`)).json()) as object;
    expect(entry).toHaveProperty('request.body', body);
    expect(entry).toHaveProperty('request.bodyBytes', Buffer.byteLength(body));
  });
});
