import { fillText, type BilingualText } from './mistakes.js';
import texts from './sentences.json' with { type: 'json' };

/** A language of diagnoses. */
export type Language = keyof BilingualText;

/** Joins sentences as the language separates them. */
export const joinSentences = (sentences: readonly string[], language: Language): string =>
  sentences.join(language === 'en' ? ' ' : '');

/** A sentence from the catalogue, its placeholders filled in. */
export function sentence(
  name: keyof typeof texts,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): string {
  return fillText(texts[name], values)[language];
}
