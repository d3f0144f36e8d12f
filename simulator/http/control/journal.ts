import type { Provider } from '../../core/provider.js';
import type { JournalEntry, KeptEntry } from '../../core/state/journal.js';
import type { Space } from '../../core/state/space.js';
import { latestViews } from './attempt-view.js';
import { type BodyExtent, exchangeView, type Form, type Viewing } from './exchange-view.js';
import { filterParameters, filterTaken, numberTaken, wholeNumber } from './journal-filter.js';
import {
  type Answer,
  type Asked,
  badParameter,
  doneAnswer,
  inSlices,
  jsonAnswer,
  problemAnswer,
  type Route,
  type Taken,
} from './route.js';
import { recordTaken } from './wait.js';

/** Reads and empties a space's journal. */
export function journalRoutes(providers: readonly Provider[]): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/journal',
      parameters: [...filterParameters, 'limit', 'form'],
      answer: (asked) => listed(asked, providers),
    },
    { method: 'get', path: '/journal/:id', parameters: ['form', 'bodies'], answer: (asked) => one(asked) },
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

/** How much of long bodies is to be shown. */
export function bodiesTaken(query: ReadonlyMap<string, string>): Taken<BodyExtent> {
  const bodies = query.get('bodies') ?? 'beginning';
  if (bodies === 'beginning' || bodies === 'whole') return { ok: true, value: bodies };
  return { ok: false, answer: badParameter('bodies', 'is unknown', 'Use beginning or whole.') };
}

/** What exchanges of a space are shown with; the redactor goes through all its documents, once for a whole listing. */
export function viewingOf(space: Space, form: Form): Viewing {
  return { space: space.name, redact: space.redactor(), form };
}

/** So many exchanges are a page unless `limit` says otherwise, and at most. */
const page = { usual: 50, most: 1000 };

/**
 * A page of the exchanges that match: the latest, those behind `after`, or those ahead of `before`. Others are answered
 * between one exchange and the next.
 */
async function listed({ space, query }: Asked, providers: readonly Provider[]): Promise<Answer> {
  const matches = filterTaken(query, providers);
  if (!matches.ok) return matches.answer;
  const limit = numberTaken(query, 'limit', { least: 1, most: page.most, otherwise: page.usual });
  if (!limit.ok) return limit.answer;
  const form = formTaken(query);
  if (!form.ok) return form.answer;
  const kept = Array.from(space.journal.keptEntries()).filter(matches.value);
  const entries = query.has('after') ? kept.slice(0, limit.value) : kept.slice(-limit.value);
  const isWhole = !filterParameters.some((name) => query.has(name));
  const shown = new Set(entries.map(({ exchange }) => exchange.id));
  const attempts = space.attempts
    .entries()
    .filter(({ queued: { cause } }) => (cause === undefined ? isWhole : shown.has(cause)));
  const viewing = viewingOf(space, form.value);
  const exchanges = await inSlices(entries, (entry) => exchangeView(entry.read(), viewing));
  const { callbacks } = await latestViews(attempts, viewing);
  return jsonAnswer({ exchanges, callbacks, page: pageOf(kept, entries) });
}

/** How many match, and the cursors of the pages around this one. */
function pageOf(matching: readonly KeptEntry[], shown: readonly KeptEntry[]): object {
  const [first, last] = [shown[0], shown.at(-1)];
  return {
    matching: matching.length,
    ...(first !== undefined && first !== matching[0] && { before: first.exchange.id }),
    ...(last !== undefined && last !== matching.at(-1) && { after: last.exchange.id }),
  };
}

function one({ space, path, query }: Asked): Answer {
  const form = formTaken(query);
  if (!form.ok) return form.answer;
  const bodies = bodiesTaken(query);
  if (!bodies.ok) return bodies.answer;
  const entry = entryTaken({ space, path });
  if (!entry.ok) return entry.answer;
  return jsonAnswer(exchangeView(entry.value, { ...viewingOf(space, form.value), bodies: bodies.value }));
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

interface Settings {
  readonly providers: readonly Provider[];
  /** Aborts when the server begins to close. */
  readonly closing: AbortSignal;
}

/** Waits until an exchange is recorded that matches; one that already was counts too. */
export function journalWaitRoutes({ providers, closing }: Settings): readonly Route[] {
  const parameters = [...filterParameters, 'timeout', 'form'];
  const answer = (asked: Asked): Promise<Answer> => waited(asked, providers, closing);
  return [{ method: 'get', path: '/journal/wait', parameters, answer }];
}

async function waited(asked: Asked, providers: readonly Provider[], closing: AbortSignal): Promise<Answer> {
  const { space, query } = asked;
  const matches = filterTaken(query, providers);
  if (!matches.ok) return matches.answer;
  const form = formTaken(query);
  if (!form.ok) return form.answer;
  const entry = await recordTaken(space.journal, asked, { matches: matches.value, closing, nothingCame });
  if (!entry.ok) return entry.answer;
  return jsonAnswer({
    exchanges: [exchangeView(entry.value, viewingOf(space, form.value))],
  });
}

const nothingCame = problemAnswer({
  status: 408,
  kind: 'not-found',
  says: 'No matching exchange was recorded before the timeout.',
  fix: 'Ask GET /_simulator/journal what was recorded in this space, or wait longer: timeout=PT60S is the most.',
});
