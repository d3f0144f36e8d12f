import { english } from '../../../contracts/messages.js';
import { diagnosisOf } from '../../core/diagnosis/diagnose.js';
import type { Language } from '../../core/diagnosis/sentences.js';
import type { Provider } from '../../core/provider.js';
import { findEntry } from './journal.js';
import { type Answer, type Asked, jsonAnswer, type Route } from './route.js';

const description = async () => (await import('./diagnosis.openapi.json', { with: { type: 'json' } })).default;

/** Says why an exchange was answered as it was; in JSON for programs, laid out as text for people and their browsers. */
export function diagnosisRoutes(providers: readonly Provider[]): readonly Route[] {
  return [
    { method: 'get', path: '/journal/:id/diagnosis', description, answer: (asked) => diagnose(asked, providers) },
  ];
}

async function diagnose(asked: Asked, providers: readonly Provider[]): Promise<Answer> {
  const language = languageOf(asked);
  const entry = findEntry(asked);
  if (!entry.ok) return entry.answer;
  const { space } = asked;
  const text = language === 'en' ? english : (await import('../../translations/index.js')).chinese;
  const diagnosis = diagnosisOf(entry.value, {
    providers,
    documents: space.documents,
    adoptTokens: space.adoptTokens,
    redact: space.redactor(),
    language,
    text,
    ...simulatorOf(asked),
  });
  // Loaded on demand: to measure texts takes longer to load than the rest of the control API.
  const answer =
    formOf(asked) === 'json'
      ? jsonAnswer(diagnosis)
      : textAnswer((await import('./diagnosis-text.js')).diagnosisText(diagnosis));
  return { ...answer, headers: { Vary: 'Accept, Accept-Language', 'Content-Language': language } };
}

/** The URL by which the caller reached this space; absent if the `Host` header is not a host and port. */
function simulatorOf({ header, space: { name } }: Asked): { readonly simulator?: string } {
  const host = header('host') ?? '';
  if (!/^[\w.[\]:-]+$/.test(host)) return {};
  const isInHost = host.startsWith(`${name}.`);
  return { simulator: `http://${host}${isInHost || name === 'default' ? '' : `/~${name}`}` };
}

const textAnswer = (text: string): Answer => ({
  status: 200,
  contentType: 'text/plain; charset=utf-8',
  body: Buffer.from(text),
});

function languageOf({ parameters, header }: Asked): Language {
  const chosen = parameters.text('language') ?? preferredLanguage(header('accept-language'));
  return chosen === 'zh' ? 'zh' : 'en';
}

function preferredLanguage(header: string | undefined): Language {
  const [chinese, english] = [/^zh(-|$)/, /^en(-|$)/].map((language) => qualityOf(header, [language, /^\*$/]));
  return (chinese ?? 0) > (english ?? 0) ? 'zh' : 'en';
}

type Form = 'json' | 'text';

function formOf({ parameters, header }: Asked): Form {
  const chosen = parameters.text('form') ?? preferredForm(header('accept'));
  return chosen === 'text' ? 'text' : 'json';
}

/** Text is sent only to a client that prefers it to JSON, as a browser does. */
function preferredForm(header: string | undefined): Form {
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
