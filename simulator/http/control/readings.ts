import type { Provider } from '../../core/provider.js';
import { problemsWithReadings, defaultReadings } from '../../core/pipeline/reading.js';
import type { Space } from '../../core/state/space.js';
import type { Problem } from '../../core/state/world.js';
import { isJsonObject, pointerTo } from '../../../contracts/json.js';
import { type Answer, type Asked, invalidAnswer, jsonAnswer, type Route } from './route.js';

/** Reads and changes a space's readings. With PUT those not named go back to their default; with PATCH they stay. */
export function readingsRoutes(providers: readonly Provider[]): readonly Route[] {
  const take = async ({ space, json }: Asked, othersStay: boolean): Promise<Answer> => {
    const body = await json();
    if (!body.ok) return body.answer;
    const problems = problemsWith(body.value, providers);
    if (problems.length > 0) {
      return invalidAnswer('readings', problems, space.redactor());
    }
    const selection = body.value as ReadingsSelection;
    for (const provider of providers) {
      const others = othersStay ? {} : defaultReadings(provider.readings);
      space.setReadings(provider, { ...others, ...selection[provider.name] });
    }
    return jsonAnswer(readingsView(space, providers));
  };
  return [
    { method: 'get', path: '/readings', answer: ({ space }) => jsonAnswer(readingsView(space, providers)) },
    { method: 'put', path: '/readings', answer: (asked) => take(asked, false) },
    { method: 'patch', path: '/readings', answer: (asked) => take(asked, true) },
  ];
}

/** Answers by provider and reading, once they have been checked. */
type ReadingsSelection = Readonly<Record<string, Readonly<Record<string, string>>>>;

function problemsWith(selection: unknown, providers: readonly Provider[]): readonly Problem[] {
  if (!isJsonObject(selection))
    return [{ pointer: '', says: 'must be an object: {"<provider>":{"<reading>":"<option>"}}' }];
  return Object.entries(selection).flatMap(([name, part]) => {
    const pointer = pointerTo(name);
    const provider = providers.find((each) => each.name === name);
    if (provider === undefined) {
      return [{ pointer, says: `is no provider; there are: ${providers.map((each) => each.name).join(', ')}` }];
    }
    if (!isJsonObject(part)) return [{ pointer, says: 'must be an object: {"<reading>":"<option>"}' }];
    return problemsWithReadings(provider.readings, part).map((each) => ({ ...each, pointer: pointer + each.pointer }));
  });
}

function readingsView(space: Space, providers: readonly Provider[]): object {
  const views = providers.map((provider) => {
    const answers = space.readingsOf(provider);
    const readings = Object.entries(provider.readings).map(([name, { default: usual, options, asks, reason }]) => {
      return [name, { answer: answers[name], default: usual, options, asks, reason }] as const;
    });
    return [provider.name, Object.fromEntries(readings)] as const;
  });
  return Object.fromEntries(views);
}
