import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ids } from '../reference-implementation/ids.js';
import { noon } from '../reference-implementation/reference-target.js';
import {
  type Configuration,
  type ReferenceImplementation,
  startReferenceImplementation,
} from '../reference-implementation/start.js';
import { type Verified, verify, type Selection } from './verifying.js';

jest.setTimeout(60_000);

const standard = { plant: [], readings: {}, now: noon };
const late = { after: 0, how: 'slow:1500', times: 1 };

describe('what a case left behind', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    implementation = await startReferenceImplementation(standard);
  });
  beforeEach(() => implementation.reset());
  afterAll(() => implementation.stop());

  async function leftBy(configuration: Configuration, selection: Selection): Promise<readonly string[]> {
    await implementation.configure({ ...standard, ...configuration });
    return wordsOf(await verify(implementation.url, selection));
  }

  const wordsOf = ({ report }: Verified): readonly string[] => report.left.map(({ what }) => what);

  test('is named where a booking was never answered', async () => {
    const left = await leftBy({ break: late }, { case: [ids.booked], means: { timeoutMs: 50 } });
    expect(left).toEqual(['a booking 周会 at 2026-12-22 12:00 that may exist']);
    expect(await implementation.bookings()).toHaveLength(1);
  });

  test('is named where a gateway answered in the place of the provider', async () => {
    const left = await leftBy({ break: { after: 0, how: '502' } }, { case: [ids.booked] });
    expect(left).toEqual(['a booking 周会 at 2026-12-22 12:00 that may exist']);
  });

  test('is named where groups were made and no answer came', async () => {
    const left = await leftBy(
      { break: late },
      {
        case: [ids.grouped],
        allowDialling: true,
        means: { timeoutMs: 50 },
      },
    );
    expect(left).toEqual([expect.stringMatching(/^the groups of the room \d+ \(it may have happened\)$/)]);
  });

  test('is nothing where a request that changes nothing was never answered', async () => {
    const left = await leftBy({ break: late }, { case: [ids.loggedIn], means: { timeoutMs: 50 } });
    expect([left, (await implementation.log()).length]).toEqual([[], 1]);
  });

  test('is nothing where a cancellation was never answered and the booking is cancelled again', async () => {
    const broken = { after: 1, how: '502', times: 1 };
    expect(await leftBy({ break: broken }, { case: ['*cannot be cancelled again'] })).toEqual([]);
    expect(await implementation.bookings()).toEqual([]);
  });

  test('is nothing where a second try takes it back, after a pause', async () => {
    const slept: number[] = [];
    const sleep = (ms: number): Promise<void> => Promise.resolve(void slept.push(ms));
    const broken = { after: 1, how: '502', times: 1 };
    expect(await leftBy({ break: broken }, { case: [ids.booked], means: { sleep } })).toEqual([]);
    expect([await implementation.bookings(), slept.filter((ms) => ms === 1000)]).toEqual([[], [1000]]);
  });

  test.each(['absent', 'array', 'boolean'] as const)('is named where its meid is of the type %s', async (to) => {
    const left = await leftBy(plantedMeid(to), { case: [ids.booked] });
    expect(left).toEqual(['a booking 周会 at 2026-12-22 12:00 whose meid could not be read']);
    expect(await implementation.bookings()).toHaveLength(1);
  });

  test('is cancelled where its meid came as a number, and named since that was answered as strangely', async () => {
    expect(await leftBy(plantedMeid('number'), { case: [ids.booked] })).toEqual(['the booking 001']);
    expect(await implementation.bookings()).toEqual([]);
  });
});

const plantedMeid = (to: 'absent' | 'array' | 'boolean' | 'number'): Configuration => ({
  plant: [{ kind: 'type', operation: 'createMeeting', field: 'statusMsg.meid', to }],
});
