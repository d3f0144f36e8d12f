import type { Provider } from '../../core/provider.js';
import type { JournalEntry, KeptEntry } from '../../core/state/journal.js';
import type { Space } from '../../core/state/space.js';
import { latestViews } from './attempt-view.js';
import { exchangeView, type Viewing } from './exchange-view.js';
import { filterParameters, readFilter } from './journal-filter.js';
import {
  type Answer,
  type Asked,
  doneAnswer,
  jsonAnswer,
  problemAnswer,
  type Route,
  stepsOfEach,
  type Taken,
  withPauses,
} from './route.js';
import { waitForRecord } from './wait.js';

const description = async () => (await import('./journal.openapi.json', { with: { type: 'json' } })).default;

/** Reads and empties a space's journal. */
export function journalRoutes(providers: readonly Provider[]): readonly Route[] {
  return [
    { method: 'get', path: '/journal', description, answer: (asked) => listExchanges(asked, providers) },
    { method: 'get', path: '/journal/:id', description, answer: one },
    {
      method: 'delete',
      path: '/journal',
      description,
      answer({ space }) {
        space.journal.clear();
        space.attempts.clear();
        return doneAnswer;
      },
    },
  ];
}

/**
 * The options of the view of a space's exchanges, from the parameters `form` and `bodies`.
 *
 * The redactor goes through all documents of the space, once for a whole list.
 */
export function readViewing({ space, parameters }: Pick<Asked, 'space' | 'parameters'>): Required<Viewing> {
  const bodies = parameters.text('bodies') === 'whole' ? 'whole' : 'beginning';
  const form = parameters.text('form') === 'canonical' ? 'canonical' : 'full';
  return { space: space.name, redact: space.redactor(), form, bodies };
}

/** The default options of the view of a space's exchanges and attempts. */
export function defaultViewing(space: Space): Viewing {
  return { space: space.name, redact: space.redactor(), form: 'full' };
}

/**
 * A page of the exchanges that match: the latest, those behind `after`, or those ahead of `before`. Others are answered
 * between one exchange and the next.
 */
async function listExchanges(asked: Asked, providers: readonly Provider[]): Promise<Answer> {
  const { space, parameters } = asked;
  const matches = readFilter(parameters, providers, stubNamesIn(space));
  if (!matches.ok) return matches.answer;
  const limit = parameters.number('limit') ?? 50;
  const kept = Array.from(space.journal.keptEntries()).filter(matches.value);
  const entries = parameters.has('after') ? kept.slice(0, limit) : kept.slice(-limit);
  const isWhole = !filterParameters.some((name) => parameters.has(name));
  const shown = new Set(entries.map(({ exchange }) => exchange.id));
  const attempts = space.attempts
    .entries()
    .filter(({ queued: { cause } }) => (cause === undefined ? isWhole : shown.has(cause)));
  const viewing = readViewing(asked);
  const exchanges = await withPauses(stepsOfEach(entries, (entry) => exchangeView(entry.read(), viewing)));
  const { callbacks } = await latestViews(attempts, viewing);
  return jsonAnswer({ exchanges, callbacks, page: pageOf(kept, entries) });
}

/** The names of a space's stubs, and of those that it had when the journal's exchanges were recorded. */
function stubNamesIn({ stubs, journal }: Space): readonly string[] {
  const recorded = Array.from(journal.keptEntries(), ({ exchange }) => exchange.stub?.name);
  const names = [...stubs.all().map(({ name }) => name), ...recorded];
  return [...new Set(names.filter((name) => name !== undefined))];
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

async function one(asked: Asked): Promise<Answer> {
  const entry = findEntry(asked);
  return entry.ok ? jsonAnswer(await withPauses(exchangeView(entry.value, readViewing(asked)))) : entry.answer;
}

/** The exchange whose number stands in the path. */
export function findEntry({ space, parameters }: Pick<Asked, 'space' | 'parameters'>): Taken<JournalEntry> {
  const entry = space.journal.entry(parameters.number('id') ?? 0);
  return entry === undefined ? { ok: false, answer: notKept } : { ok: true, value: entry };
}

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
  const answer = (asked: Asked): Promise<Answer> => waitForExchange(asked, providers, closing);
  return [{ method: 'get', path: '/journal/wait', description, answer }];
}

async function waitForExchange(asked: Asked, providers: readonly Provider[], closing: AbortSignal): Promise<Answer> {
  const matches = readFilter(asked.parameters, providers, stubNamesIn(asked.space));
  if (!matches.ok) return matches.answer;
  const entry = await waitForRecord(asked.space.journal, asked, { matches: matches.value, closing, nothingCame });
  if (!entry.ok) return entry.answer;
  return jsonAnswer({ exchanges: [await withPauses(exchangeView(entry.value, readViewing(asked)))] });
}

const nothingCame = problemAnswer({
  status: 408,
  kind: 'not-found',
  says: 'No matching exchange was recorded before the timeout.',
  fix: 'Ask GET /_simulator/journal what was recorded in this space, or wait longer: timeout=PT60S is the most.',
});
