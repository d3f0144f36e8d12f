import type { Provider } from './core/provider.js';
import { nearestNames } from './core/scenarios/scenario-names.js';
import { earliestInstant, formatInstant, latestInstant } from './http/control/instants.js';
import type { SimulatorOptions } from './options.js';

/** What is wrong with a value, as the rest of a sentence that begins with its name; undefined if nothing is. */
type OptionCheck = (value: unknown) => string | undefined;

const ofType =
  (type: string, article: string): OptionCheck =>
  (value) =>
    typeof value === type ? undefined : `must be ${article} ${type}, not ${describeValue(value)}`;

const text = ofType('string', 'a');
const flag = ofType('boolean', 'a');
const action = ofType('function', 'a');

const object: OptionCheck = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? undefined
    : `must be an object, not ${describeValue(value)}`;

const wholeNumber: OptionCheck = (value) =>
  Number.isSafeInteger(value) && Number(value) > 0
    ? undefined
    : `must be a whole number above 0, not ${describeValue(value)}`;

const instant: OptionCheck = (value) =>
  typeof value === 'number' && value >= earliestInstant && value <= latestInstant
    ? undefined
    : `must be ms since the epoch, from ${formatInstant(earliestInstant)} to ${formatInstant(latestInstant)}, not ${describeValue(value)}`;

const texts: OptionCheck = (value) =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')
    ? undefined
    : `must be a list of strings, not ${describeValue(value)}`;

const oneOf =
  (...known: readonly string[]): OptionCheck =>
  (value) =>
    known.includes(value as string) ? undefined : `must be one of ${known.join(', ')}, not ${describeValue(value)}`;

/** An object with these members, each of which may be missing. */
const members =
  (checks: Readonly<Record<string, OptionCheck>>): OptionCheck =>
  (value) =>
    object(value) ?? problemIn(value as object, checks);

const clock: OptionCheck = (value) =>
  object(value) ?? (typeof (value as { now?: unknown }).now === 'function' ? undefined : 'must have a function `now`');

/** Values of the wrong type are named by their type: a text may be a credential. */
const describeValue = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'boolean' || value === undefined
    ? String(value)
    : Array.isArray(value)
      ? 'a list'
      : value === null
        ? 'null'
        : `a ${typeof value}`;

const checks: Readonly<Record<keyof SimulatorOptions, OptionCheck>> = {
  providers: (value) => (Array.isArray(value) ? undefined : `must be a list of providers, not ${describeValue(value)}`),
  world: object,
  seed: text,
  startAt: instant,
  readings: object,
  clock,
  journal: members({ entries: wholeNumber, bytes: wholeNumber }),
  spaces: wholeNumber,
  memory: wholeNumber,
  faithful: flag,
  rejectWarnings: flag,
  adoptTokens: texts,
  stubs: (value) => (Array.isArray(value) ? undefined : `must be what loadStubs returns, not ${describeValue(value)}`),
  onRequest: action,
  warn: action,
  language: oneOf('en', 'zh'),
  allowHosts: texts,
  controlToken: text,
  callbacks: object,
  tls: (value) => (value === false ? undefined : members({ authority: action })(value)),
  proxy: members({ space: text, passthrough: texts }),
  limits: object,
  schedule: action,
  stallPorts: object,
  log: action,
};

/**
 * Checks the options of a simulator, but for what is inside of `world`. Throws one TypeError that names the option and says
 * what to write.
 */
export function demandOptions(options: SimulatorOptions, providers: readonly Provider[]): void {
  const given: unknown = options;
  const wrong = object(given);
  if (wrong !== undefined) throw new TypeError(`the options of a simulator ${wrong}`);
  const problem = problemIn(options, checks) ?? unknownProvider(options, providers);
  if (problem !== undefined) throw new TypeError(`createSimulator: ${problem}`);
}

function problemIn(given: object, known: Readonly<Record<string, OptionCheck>>): string | undefined {
  for (const [name, value] of Object.entries(given)) {
    const check = Object.hasOwn(known, name) ? known[name] : undefined;
    if (check === undefined) return `has an unknown option: ${unknownName(name, Object.keys(known))}`;
    const says = value === undefined ? undefined : check(value);
    if (says !== undefined) return `${name} ${says}`;
  }
  return undefined;
}

function unknownProvider({ readings = {} }: SimulatorOptions, providers: readonly Provider[]): string | undefined {
  const known = providers.map(({ name }) => name);
  const unknown = Object.keys(readings).find((name) => !known.includes(name));
  return unknown === undefined ? undefined : `readings names an unknown provider: ${unknownName(unknown, known)}`;
}

function unknownName(name: string, known: readonly string[]): string {
  const [nearest] = nearestNames(name, known);
  const hint = nearest === undefined ? '' : `did you mean "${nearest}"? `;
  return `"${name.slice(0, 80)}"; ${hint}known: ${known.join(', ')}`;
}
