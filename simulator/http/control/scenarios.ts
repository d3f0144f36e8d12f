import type { Provider } from '../../core/provider.js';
import { type Redact, redactJson } from '../../core/redaction/redactor.js';
import { allScenarios } from '../../core/scenarios/catalogue.js';
import { scenariosThatApply } from '../../core/scenarios/applies-to.js';
import { noSuchScenario } from '../../core/scenarios/scenario-names.js';
import type { Scenario } from '../../core/scenarios/scenario.js';
import { grammar, readSequence, type Sequence } from '../../core/scenarios/sequence.js';
import type { ActiveScenario } from '../../core/scenarios/scenario-registry.js';
import { type Answer, type Asked, doneAnswer, invalidAnswer, jsonAnswer, problemAnswer, type Route } from './route.js';
import { formatInstant } from './instants.js';
import { readActivation, type DescribedActivation, fittingRequests } from './scenario-request.js';

const description = async () => (await import('./scenarios.openapi.json', { with: { type: 'json' } })).default;

/** Lists scenarios, and switches them on and off. A name may stand with its provider's in front, or without. */
export function scenariosRoutes(providers: readonly Provider[]): readonly Route[] {
  const both = (method: 'put' | 'delete', act: (asked: Asked, meant: Meant) => Answer | Promise<Answer>): Route[] =>
    ['/scenarios/:name', '/scenarios/:provider/:name'].map((path) => ({
      method,
      path,
      description,
      answer(asked) {
        const meant = findSwitch(asked, providers);
        return 'stepsFor' in meant ? act(asked, meant) : meant;
      },
    }));
  return [
    { method: 'get', path: '/scenarios', description, answer: (asked) => jsonAnswer(listing(asked, providers)) },
    {
      method: 'delete',
      path: '/scenarios',
      description,
      answer({ space }) {
        space.scenarios.clear();
        return doneAnswer;
      },
    },
    ...both('put', (asked, meant) => switchOn(asked, meant, providers)),
    ...both('delete', ({ space }, { name }) => {
      space.scenarios.switchOff(name);
      return doneAnswer;
    }),
  ];
}

/** A name, and what it means to each provider that knows it. */
type Meant = Pick<ActiveScenario, 'name' | 'stepsFor'>;

function findSwitch({ path }: Asked, providers: readonly Provider[]): Meant | Answer {
  const name = [path['provider'], path['name']].filter((part) => part !== undefined).join('/');
  const read = providers.map((provider) => [provider.name, readSequence(provider, name)] as const);
  const known = read.flatMap(([provider, each]) => (each.ok ? [[provider, each.steps] as const] : []));
  if (known.length === 0) {
    const unknown = read.flatMap(([, each]) => (each.ok ? [] : [each]));
    // Report the provider that parsed most of the name.
    const [furthest = { unknown: name, part: 1, of: 1 }] = unknown.sort((one, other) => other.part - one.part);
    return problemAnswer(noSuchScenario(providers, furthest));
  }
  return { name: fullName(name, known), stepsFor: new Map(known) };
}

/** The scenario's own name where only one is meant, so that it is switched off however it was called. */
function fullName(name: string, known: readonly (readonly [string, Sequence])[]): string {
  const [[, steps] = ['', []], ...others] = known;
  const [only, ...further] = steps;
  const isOne = others.length === 0 && further.length === 0 && only?.times === Infinity;
  return (isOne ? only.scenario?.name : undefined) ?? name;
}

async function switchOn(asked: Asked, meant: Meant, providers: readonly Provider[]): Promise<Answer> {
  const { space } = asked;
  const body = await asked.validJson();
  if (!body.ok) return body.answer;
  const taken = readActivation(
    body.value as DescribedActivation,
    fittingRequests(meant.stepsFor, providers, space.stubs.all()),
  );
  if (!taken.ok) return invalidAnswer('scenario', taken.problems, space.redactor());
  space.scenarios.switchOn({ ...meant, activation: taken.activation }, space.clock.now());
  const switched = space.scenarios.all(space.clock.now()).find(({ name }) => name === meant.name);
  return jsonAnswer(switched === undefined ? {} : viewOf(switched, space.redactor()));
}

function listing({ space }: Asked, providers: readonly Provider[]): object {
  const redact = space.redactor();
  return {
    scenarios: allScenarios(providers).map((scenario) => ({
      name: scenario.name,
      says: scenario.says.en,
      operations: whose(scenario, providers).flatMap((provider) => scenariosThatApply(scenario, provider)),
      kind: kinds[scenario.effect.does],
    })),
    on: space.scenarios.all(space.clock.now()).map((each) => viewOf(each, redact)),
    grammar,
  };
}

/** The kind under which scenarios are listed, by their effect. */
const kinds = {
  refuse: 'refusal',
  replace: 'fault',
  delay: 'fault',
  break: 'fault',
  callback: 'callback',
  handshake: 'handshake',
} as const;

const whose = ({ provider }: Scenario, providers: readonly Provider[]): readonly Provider[] =>
  providers.filter(({ name }) => provider === undefined || name === provider);

/** The text to match may be a credential. */
function viewOf({ name, activation, until, timesLeft }: ActiveScenario, redact: Redact): object {
  const { match, chance } = activation;
  return {
    name,
    ...(timesLeft !== undefined && { timesLeft }),
    ...(until !== undefined && { until: formatInstant(until) }),
    ...(match !== undefined && { match: redactJson(match, redact) }),
    ...(chance !== undefined && { chance }),
  };
}
