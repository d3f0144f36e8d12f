import { sinkPath, type Sunk } from '../../core/callbacks/sink.js';
import { type Answer, type Asked, doneAnswer, inSlices, jsonAnswer, type Route } from './route.js';
import { bodyView, headersView, redactedView, targetView } from './exchange-view.js';
import { bodiesTaken, formTaken, viewingOf } from './journal.js';
import { formatInstant } from './instants.js';

const methods = ['get', 'put', 'patch', 'post', 'delete', 'options'] as const;

/** A receiver that takes anything below `/sink/`, shows it at `/sink`, and forgets it when it is told to. */
export const sinkRoutes: readonly Route[] = [
  { method: 'get', path: '/sink', parameters: ['form', 'bodies'], answer: shown },
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

/** Others are answered between one request that was taken and the next. */
async function shown({ space, query }: Asked): Promise<Answer> {
  const form = formTaken(query);
  if (!form.ok) return form.answer;
  const bodies = bodiesTaken(query);
  if (!bodies.ok) return bodies.answer;
  const { redact } = viewingOf(space, form.value);
  const withPort = form.value === 'full';
  const view = ({ id, at, method, target, rawHeaders, body }: Sunk): object => ({
    id,
    at: formatInstant(at),
    method,
    target: targetView(target, withPort),
    headers: headersView(rawHeaders, withPort),
    ...bodyView(body, bodies.value),
  });
  const received = await inSlices(space.sink.entries(), (each) => redactedView(view(each), redact, bodies.value));
  return jsonAnswer({ address: `${sinkPath}…`, received });
}
