import { describe, expect, test } from '@jest/globals';
import type { Diagnosis } from '../../simulator/core/diagnosis/diagnosis.js';
import { openSimulator, unsigned } from './stage.js';

/** The diagnosis of an unsigned request that met these scenarios. */
async function diagnosed(scenarios: string): Promise<Diagnosis> {
  const { ask, control } = await openSimulator();
  await ask(`${scenarios}${unsigned}`);
  return (await control('GET', '/journal/1/diagnosis')).json as Diagnosis;
}

const refused = 'Refused by ytx/authorization-is-readable';

describe('the diagnosis of a request that met a scenario', () => {
  test.each(['gateway-502', 'gateway-503', 'http-500', 'ytx/app-offline'])(
    'answered by %s says that nobody looked at it',
    async (scenario) => {
      const { says, checks, refusedBy } = await diagnosed(`/+${scenario}`);
      expect(says).toBe(`This answer was asked for by the scenario ${scenario}; the request itself was not looked at.`);
      expect([checks, refusedBy]).toEqual([[], undefined]);
    },
  );

  test('answered by gateway-504 shows what the provider refused it for', async () => {
    const { says, checks, refusedBy } = await diagnosed('/+gateway-504');
    expect(says).toMatch(new RegExp(`scenario gateway-504, .* ${refused}`));
    expect(refusedBy).toBe('ytx/authorization-is-readable');
    expect(checks.at(-1)).toMatchObject({ check: refusedBy, passed: false, evidence: expect.any(Array) as unknown });
  });

  test.each([
    ['/+slow-2s', 'The reply was delayed on its way by 2000 ms, as the scenario slow-2s asked.'],
    ['/+duplicate-keys', 'The scenario duplicate-keys broke the reply on its way: '],
  ])('under %s tells both of the refusal and of the weather', async (scenarios, faultScenarios) => {
    const { says } = await diagnosed(scenarios);
    expect(says).toContain(refused);
    expect(says).toContain(faultScenarios);
  });

  test('answered and delayed by scenarios tells which did what', async () => {
    const { says } = await diagnosed('/+app-offline/+slow-2s');
    expect(says).toMatch(/by the scenario ytx\/app-offline;.* delayed .* as the scenario slow-2s asked\.$/);
  });
});
