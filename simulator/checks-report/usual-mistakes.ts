import bodies from '../../fixtures/body-mistakes.json' with { type: 'json' };
import ofXylink from '../../fixtures/xylink/mistakes.json' with { type: 'json' };
import ofYtx from '../../fixtures/ytx/mistakes.json' with { type: 'json' };
import bodyTexts from '../core/diagnosis/body-advice.json' with { type: 'json' };
import type { BilingualText, MistakeText } from '../core/diagnosis/mistakes.js';
import type { Language } from '../core/diagnosis/sentences.js';
import type { Provider } from '../core/provider.js';
import { table } from './markdown.js';

/** A mistake of the list that opens docs/diagnosis.md. A test plays each. */
interface UsualMistake {
  /** The code in the reply; empty if a success has none. */
  readonly code?: string;
  readonly symptom: BilingualText;
  /** The id of the mistake, the advice or the warning that the diagnosis names. */
  readonly finds: string;
}

const listed: Readonly<Record<string, readonly UsualMistake[]>> = { ytx: ofYtx, xylink: ofXylink };

const heads: Readonly<Record<Language, readonly string[]>> = {
  en: ['code', 'symptom', 'what it is', 'what to do'],
  zh: ['返回码', '现象', '原因', '解决方法'],
};

const successes: BilingualText = { en: 'accepted', zh: '成功' };

/** The usual mistakes with a provider: code, symptom, what it is, what to do. */
export function usualMistakesTable(provider: Provider, language: Language): string {
  const { name, mistakes = {}, adviceTexts = {}, warnings = [] } = provider;
  const ofWarnings = Object.fromEntries(warnings.map((each) => [each.name, each]));
  const texts: Readonly<Record<string, MistakeText>> = { ...ofWarnings, ...adviceTexts, ...mistakes };
  const rows = (listed[name] ?? []).map((mistake) => {
    const { code = '' } = mistake;
    const isSuccess = code === '' || code === '0';
    return [isSuccess ? successes[language] : code, ...cells(mistake, texts, language)];
  });
  return table(heads[language], rows);
}

/** The usual mistakes in bodies, which both providers refuse. */
export function bodyMistakesTable(language: Language): string {
  const rows = bodies.map((mistake) => cells(mistake, bodyTexts, language));
  return table(heads[language].slice(1), rows);
}

const command = /curl -X [A-Z]+ \S+(?: -d '[^']*'(?:"\$\w+"'[^']*')*)?/g;

function cells(
  { symptom, finds }: UsualMistake,
  texts: Readonly<Record<string, MistakeText>>,
  language: Language,
): readonly string[] {
  const text = texts[finds];
  if (text === undefined) throw new Error(`there is no mistake, advice or warning ${finds}`);
  const render = (each: BilingualText): string =>
    each[language].replaceAll('{simulator}', 'http://127.0.0.1:4010').replace(command, '`$&`');
  return [symptom[language], `${render(text.says)} (\`${finds}\`)`, render(text.fix)];
}
