import { beforeAll, expect, test } from '@jest/globals';
import { runCases } from '../../contracts/suite/run/run.js';
import { diagnosisOf } from '../../simulator/core/diagnosis/diagnose.js';
import { diagnosisText } from '../../simulator/http/control/diagnosis-text.js';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import { chinese } from '../../simulator/translations/index.js';
import { clock, everyCase } from '../recording/played.js';

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

const found = new Map<string, string>();

beforeAll(async () => {
  const simulator = createSimulator({ clock });
  const ask: Simulator['ask'] = (provider, request, where) => {
    const exchange = simulator.ask(provider, request, where);
    const space = simulator.spaces.of(where?.space);
    const { documents } = space;
    const about = { providers, documents, redact: space.redactor(), language: 'zh', text: chinese } as const;
    const diagnosis = diagnosisOf({ exchange, whole: true }, about);
    if (diagnosis.refusedBy !== undefined) found.set(diagnosis.refusedBy, diagnosisText(diagnosis));
    return exchange;
  };
  await runCases(everyCase, { atOnce: 1, clock, target: suiteTarget({ ...simulator, ask }) });
}, 300_000);

test('no refusal is explained by an English sentence when the language is Chinese', () => {
  expect(found.size).toBeGreaterThan(70);
  expect([...found].flatMap(([check, text]) => englishIn(text).map((line) => `${check}: ${line}`))).toEqual([]);
});
