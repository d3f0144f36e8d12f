import { beforeAll, describe, expect, test } from '@jest/globals';
import { runCases } from '../../contracts/suite/run/run.js';
import { diagnosisOf } from '../../simulator/core/diagnosis/diagnose.js';
import type { Diagnosis } from '../../simulator/core/diagnosis/diagnosis.js';
import type { Exchange } from '../../simulator/core/requests/handle-request.js';
import { diagnosisText } from '../../simulator/http/control/diagnosis-text.js';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import { clock, everyCase } from '../recording/played.js';

type Languages = Readonly<Record<'en' | 'zh', Diagnosis>>;

/** The diagnoses of a refused exchange, at the moment of its reply. */
function diagnosed(simulator: Simulator, spaceName: string | undefined, exchange: Exchange): Languages {
  const space = simulator.spaces.of(spaceName);
  const inLanguage = (language: 'en' | 'zh'): Diagnosis =>
    diagnosisOf(
      { exchange, whole: true },
      { providers, documents: space.documents, redact: space.redactor(), language },
    );
  return { en: inLanguage('en'), zh: inLanguage('zh') };
}

/** Every check that a request can fail. */
const allChecks = new Set(
  providers.flatMap(({ endpoints }) =>
    Object.values(endpoints).flatMap(({ checks, checkedByRouter: settled = [] }) =>
      checks.map(({ name }) => name).filter((name) => !settled.some((each) => each.name === name)),
    ),
  ),
);

/** The bodies that the commands of an advice send. */
const commandsIn = (...all: readonly Diagnosis[]): readonly string[] =>
  all.flatMap(({ advice }) => Array.from((advice?.fix ?? '').matchAll(/ -d '([^']*)'/g), ([, body = '']) => body));

describe('every refusal', () => {
  const found = new Map<string, Languages[]>();

  beforeAll(async () => {
    const simulator = createSimulator({ clock });
    const ask: Simulator['ask'] = (provider, request, where) => {
      const exchange = simulator.ask(provider, request, where);
      const { outcome } = exchange;
      const refusedBy = outcome.source === 'provider' ? outcome.refusedBy?.name : undefined;
      if (refusedBy !== undefined) {
        found.set(refusedBy, [...(found.get(refusedBy) ?? []), diagnosed(simulator, where?.space, exchange)]);
      }
      return exchange;
    };
    await runCases(everyCase, {
      atOnce: 1,
      clock,
      target: suiteTarget({ ...simulator, ask }),
    });
  }, 300_000);

  test.each([...allChecks])('%s has a To do in both languages', (check) => {
    const all = found.get(check) ?? [];
    expect(all).not.toEqual([]);
    for (const { en, zh } of all) {
      expect(en.advice?.fix).toMatch(/\S/);
      expect(diagnosisText(en)).toContain('To do: ');
      expect(diagnosisText(en, 'unsent')).toContain('To do: ');
      expect(diagnosisText(zh)).toContain('解决方法：');
      expect(zh.advice?.says).toMatch(/\p{Script=Han}/u);
      expect(zh.advice?.fix).toMatch(/\p{Script=Han}/u);
      for (const command of commandsIn(en, zh)) expect(() => JSON.parse(command) as unknown).not.toThrow();
      expect(commandsIn(en, zh).join(' ')).not.toContain('…');
      expect(JSON.stringify([en.advice, zh.advice])).not.toMatch(/\{\w+\}|undefined|it expects/);
    }
  });
});
