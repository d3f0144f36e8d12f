import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { prepare, send } from './caller.js';
import { describeFuzz } from './fuzz-properties.js';
import { type Office, openOffice } from './office.js';

describeFuzz({ seed: 20261121, numRuns: 100 });

describe('what was asked of YTX', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  test.each(['action', 'bookmeeting', 'parties', 'meetingname', 'unknown'])(
    'can be read in the journal, however deep its %s is',
    async (field) => {
      const desk = office.desk();
      const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
      const { body: usual } = prepare(desk.space, { fields: { [field]: '{deep}' } });
      const answer = await desk.call({ body: String(usual).replace('"{deep}"', deep) });
      expect(answer.status).toBe(200);
      const target = `/~${desk.space.name}/_simulator/journal`;
      const journal = await send(office.port, { method: 'GET', target, headers: {}, body: '' });
      expect(journal.status).toBe(200);
    },
  );
});
