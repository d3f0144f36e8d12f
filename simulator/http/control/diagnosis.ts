import { diagnosisOf } from '../../core/diagnosis/diagnose.js';
import type { Language } from '../../core/diagnosis/sentences.js';
import type { Provider } from '../../core/provider.js';
import { diagnosisText } from './diagnosis-text.js';
import { entryTaken } from './journal.js';
import { type Answer, type Asked, badParameter, jsonAnswer, type Route, type Taken } from './route.js';

/** Says why an exchange was answered as it was; in JSON for programs, laid out as text for people and their browsers. */
export function diagnosisRoutes(providers: readonly Provider[]): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/journal/:id/diagnosis',
      parameters: ['language', 'form'],
      answer: (asked) => diagnosed(asked, providers),
    },
  ];
}

function diagnosed(asked: Asked, providers: readonly Provider[]): Answer {
  const language = languageTaken(asked);
  if (!language.ok) return language.answer;
  const form = formTaken(asked);
  if (!form.ok) return form.answer;
  const entry = entryTaken(asked);
  if (!entry.ok) return entry.answer;
  const { space } = asked;
  const diagnosis = diagnosisOf(entry.value, {
    providers,
    documents: space.documents,
    redact: space.redactor(),
    language: language.value,
  });
  const answer = form.value === 'json' ? jsonAnswer(diagnosis) : textAnswer(diagnosisText(diagnosis));
  return { ...answer, headers: { Vary: 'Accept, Accept-Language', 'Content-Language': language.value } };
}

const textAnswer = (text: string): Answer => ({
  status: 200,
  contentType: 'text/plain; charset=utf-8',
  body: Buffer.from(text),
});

function languageTaken({ query, header }: Asked): Taken<Language> {
  const chosen = query.get('language') ?? languagePreferred(header('accept-language'));
  if (chosen === 'en' || chosen === 'zh') return { ok: true, value: chosen };
  return { ok: false, answer: badParameter('language', 'is no language of a diagnosis', 'Use en or zh.') };
}

function languagePreferred(header: string | undefined): Language {
  const [chinese, english] = [/^zh(-|$)/, /^en(-|$)/].map((language) => qualityOf(header, [language, /^\*$/]));
  return (chinese ?? 0) > (english ?? 0) ? 'zh' : 'en';
}

type Form = 'json' | 'text';

function formTaken({ query, header }: Asked): Taken<Form> {
  const chosen = query.get('form') ?? formPreferred(header('accept'));
  if (chosen === 'json' || chosen === 'text') return { ok: true, value: chosen };
  return { ok: false, answer: badParameter('form', 'is no form of a diagnosis', 'Use json or text.') };
}

/** Text is sent only to a client that prefers it to JSON, as a browser does. */
function formPreferred(header: string | undefined): Form {
  const json = qualityOf(header, [/^application\/(?:\S+\+)?json$/, /^application\/\*$/, /^\*\/\*$/]);
  const text = qualityOf(header, [/^text\/(?:plain|html)$/, /^text\/\*$/, /^\*\/\*$/]);
  return text > json ? 'text' : 'json';
}

/**
 * The quality that a header such as `Accept` gives to a value: from 0 to 1.
 *
 * `shapes` go from the specific to the general; the first that any of the header's ranges has decides. A header that is
 * missing gives 0.
 */
export function qualityOf(header: string | undefined, shapes: readonly RegExp[]): number {
  const ranges = (header ?? '').toLowerCase().split(',').map(rangeOf);
  for (const shape of shapes) {
    const qualities = ranges.filter(({ range }) => shape.test(range)).map(({ quality }) => quality);
    if (qualities.length > 0) return Math.max(...qualities);
  }
  return 0;
}

interface Range {
  readonly range: string;
  readonly quality: number;
}

function rangeOf(text: string): Range {
  const [range = '', ...parameters] = text.split(';').map((each) => each.trim());
  const written = parameters.find((each) => each.startsWith('q='))?.slice('q='.length) ?? '1';
  const quality = Number(written);
  return { range, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}
