import type { Journal, JournalEntry } from '../../core/journal.js';
import type { Provider } from '../../core/provider.js';
import type { Answer, Taken } from './answer.js';
import { badParameter, jsonAnswer, problemAnswer } from './answer.js';
import { parseDuration } from './durations.js';
import { exchangeView } from './exchange-view.js';
import { formTaken, viewingOf } from './journal.js';
import type { Matches } from './journal-filter.js';
import { filterParameters, filterTaken } from './journal-filter.js';
import type { Asked, Route } from './route.js';

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
  const { space, query, hungUp } = asked;
  const matches = filterTaken(query, providers);
  if (!matches.ok) return matches.answer;
  const timeout = timeoutTaken(query);
  if (!timeout.ok) return timeout.answer;
  const form = formTaken(query);
  if (!form.ok) return form.answer;
  const until = [hungUp, closing];
  const entry =
    space.journal.entries().find(matches.value) ??
    (await next(space.journal, matches.value, { ms: timeout.value, until }));
  if (entry === undefined) return closing.aborted ? serverCloses : nothingCame;
  return jsonAnswer({
    exchanges: [exchangeView(entry, viewingOf(space, form.value))],
  });
}

const longest = 60_000;

function timeoutTaken(query: ReadonlyMap<string, string>): Taken<number> {
  const duration = parseDuration(query.get('timeout') ?? 'PT5S');
  const says = duration.ok ? 'must not be longer than PT60S' : duration.says;
  if (duration.ok && duration.ms <= longest) return { ok: true, value: duration.ms };
  return { ok: false, answer: badParameter('timeout', says, 'Write an ISO 8601 duration of at most a minute: PT5S.') };
}

interface Patience {
  readonly ms: number;
  /** When one of these aborts, waiting has become pointless. */
  readonly until: readonly AbortSignal[];
}

/** The next matching exchange, or undefined when patience ends first. It waits in real time, whatever the space's clock says. */
function next(journal: Journal, matches: Matches, { ms, until }: Patience): Promise<JournalEntry | undefined> {
  return new Promise((resolve) => {
    const end = (entry?: JournalEntry): void => {
      clearTimeout(timer);
      stopListening();
      for (const signal of until) signal.removeEventListener('abort', giveUp);
      resolve(entry);
    };
    const giveUp = (): void => {
      end();
    };
    const stopListening = journal.onRecord((entry) => {
      if (matches(entry)) end(entry);
    });
    // Unreferenced: somebody waiting is no reason for the process to stay.
    const timer = setTimeout(giveUp, ms).unref();
    for (const signal of until) signal.addEventListener('abort', giveUp);
    if (until.some((signal) => signal.aborted)) giveUp();
  });
}

const nothingCame = problemAnswer({
  status: 408,
  kind: 'not-found',
  says: 'No matching exchange was recorded before the timeout.',
  fix: 'Ask GET /_simulator/journal what was recorded in this space, or wait longer: timeout=PT60S is the most.',
});

const serverCloses = problemAnswer(
  { status: 503, kind: 'conflict', says: 'The simulator is stopping.', fix: 'Start it again, then wait again.' },
  { Connection: 'close' },
);
