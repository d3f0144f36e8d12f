import type { Language } from '../core/diagnosis/sentences.js';
import type { Provider } from '../core/provider.js';
import { providers } from '../providers/index.js';
import {
  callbacksChapter,
  checksTables,
  mistakesTable,
  readingsTable,
  refusalsTable,
  sourcesTable,
  successTable,
  totalsSentence,
  totalsTable,
  warningsTable,
} from './markdown.js';
import { bodyMistakesTable, usualMistakesTable } from './usual-mistakes.js';

/** A document of the repository with generated parts, and the function that fills them. */
interface FilledDocument {
  /** Relative to the top of the repository. */
  readonly file: string;
  readonly fill: (document: string) => string | Promise<string>;
}

const readme = (provider: Provider): FilledDocument => ({
  file: `simulator/providers/${provider.name}/README.md`,
  fill: (document) =>
    withTables(document, {
      checks: checksTables(provider),
      refusals: refusalsTable(provider),
      success: successTable(provider),
      callbacks: callbacksChapter(provider),
      readings: readingsTable(provider),
      sources: sourcesTable(provider),
    }),
});

const evidence: FilledDocument = {
  file: 'docs/evidence.md',
  fill: async (document) => withTables(document, { totals: await totalsTable(providers) }),
};

const overview = (file: string, language: Language): FilledDocument => ({
  file,
  fill: async (document) => withTables(document, { totals: await totalsSentence(providers, language) }),
});

const diagnosis = (file: string, language: Language): FilledDocument => ({
  file,
  fill: (document) =>
    withTables(document, {
      ...Object.fromEntries(
        providers.flatMap((provider) => [
          [`${provider.name} usual mistakes`, usualMistakesTable(provider, language)],
          [`${provider.name} mistakes`, mistakesTable(provider, language)],
          [`${provider.name} warnings`, warningsTable(provider, language)],
        ]),
      ),
      'body mistakes': bodyMistakesTable(language),
    }),
});

/** Every document that `npm run contracts` fills and the tests compare. */
export const filledDocuments: readonly FilledDocument[] = [
  ...providers.map(readme),
  evidence,
  overview('README.md', 'en'),
  overview('README.zh-CN.md', 'zh'),
  diagnosis('docs/diagnosis.md', 'en'),
  diagnosis('docs/diagnosis.zh-CN.md', 'zh'),
];

/** Fills each `<!-- name -->…<!-- /name -->` of a document again. A name without its marks is an error. */
export function withTables(document: string, tables: Readonly<Record<string, string>>): string {
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`the document needs the marks ${begin} and ${end}`);
    return `${text.slice(0, from)}${begin}\n${table}\n${text.slice(to)}`;
  }, document);
}
