import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ProviderServer, startServer } from './ytx-requests.js';
import { refusalBytes, successShape } from './literal-replies.js';
import { rows } from './rows.js';

describe('a request that breaks one rule', () => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  // A check that is added later has its contract cases, which the conformance test asks for.
  test('has an example here for each of 38 checks, in the order of admission', () => {
    const shown = rows.map(({ check }) => check);
    const checks = server.ytx.endpoints['createMeeting']?.checks.list.map(({ name }) => name);
    expect(checks?.filter((name) => shown.includes(name))).toEqual(shown);
    expect(shown).toHaveLength(38);
  });

  test.each(rows)(
    '$check refuses $refused.0, with HTTP 200 and the bytes of $code',
    async ({ check, code, ...row }) => {
      const client = server.client();
      await row.given?.(client);
      const before = client.world();
      const answer = await client.call(row.refused[1]);
      expect(answer).toMatchObject({ refusedBy: check, status: 200, text: refusalBytes[code] });
      expect(answer.headers['content-type']).toBe('application/json;charset=utf-8');
      expect(client.world()).toEqual(before);
    },
  );

  test.each(rows)('$check lets $accepted.0 pass', async ({ given, accepted }) => {
    const client = server.client();
    await given?.(client);
    const answer = await client.call(accepted[1]);
    expect(answer.refusedBy).toBeUndefined();
    expect(answer.text).toMatch(successShape);
    expect(answer.status).toBe(200);
  });

  test.each(rows)('$check refuses without drawing a number, so the next meeting has the next one', async (row) => {
    const client = server.client();
    await row.given?.(client);
    const taken = Object.keys(client.world().meetings).length;
    await client.call(row.refused[1]);
    const { text } = await client.call();
    expect(text).toContain(`"meid":"00${taken + 1}"`);
  });
});
