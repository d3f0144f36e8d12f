import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PlannedCase } from '../../contracts/suite/run/plan.js';
import { runCases } from '../../contracts/suite/run/run.js';
import { diagnosisOf } from '../../simulator/core/diagnosis/diagnose.js';
import type { Diagnosis } from '../../simulator/core/diagnosis/diagnosis.js';
import type { Exchange } from '../../simulator/core/requests/handle-request.js';
import { diagnosisText } from '../../simulator/http/control/diagnosis-text.js';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import { chinese } from '../../simulator/translations/index.js';
import { clock } from '../recording/played.js';
import { commandsIn, type RefusedExchange, runCommands } from './advice-commands.js';

type Languages = Readonly<Record<'en' | 'zh', Diagnosis>>;

/** The diagnoses of a refused exchange, at the moment of its reply; `url` is the simulator's. */
function diagnosed(simulator: Simulator, url: string, { spaceName, exchange }: RefusedExchange): Languages {
  const space = simulator.spaces.getOrCreate(spaceName);
  const inLanguage = (language: 'en' | 'zh'): Diagnosis =>
    diagnosisOf(
      { exchange, complete: true },
      {
        providers,
        documents: space.documents,
        redact: space.redactor(),
        language,
        ...(language === 'zh' && { text: chinese }),
        simulator: `${url}/~${space.name}`,
      },
    );
  return { en: inLanguage('en'), zh: inLanguage('zh') };
}

/** What is the same in every language: quotations, names, URLs, commands, JSON; and the form of a field on the page. */
const names = [
  /`[^`]*`/g,
  /"[^"]*"/g,
  /“[^”]*”/g,
  /'[^']*'/g,
  /\S+\/\S+/g,
  /\[[^\]]*\]/g,
  /整体：.*/g,
  /appid string.*/g,
];

/** The English sentences in a Chinese text: three words in a row. */
const englishIn = (text: string): readonly string[] =>
  names.reduce((rest, shape) => rest.replace(shape, ''), text).match(/\b[a-z]+ [a-z]+ [a-z]{2,}\b.*/g) ?? [];

/** Every check that a request can fail. */
const allChecks = new Set(
  providers.flatMap(({ endpoints }) =>
    Object.values(endpoints).flatMap(({ checks, checkedByRouter: settled = [] }) =>
      checks.list.map(({ name }) => name).filter((name) => !settled.some((each) => each.name === name)),
    ),
  ),
);

/** What is demanded of the diagnosis of every refusal in these cases. */
export function describeEveryRefusal(plan: readonly PlannedCase[]): void {
  describe('every refusal', () => {
    const found = new Map<string, Languages[]>();
    /** The outcome of the commands of each refusal with commands, by check. */
    const retried = new Map<string, string[]>();
    const simulator = createSimulator({ clock });
    let close: () => Promise<void> = () => Promise.resolve();

    beforeAll(async () => {
      const listening = await simulator.listen(0);
      close = listening.close;
      let refused: RefusedExchange | undefined;
      const ask: Simulator['ask'] = (provider, request, where) => {
        const exchange = simulator.ask(provider, request, where);
        refused = refusalIn(exchange, where?.space);
        return exchange;
      };
      const target = suiteTarget({ ...simulator, ask });
      await runCases(plan, {
        atOnce: 1,
        clock,
        target: {
          ...target,
          async begin(situation) {
            const session = await target.begin(situation);
            return {
              ...session,
              async fetch(...request) {
                const reply = await session.fetch(...request);
                if (refused === undefined) return reply;
                const inLanguages = diagnosed(simulator, listening.url, refused);
                add(found, refused.refusedBy, inLanguages);
                const commands = commandsIn(inLanguages.en);
                if (commands.length > 0)
                  add(retried, refused.refusedBy, await runCommands(commands, refused, simulator));
                return reply;
              },
            };
          },
        },
      });
    }, 300_000);

    afterAll(() => close());

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
        expect(commandsIn(zh)).toEqual(commandsIn(en));
        expect(commandsIn(en).join(' ')).not.toContain('…');
        expect(JSON.stringify([en.advice, zh.advice])).not.toMatch(/\{\w+\}|undefined|it expects/);
      }
    });

    test('is explained by no English sentence when the language is Chinese', () => {
      const texts = [...found].flatMap(([check, all]) => all.map(({ zh }) => ({ check, text: diagnosisText(zh) })));
      expect(found.size).toBeGreaterThan(70);
      expect(texts.flatMap(({ check, text }) => englishIn(text).map((line) => `${check}: ${line}`))).toEqual([]);
    });

    test('after its commands, no request is refused by the same check', () => {
      const outcomes = Object.fromEntries(Array.from(retried, ([check, all]) => [check, [...new Set(all)]]));
      expect(outcomes).toEqual(Object.fromEntries(Array.from(retried.keys(), (check) => [check, ['passed']])));
      expect(retried.size).toBeGreaterThan(20);
    });
  });
}

function add<Value>(to: Map<string, Value[]>, key: string, value: Value): void {
  to.set(key, [...(to.get(key) ?? []), value]);
}

function refusalIn(exchange: Exchange, spaceName: string | undefined): RefusedExchange | undefined {
  const { outcome } = exchange;
  const refusedBy = outcome.source === 'provider' ? outcome.refusedBy?.name : undefined;
  return refusedBy === undefined ? undefined : { refusedBy, exchange, spaceName };
}
