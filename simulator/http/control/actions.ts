import type { ActionInput, ControlAction, Provider } from '../../core/provider.js';
import type { Space } from '../../core/state/space.js';
import { type Answer, doneAnswer, invalidAnswer, problemAnswer, type Route } from './route.js';

/** The actions of each provider for tests, below `/<provider>`. */
export function actionRoutes(providers: readonly Provider[]): readonly Route[] {
  return providers.flatMap((provider) => (provider.actions ?? []).map((action) => routeOf(provider, action)));
}

const routeOf = (provider: Provider, action: ControlAction): Route => ({
  method: action.method,
  path: `/${provider.name}${action.path}`,
  description: action.description,
  async answer({ space, path, validJson }) {
    const body = await validJson();
    return body.ok ? runAction({ provider, action }, space, { parameters: path, body: body.value }) : body.answer;
  },
});

/** In one turn: what is read is what is changed. */
function runAction(
  { provider, action }: { readonly provider: Provider; readonly action: ControlAction },
  space: Space,
  { parameters, body }: Pick<ActionInput, 'parameters' | 'body'>,
): Answer {
  const { clock, documents, nextNumber } = space;
  const number = space.nextAction();
  const random = space.randomFor(-number);
  const readings = space.readingsOf(provider);
  const outcome = action.act({ documents, parameters, body, now: clock.now(), readings, random, next: nextNumber });
  if (outcome.ok) {
    documents.commit(outcome.changes);
    if (outcome.emits !== undefined) space.outbox.post(outcome.emits, { provider, cause: undefined, urlScenarios: [] });
    return doneAnswer;
  }
  if ('missing' in outcome) return notFound(outcome.missing);
  const redact = space.redactor();
  return invalidAnswer('action', outcome.problems, (pointer) => redact(pointer));
}

const notFound = (what: string): Answer =>
  problemAnswer({
    status: 404,
    kind: 'not-found',
    says: `There is no ${what} in this space.`,
    fix: 'GET /_simulator/world lists what there is.',
  });
