import type { Provider } from '../../core/provider.js';
import { type Answer, jsonAnswer, problemAnswer } from './answer.js';
import { attemptView } from './attempt-view.js';
import { callbackParameters, wantedIn } from './callbacks-filter.js';
import { formTaken, viewingOf } from './journal.js';
import { recordTaken } from './next-record.js';
import type { Asked, Route } from './route.js';

interface Settings {
  readonly providers: readonly Provider[];
  /** Aborts when the server begins to close. */
  readonly closing: AbortSignal;
}

/** Waits until a delivery is made that matches; one that already was counts too. */
export function callbacksWaitRoutes({ providers, closing }: Settings): readonly Route[] {
  const parameters = [...callbackParameters, 'timeout', 'form'];
  const answer = (asked: Asked): Promise<Answer> => waited(asked, providers, closing);
  return [{ method: 'get', path: '/callbacks/wait', parameters, answer }];
}

async function waited(asked: Asked, providers: readonly Provider[], closing: AbortSignal): Promise<Answer> {
  const { space, query } = asked;
  const wanted = wantedIn(query, providers, 'accepted');
  if (!wanted.ok) return wanted.answer;
  const form = formTaken(query);
  if (!form.ok) return form.answer;
  const awaited = { matches: wanted.value.attempt, closing, nothingCame };
  const attempt = await recordTaken(space.attempts, asked, awaited);
  if (!attempt.ok) return attempt.answer;
  return jsonAnswer({ callbacks: [attemptView(attempt.value, viewingOf(space, form.value))] });
}

const nothingCame = problemAnswer({
  status: 408,
  kind: 'not-found',
  says: 'No matching callback was delivered before the timeout.',
  fix: 'GET /_simulator/callbacks shows what waits and what was tried; POST /_simulator/clock/advance lets it come due.',
});
