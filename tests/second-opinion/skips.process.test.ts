import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ids } from './ids.js';
import { casesFor, noon } from './playing.js';
import { needlessIn, skip, withoutSkipped } from './skips.js';
import { type SecondOpinion, startSecondOpinion } from './start.js';

const plan = await casesFor();

describe('a case that the second opinion skips', () => {
  let opinion: SecondOpinion;
  beforeAll(async () => {
    opinion = await startSecondOpinion({ now: noon });
  });
  beforeEach(() => opinion.configure({}));
  afterAll(() => opinion.stop());

  test('is one that exists, and that it would not pass', async () => {
    expect(await needlessIn(skip, opinion, plan)).toEqual([]);
  });

  test('is named when it does not exist, or would pass', async () => {
    const skips = [
      { case: 'ytx/openDoor', reason: 'there is none' },
      { case: ids.booked, reason: 'there is none' },
    ];
    expect(await needlessIn(skips, opinion, plan)).toEqual([
      'no case is called ytx/openDoor',
      `${ids.booked} would pass`,
    ]);
  });

  test('is fine where the second opinion answers otherwise', async () => {
    await opinion.configure({ plant: [{ kind: 'missing', check: 'ytx/application-is-online' }] });
    const skips = [{ case: ids.appOffline, reason: 'its applications are always online' }];
    expect(await needlessIn(skips, opinion, plan)).toEqual([]);
    const { wanted, skipped } = await withoutSkipped(opinion, plan, skips);
    expect(wanted.map(({ id }) => id)).not.toContain(ids.appOffline);
    expect(skipped.map(({ planned, reason }) => [planned.id, reason])).toContainEqual([
      ids.appOffline,
      'its applications are always online',
    ]);
  });

  test('is one whose operation or check it does not have, without an entry', async () => {
    const named: readonly string[] = [ids.booked, ids.appOffline];
    const own = plan.filter(({ id }) => named.includes(id));
    const less = (missing: string) => ({
      known: async () => {
        const { operations, checks } = await opinion.known();
        return {
          operations: missing === 'createMeeting' ? { ...operations, ytx: [] } : operations,
          checks: checks.filter((name) => name !== missing),
        };
      },
    });
    const reasons = async (missing: string): Promise<readonly string[]> =>
      (await withoutSkipped(less(missing), own)).skipped.map(({ reason }) => reason);
    expect(await reasons('createMeeting')).toEqual(own.map(() => 'it has no operation createMeeting'));
    expect(await reasons('ytx/application-is-online')).toEqual(['it has no check ytx/application-is-online']);
    expect(await reasons('nothing')).toEqual([]);
  });
});
