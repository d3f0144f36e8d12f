import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Recording } from '../../contracts/recording/recording.js';
import { exitCodeOf } from '../../contracts/drift/drift.js';
import { refusals } from '../../contracts/ytx/generated.js';
import { mapTexts } from '../../contracts/json.js';
import { casesFor, noon, targetOf } from '../reference-implementation/reference-target.js';
import { type ReferenceImplementation, startReferenceImplementation } from '../reference-implementation/start.js';
import { comparing, recordedFrom } from './comparing.js';

jest.setTimeout(60_000);

const offline = 'ytx/createMeeting: an application that is not online is refused';
const booking = 'ytx/createMeeting: one party is enough';
const idle = 'xylink/createGroups: a room without a meeting is refused';
const some = [offline, booking, idle];

/** What a refusal of YTX says in words. */
const textOf = ({ body }: { readonly body: string }): string =>
  (JSON.parse(body) as { readonly statusMsg: string }).statusMsg;

const ordinary = { readings: {}, plant: [], flaky: 0 };

describe('drift', () => {
  let implementation: ReferenceImplementation;
  let recordings: readonly Recording[];
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
    recordings = await recordedFrom(targetOf(implementation), await plan());
  });
  afterEach(() => implementation.configure(ordinary));
  afterAll(() => implementation.stop());

  const plan = () => casesFor((id) => some.includes(id));
  const found = async (recorded = recordings, target = targetOf(implementation)) =>
    (await comparing(await plan(), recorded, target)).drift;
  const sources = (drift: Awaited<ReturnType<typeof found>>) =>
    drift.findings.map((finding) => [finding.case, finding.driftSource]);

  test('is empty when all agree', async () => {
    const drift = await found();
    expect(sources(drift)).toEqual([]);
    expect([drift.agreed.length, exitCodeOf(drift)]).toEqual([3, 0]);
  });

  test('is the provider’s when its reply differs from the recording, and the check is named', async () => {
    await implementation.configure({ plant: [{ kind: 'code', check: 'ytx/application-is-online', code: '-299' }] });
    const drift = await found();
    expect(sources(drift)).toEqual([[offline, 'provider']]);
    expect(drift.findings[0]?.cause).toEqual({
      by: 'check',
      expected: 'ytx/application-is-online',
      received: [],
      givenBy: [],
    });
    expect(exitCodeOf(drift)).toBe(1);
  });

  test('names the checks that would have given what was received', async () => {
    const { accountUnknown } = refusals;
    const changed = { code: accountUnknown.code, text: textOf(accountUnknown) };
    await implementation.configure({ plant: [{ kind: 'code', check: 'ytx/application-is-online', ...changed }] });
    const [finding] = (await found()).findings;
    expect(finding?.cause).toMatchObject({ received: ['accountUnknown'], givenBy: ['ytx/account-exists'] });
  });

  test('is the simulator’s when provider and recording agree against it', async () => {
    await implementation.configure({ plant: [{ kind: 'missing', check: 'ytx/application-is-online' }] });
    const drift = await found(await recordedFrom(targetOf(implementation), await plan()));
    expect(sources(drift)).toEqual([[offline, 'simulator']]);
  });

  test('is the recording’s when it was edited', async () => {
    const changed = mapTexts(recordings, (text) =>
      text.replace(textOf(refusals.applicationNotVerified), 'something else'),
    ) as readonly Recording[];
    expect(sources(await found(changed))).toEqual([[offline, 'recording']]);
  });

  test('is flaky when the provider answers one request in two ways', async () => {
    let asked = 0;
    const target = targetOf(implementation);
    const wavering = {
      ...target,
      async begin(situation: Parameters<typeof target.begin>[0]) {
        asked += 1;
        const plants = [{ kind: 'code', check: 'ytx/application-is-online', code: `-29${asked}` }] as const;
        await implementation.configure({ plant: plants });
        return target.begin(situation);
      },
    };
    expect(sources(await found(recordings, wavering))).toEqual([[offline, 'flaky']]);
  });

  test('is unsettled when the provider is not asked', async () => {
    await implementation.configure({ readings: { ytx: { statusMsg: 'string' } } });
    const recorded = await recordedFrom(targetOf(implementation), await plan());
    const { drift } = await comparing(await plan(), recorded, undefined);
    expect(sources(drift)).toEqual([[booking, 'unsettled']]);
    expect(drift.findings[0]?.cause).toEqual({ by: 'reading', ways: [[{ reading: 'statusMsg', option: 'string' }]] });
  });

  test('names schema and pointer of a reply that is off contract', async () => {
    await implementation.configure({
      plant: [{ kind: 'type', operation: 'createMeeting', field: 'statusMsg.mepwd', to: 'number' }],
    });
    const drift = await found();
    expect(sources(drift)).toEqual([[booking, 'provider']]);
    expect(drift.findings[0]?.offSchema).toContainEqual({
      step: 1,
      schema: 'contracts/ytx/create-meeting/response.schema.json',
      pointer: '/statusMsg/mepwd',
      says: 'must be string',
    });
  });

  test('is not known when the provider cannot be asked', async () => {
    const gone = await startReferenceImplementation();
    await gone.stop();
    const drift = await found(recordings, {
      ...targetOf(gone),
      begin: (situation) => targetOf(gone, { asItIs: true }).begin(situation),
    });
    expect([sources(drift), drift.inconclusive.length, exitCodeOf(drift)]).toEqual([[], 3, 3]);
  });
});
