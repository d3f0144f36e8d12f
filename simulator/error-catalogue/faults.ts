import type { Provider } from '../core/provider.js';
import { namedFaults } from '../core/scenarios/faults.js';
import type { Effect } from '../core/scenarios/scenario.js';
import throwsTable from './fault-errors.json' with { type: 'json' };
import { type Answer, placesOf, type Thrown, type FaultRow } from './rows.js';

/** The faults between a caller and these providers. */
export function faultRows(providers: readonly Provider[]): readonly FaultRow[] {
  return namedFaults.map(({ name, says, effect }) => {
    const clientThrows = clientErrorOf(name);
    return {
      scenario: name,
      says,
      answer: answerOf(effect),
      places: providers.flatMap((provider) =>
        placesOf(provider, { scenario: name, operations: undefined, provoked: undefined }),
      ),
      clientThrows,
      retry: retryAfter(effect, clientThrows),
    };
  });
}

const table: Readonly<Record<string, Thrown>> = throwsTable;

function clientErrorOf(name: string): Thrown {
  const thrown = table[name];
  if (thrown === undefined) throw new Error(`fault-errors.json has no entry for ${name}`);
  return thrown;
}

const decoder = new TextDecoder();

function answerOf(effect: Effect): Answer | undefined {
  if (effect.does !== 'replace') return undefined;
  const { status, body } = effect.replacement.reply;
  return { status, body: decoder.decode(body) };
}

function retryAfter(effect: Effect, thrown: Thrown): string {
  if (thrown.name === null) return 'Not needed: the client accepts the reply.';
  if (effect.does === 'replace' && !effect.replacement.providerHandlesRequest) {
    return 'Yes: the request did not reach the provider. With a real provider you cannot know that, so check the state first.';
  }
  return 'Only after a check of the state: the provider has executed the request. Reads are safe to repeat.';
}
