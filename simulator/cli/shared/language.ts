import { english, type Render } from '../../../contracts/messages.js';
import type { Language } from '../../core/diagnosis/sentences.js';
import type { Environment } from './io.js';

/** The languages of `--language`. */
export const languages: readonly Language[] = ['en', 'zh'];

/** The value of `--language` before a `--`; the last one counts. Undefined without a known language. */
export function requestedLanguage(argv: readonly string[]): Language | undefined {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const values = words.flatMap((word, index) => {
    if (word === '--language') return [words[index + 1]];
    return word.startsWith('--language=') ? [word.slice('--language='.length)] : [];
  });
  return languages.find((each) => each === values.at(-1));
}

/**
 * The language of a run: that of `--language`, of UNDERSTUDY_LANGUAGE, of the configuration file, or of the first of LC_ALL,
 * LC_MESSAGES and LANG that is set.
 */
export function languageOf(
  argv: readonly string[],
  { UNDERSTUDY_LANGUAGE: variable, LC_ALL, LC_MESSAGES, LANG }: Environment,
  configured?: unknown,
): Language {
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((each) => each !== undefined && each !== '') ?? '';
  const chosen = [requestedLanguage(argv), variable === '' ? undefined : variable, configured].find(
    (each) => each !== undefined,
  );
  return languages.find((each) => each === chosen) ?? (/^zh(?![a-z])/i.test(locale) ? 'zh' : 'en');
}

/** The renderer of texts in a language. English loads nothing. */
export async function textOf(language: Language): Promise<Render> {
  if (language === 'en') return english;
  const { chinese } = await import('../../translations/index.js');
  return chinese;
}
