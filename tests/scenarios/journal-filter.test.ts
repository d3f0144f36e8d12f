import { describe, expect, test } from '@jest/globals';
import { openSimulator, type TestSimulator, unsigned, unsignedStatus } from './stage.js';

/** A stage on which four requests were answered, three of them with scenarios. */
async function played(): Promise<TestSimulator> {
  const sim = await openSimulator();
  await sim.ask(unsigned);
  await sim.ask(`/+slow-2s/+app-offline${unsigned}`);
  await sim.ask(`/+body-not-json${unsigned}`);
  await sim.ask(`/+slow${unsignedStatus}`, { method: 'GET' });
  return sim;
}

/** The numbers of the exchanges that are listed. */
const idsIn = (json: unknown): unknown =>
  (json as { readonly exchanges: readonly { readonly id: number }[] }).exchanges.map(({ id }) => id);

describe('the exchanges in which a scenario had a part', () => {
  test.each([
    ['app-offline', [2]],
    ['ytx/app-offline', [2]],
    ['ytx%2Fapp-offline', [2]],
    ['slow-2s', [2]],
    ['slow', [4]],
    ['body-not-json', [3]],
    ['ytx/body-not-json', [3]],
    ['xylink/body-not-json', []],
    ['hang', []],
  ])('%s are listed: %j', async (name, ids) => {
    const { control } = await played();
    const { status, json } = await control('GET', `/journal?scenario=${name}`);
    expect([status, idsIn(json)]).toEqual([200, ids]);
  });

  test('are listed where everything else that was asked for holds, too', async () => {
    const { control } = await played();
    expect(idsIn((await control('GET', '/journal?scenario=slow-2s&after=2')).json)).toEqual([]);
    expect(idsIn((await control('GET', '/journal?scenario=slow-2s&operation=createMeeting')).json)).toEqual([2]);
  });

  test('are waited for', async () => {
    const { control } = await played();
    expect(idsIn((await control('GET', '/journal/wait?scenario=slow&timeout=PT0S')).json)).toEqual([4]);
    expect(await control('GET', '/journal/wait?scenario=hang&timeout=PT0S')).toMatchObject({ status: 408 });
  });

  test.each([
    ['app-ofline', 'Did you mean app-offline'],
    ['hagn', 'Did you mean hang'],
    ['fail-2-then-ok', 'GET /_simulator/scenarios lists them all.'],
    ['', 'GET /_simulator/scenarios lists them all.'],
  ])('are not those of %s, which is no scenario: 400', async (name, fix) => {
    const { control } = await played();
    for (const path of ['/journal', '/journal/wait']) {
      const { status, json } = await control('GET', `${path}?scenario=${name}`);
      expect([status, json]).toMatchObject([
        400,
        { parameter: 'scenario', fix: expect.stringContaining(fix) as unknown },
      ]);
    }
  });
});
