import { fillText, type BilingualText } from './mistakes.js';
import texts from './sentences.json' with { type: 'json' };

/** A language in which a diagnosis is told. */
export type Language = keyof BilingualText;

/** Sentences in a row, as the language sets them apart. */
export const joinSentences = (sentences: readonly string[], language: Language): string =>
  sentences.join(language === 'en' ? ' ' : '');

/** One of our own sentences, its `{name}`s filled in. */
export function sentence(
  name: keyof typeof texts,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): string {
  return fillText(texts[name], values)[language];
}
