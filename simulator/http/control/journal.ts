import type { JournalEntry } from '../../core/journal.js';
import type { Provider } from '../../core/provider.js';
import type { Space } from '../../core/space.js';
import type { Answer, Taken } from './answer.js';
import { badParameter, doneAnswer, jsonAnswer, problemAnswer } from './answer.js';
import { attemptViews } from './attempt-view.js';
import type { Form, Viewing } from './exchange-view.js';
import { exchangeView } from './exchange-view.js';
import { filterParameters, filterTaken, numberTaken, wholeNumber } from './journal-filter.js';
import type { Asked, Route } from './route.js';

/** Reads and empties a space's journal. */
export function journalRoutes(providers: readonly Provider[]): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/journal',
      parameters: [...filterParameters, 'limit', 'form'],
      answer: (asked) => listed(asked, providers),
    },
    { method: 'get', path: '/journal/:id', parameters: ['form'], answer: (asked) => one(asked) },
    {
      method: 'delete',
      path: '/journal',
      answer({ space }) {
        space.journal.clear();
        space.attempts.clear();
        return doneAnswer;
      },
    },
  ];
}

/** How exchanges are to be shown, in full unless `form` says otherwise. */
export function formTaken(query: ReadonlyMap<string, string>): Taken<Form> {
  const form = query.get('form') ?? 'full';
  if (form === 'full' || form === 'canonical') return { ok: true, value: form };
  return { ok: false, answer: badParameter('form', 'is no form of a journal', 'Use canonical or full.') };
}

/** What exchanges of a space are shown with; the redactor goes through all its documents, once for a whole listing. */
export function viewingOf(space: Space, form: Form): Viewing {
  return { space: space.name, redact: space.redactor(), form };
}

function listed({ space, query }: Asked, providers: readonly Provider[]): Answer {
  const matches = filterTaken(query, providers);
  if (!matches.ok) return matches.answer;
  const limit = numberTaken(query, 'limit', { least: 1, otherwise: Number.MAX_SAFE_INTEGER });
  if (!limit.ok) return limit.answer;
  const form = formTaken(query);
  if (!form.ok) return form.answer;
  const entries = space.journal.entries().filter(matches.value).slice(0, limit.value);
  const about = viewingOf(space, form.value);
  const isWhole = ![...filterParameters, 'limit'].some((name) => query.has(name));
  const shown = new Set(entries.map(({ exchange }) => exchange.id));
  const attempts = space.attempts.entries().filter(({ waiting }) => isWhole || shown.has(waiting.cause ?? 0));
  return jsonAnswer({
    exchanges: entries.map((entry) => exchangeView(entry, about)),
    callbacks: attemptViews(attempts, about),
  });
}

function one({ space, path, query }: Asked): Answer {
  const form = formTaken(query);
  if (!form.ok) return form.answer;
  const entry = entryTaken({ space, path });
  if (!entry.ok) return entry.answer;
  return jsonAnswer(exchangeView(entry.value, viewingOf(space, form.value)));
}

/** The exchange whose number stands in the path. */
export function entryTaken({ space, path }: Pick<Asked, 'space' | 'path'>): Taken<JournalEntry> {
  const id = wholeNumber(path['id'] ?? '');
  if (id === undefined) return { ok: false, answer: notANumber };
  const entry = space.journal.entry(id);
  return entry === undefined ? { ok: false, answer: notKept } : { ok: true, value: entry };
}

const notANumber = badParameter('id', "must be an exchange's number", 'Use the number in `simulator-exchange`.');

const notKept = problemAnswer({
  status: 404,
  kind: 'not-found',
  says: "This space's journal does not hold an exchange of that number.",
  fix: 'GET /_simulator/journal lists those it holds; it keeps the latest, and each space has its own.',
});
