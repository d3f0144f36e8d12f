import type { StepSeen } from '../suite/played.js';
import { operations as xylink } from '../xylink/generated.js';
import type { Exchange, Setting } from './exchange.js';
import type { HeardExchange } from './listening.js';
import { isThis } from './listening.js';

/**
 * What was heard, by step: a request that is none of the steps is the client's own and for the step that comes next.
 * What comes after the last step only cleans up and is left out.
 */
export function stepsHeard(
  heard: readonly HeardExchange[],
  steps: readonly StepSeen[],
  { baseUrl }: Pick<Setting, 'baseUrl'>,
): readonly Exchange[] {
  const waiting = [...steps];
  return heard.flatMap((exchange): readonly Exchange[] => {
    const [next] = waiting;
    if (next === undefined) return [];
    const { step } = next;
    if (!isThis(exchange, next.prepared)) {
      return [{ ...exchange, step, askedBy: 'client', operation: loginAt(exchange.url.slice(baseUrl.length)) }];
    }
    waiting.shift();
    return [{ ...exchange, step, askedBy: 'case', operation: next.operation }];
  });
}

/** What a client asks of its own accord is a login of some kind, told by its path. */
const loginAt = (target: string): string =>
  Object.entries(xylink).find(([, { path }]) => path === target)?.[0] ?? 'unknown';
