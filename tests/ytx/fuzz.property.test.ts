import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { prepare, send } from './caller.js';
import { describeFuzz } from './fuzz-properties.js';
import { type ProviderServer, startServer } from './ytx-requests.js';

// `fuzz.full.test.ts` sends more.
describeFuzz({ seed: 20261121, numRuns: 40 });

describe('what was asked of YTX', () => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  test.each(['action', 'bookmeeting', 'parties', 'meetingname', 'unknown'])(
    'can be read in the journal, however deep its %s is',
    async (field) => {
      const client = server.client();
      const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
      const { body: usual } = prepare(client.space, { fields: { [field]: '{deep}' } });
      const answer = await client.call({ body: String(usual).replace('"{deep}"', deep) });
      expect(answer.status).toBe(200);
      const target = `/~${client.space.name}/_simulator/journal`;
      const journal = await send(server.port, { method: 'GET', target, headers: {}, body: '' });
      expect(journal.status).toBe(200);
    },
  );
});
