import type { Provider } from '../../core/provider.js';
import type { Answer } from './answer.js';
import { jsonAnswer } from './answer.js';
import { attemptViews, waitingView } from './attempt-view.js';
import { callbackParameters, wantedIn } from './callbacks-filter.js';
import { formTaken, viewingOf } from './journal.js';
import type { Asked, Route } from './route.js';

/** Shows what is still to be told to receivers, and every attempt that was made. */
export const callbacksRoutes = (providers: readonly Provider[]): readonly Route[] => [
  {
    method: 'get',
    path: '/callbacks',
    parameters: [...callbackParameters, 'form'],
    answer: (asked) => listed(asked, providers),
  },
];

function listed({ space, query }: Asked, providers: readonly Provider[]): Answer {
  const wanted = wantedIn(query, providers);
  if (!wanted.ok) return wanted.answer;
  const form = formTaken(query);
  if (!form.ok) return form.answer;
  const viewing = viewingOf(space, form.value);
  const { notice: isWanted } = wanted.value;
  const waiting = space.outbox.waiting().filter(isWanted);
  const underWay = space.outbox.underWay().filter(isWanted);
  const attempts = space.attempts.entries().filter(wanted.value.attempt);
  return jsonAnswer({
    waiting: waiting.map((each) => waitingView(each, viewing)),
    underWay: underWay.map((each) => waitingView(each, viewing)),
    attempts: attemptViews(attempts, viewing),
  });
}
