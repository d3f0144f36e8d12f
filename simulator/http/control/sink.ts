import { sinkPath, type Sunk } from '../../core/callbacks/sink.js';
import { type Answer, type Asked, doneAnswer, jsonAnswer, stepsOfEach, type Route, withPauses } from './route.js';
import { bodyView, headersView, redactedSteps, targetView } from './exchange-view.js';
import { readViewing } from './journal.js';
import { formatInstant } from './instants.js';

const description = async () => (await import('./sink.openapi.json', { with: { type: 'json' } })).default;

const methods = ['get', 'put', 'patch', 'post', 'delete', 'options'] as const;

/** A receiver: accepts every request below `/sink/`, lists them at `/sink`, and removes them with DELETE. */
export const sinkRoutes: readonly Route[] = [
  { method: 'get', path: '/sink', description, answer: listDeliveries },
  {
    method: 'delete',
    path: '/sink',
    description,
    answer({ space }) {
      space.sink.clear();
      return doneAnswer;
    },
  },
  ...methods.map((method): Route => ({
    method,
    path: '/sink/{*rest}',
    description,
    takesAnything: true,
    answer: takeDelivery,
  })),
];

async function takeDelivery({ space, arrived, bytes }: Asked): Promise<Answer> {
  const body = await bytes();
  if (!body.ok) return body.answer;
  const { method, target, rawHeaders } = arrived;
  const at = space.clock.now();
  return space.sink.accept({ at, method, target, rawHeaders, body: body.value });
}

/** Yields to the event loop between entries. */
async function listDeliveries(asked: Asked): Promise<Answer> {
  const { redact, form, bodies } = readViewing(asked);
  const withPort = form === 'full';
  const view = ({ id, at, method, target, rawHeaders, body }: Sunk): object => ({
    id,
    at: formatInstant(at),
    method,
    target: targetView(target, withPort),
    headers: headersView(rawHeaders, withPort),
    ...bodyView(body, bodies),
  });
  const received = await withPauses(
    stepsOfEach(asked.space.sink.entries(), (each) => redactedSteps(view(each), redact, bodies)),
  );
  return jsonAnswer({ address: `${sinkPath}…`, received });
}
