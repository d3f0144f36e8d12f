import type { Provider } from '../../core/provider.js';
import { type Answer, jsonAnswer, problemAnswer } from './answer.js';
import { exchangeView } from './exchange-view.js';
import { formTaken, viewingOf } from './journal.js';
import { filterParameters, filterTaken } from './journal-filter.js';
import { recordTaken } from './next-record.js';
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
