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

/** The language of a run: that of `--language`, else of the first of LC_ALL, LC_MESSAGES and LANG that is set. */
export function languageOf(argv: readonly string[], { LC_ALL, LC_MESSAGES, LANG }: Environment): Language {
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((each) => each !== undefined && each !== '') ?? '';
  return requestedLanguage(argv) ?? (/^zh(?![a-z])/i.test(locale) ? 'zh' : 'en');
}

/** The renderer of texts in a language. English loads nothing. */
export async function textOf(language: Language): Promise<Render> {
  if (language === 'en') return english;
  const { chinese } = await import('../../translations/index.js');
  return chinese;
}
