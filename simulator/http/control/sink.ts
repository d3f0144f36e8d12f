import type { Sunk } from '../../core/callbacks/sink.js';
import { sinkPath } from '../../core/callbacks/sink.js';
import { redacted } from '../../core/redacted.js';
import type { Answer } from './answer.js';
import { doneAnswer, jsonAnswer } from './answer.js';
import { formTaken, viewingOf } from './journal.js';
import { formatInstant } from './instants.js';
import { bodyView, headersView, targetView } from './message-view.js';
import type { Asked, Route } from './route.js';

const methods = ['get', 'put', 'patch', 'post', 'delete', 'options'] as const;

/** A receiver that takes anything below `/sink/`, shows it at `/sink`, and forgets it when it is told to. */
export const sinkRoutes: readonly Route[] = [
  { method: 'get', path: '/sink', parameters: ['form'], answer: shown },
  {
    method: 'delete',
    path: '/sink',
    answer({ space }) {
      space.sink.clear();
      return doneAnswer;
    },
  },
  ...methods.map((method): Route => ({ method, path: '/sink/{*rest}', parameters: 'any', answer: taken })),
];

async function taken({ space, arrived, bytes }: Asked): Promise<Answer> {
  const body = await bytes();
  if (!body.ok) return body.answer;
  const { method, target, rawHeaders } = arrived;
  const at = space.clock.now();
  return space.sink.accept({ at, method, target, rawHeaders, body: body.value });
}

function shown({ space, query }: Asked): Answer {
  const form = formTaken(query);
  if (!form.ok) return form.answer;
  const { redact } = viewingOf(space, form.value);
  const withPort = form.value === 'full';
  const view = ({ id, at, method, target, rawHeaders, body }: Sunk): object => ({
    id,
    at: formatInstant(at),
    method,
    target: targetView(target, withPort),
    headers: headersView(rawHeaders, withPort),
    ...bodyView(body),
  });
  const received = space.sink.entries().map((each) => redacted(view(each), redact));
  return jsonAnswer({ address: `${sinkPath}…`, received });
}
