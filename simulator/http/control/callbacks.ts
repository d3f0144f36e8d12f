import type { Provider } from '../../core/provider.js';
import { type Answer, jsonAnswer } from './answer.js';
import { attemptViews, waitingView } from './attempt-view.js';
import { callbackParameters, wantedIn } from './callbacks-filter.js';
import { numberTaken } from './journal-filter.js';
import { formTaken, viewingOf } from './journal.js';
import type { Asked, Route } from './route.js';
import { inSlices } from './slices.js';

/** Shows what is still to be told to receivers, and every attempt that was made. */
export const callbacksRoutes = (providers: readonly Provider[]): readonly Route[] => [
  {
    method: 'get',
    path: '/callbacks',
    parameters: [...callbackParameters, 'limit', 'form'],
    answer: (asked) => listed(asked, providers),
  },
];

/** So many of what waits, and of attempts, unless more are asked for. */
const standardLimit = 1000;

async function listed({ space, query }: Asked, providers: readonly Provider[]): Promise<Answer> {
  const wanted = wantedIn(query, providers);
  if (!wanted.ok) return wanted.answer;
  const limit = numberTaken(query, 'limit', { least: 1, otherwise: standardLimit });
  if (!limit.ok) return limit.answer;
  const form = formTaken(query);
  if (!form.ok) return form.answer;
  const viewing = viewingOf(space, form.value);
  const { notice: isWanted } = wanted.value;
  const waiting = space.outbox.waiting().filter(isWanted);
  const underWay = space.outbox.underWay().filter(isWanted);
  const attempts = space.attempts.entries().filter(wanted.value.attempt);
  return jsonAnswer({
    waiting: await inSlices(waiting.slice(0, limit.value), (each) => waitingView(each, viewing)),
    underWay: underWay.map((each) => waitingView(each, viewing)),
    attempts: await attemptViews(attempts.slice(-limit.value), viewing),
  });
}
