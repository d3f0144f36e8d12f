import { distance } from 'fastest-levenshtein';
import { type AnyCheck, possibleRefusals } from '../pipeline/check.js';
import type { Refusal } from '../pipeline/refusal.js';
import type { Provider } from '../provider.js';
import type { SimulatorProblem } from '../requests/problem-response.js';
import { findCallbackFault, isLatenessWithoutTime } from './callback-faults.js';
import { allScenarios, refusalScenarios } from './catalogue.js';
import { isDelayWithoutTime, findFault } from './faults.js';
import { affectsHandshakes } from './handshake-faults.js';
import type { UrlScenario } from './scenario-registry.js';
import { grammar, isCount, maxNameLength, maxTimes, readSequence, type UnknownName } from './sequence.js';

/** The scenarios that a URL names, or the error for an unknown name. */
type UrlScenarios =
  | { readonly ok: true; readonly value: readonly UrlScenario[] }
  | { readonly ok: false; readonly problem: SimulatorProblem };

const none: UrlScenarios = { ok: true, value: [] };

/** The scenarios of these names for a provider. */
export function findScenarios(provider: Provider, names: readonly string[]): UrlScenarios {
  // Nearly every request names none.
  if (names.length === 0) return none;
  const value: UrlScenario[] = [];
  for (const name of names) {
    const read = readSequence(provider, name);
    if (!read.ok) return { ok: false, problem: noSuchScenario([provider], read) };
    if (read.steps.some(({ scenario }) => scenario !== undefined && affectsHandshakes(scenario))) {
      return { ok: false, problem: handshakeScenarioInUrl };
    }
    value.push({ name, steps: read.steps });
  }
  return { ok: true, value };
}

const handshakeScenarioInUrl: SimulatorProblem = {
  status: 400,
  kind: 'bad-request',
  says: 'The scenarios of the TLS handshake cannot be named in a URL: the handshake comes before it.',
  fix: 'Switch it on with PUT /_simulator/scenarios/tls-expired, for instance; `match.host` limits it to a host.',
};

/**
 * The error for a name that none of these providers knows. It does not repeat the name, which may be a misplaced
 * secret.
 */
export function noSuchScenario(providers: readonly Provider[], { unknown, part, of }: UnknownName): SimulatorProblem {
  const { nearest, advice } = hintFor(unknown, providers);
  const whose = providers.map(({ name }) => name).join(' or ');
  const place = of === 1 ? '' : ` It has ${of} parts, and part ${part} is unknown.`;
  return {
    status: 404,
    kind: 'not-found',
    says: `Unknown scenario for ${whose}.${place}`,
    fix: `${advice}GET /_simulator/scenarios lists them all. The grammar of a name: ${grammar}.`,
    more: { nearest },
  };
}

/** Suggestions for an unknown name. */
interface Hint {
  /** At most three names, the nearest first. */
  readonly nearest: readonly string[];
  /** Advice in sentences, each followed by a space; empty if there is none. */
  readonly advice: string;
}

/** Suggestions for a name, or a name and a count, that none of these providers knows. */
export function hintFor(unknown: string, providers: readonly Provider[]): Hint {
  const fits = scenariosFor(unknown, providers);
  if (fits.length > 0) return { nearest: fits, advice: `The scenarios that fit: ${fits.join(', ')}. ` };
  const lower = unknown.slice(0, maxNameLength).toLowerCase();
  // The provider's prefix is optional, and would be most of the distance.
  const written = withoutProvider(lower);
  const [, name = written, digits] = /^(.+)-(\d+)$/.exec(written) ?? [];
  const names = namesWith(name, providers);
  const malformed =
    unknown.length > maxNameLength ? tooLong : wrongForm({ name, digits, isKnown: names.includes(name) });
  if (malformed !== undefined) return { nearest: [], advice: malformed };
  const prefixes = names.filter((each) => name.startsWith(`${each}-`));
  // A name that begins with a whole known name can only mean a longer name with the same beginning.
  const nearest = nearestNames(name, names).filter((each) => prefixes.every((start) => each.startsWith(`${start}-`)));
  const notes = [
    nearest.length > 0 ? `Did you mean ${nearest.join(', or ')}? ` : '',
    hasOtherPrefix(lower, providers) ? otherPrefixAdvice(providers) : '',
    prefixes.length > 0 && nearest.length === 0 ? invalidTail : '',
  ];
  return { nearest, advice: notes.join('') };
}

/**
 * The scenarios of a refusal's code or name, of a check's name or of its opposite, and of a refusal that no check gives;
 * those that need no reading come first.
 */
function scenariosFor(written: string, providers: readonly Provider[]): readonly string[] {
  const wanted = normalName(withoutProvider(written));
  const isWanted = (name: string): boolean => normalName(name) === wanted;
  const ofRefusals = (refusals: readonly Refusal[]): boolean =>
    refusals.some(({ code, name }) => isWanted(code) || isWanted(name));
  const checks = providers.flatMap(({ endpoints }) => Object.values(endpoints).flatMap((each) => each.checks.list));
  const fits = (check: AnyCheck, refusals: readonly Refusal[]): boolean =>
    [withoutProvider(check.name), oppositeOf(withoutProvider(check.name))].some(isWanted) || ofRefusals(refusals);
  const usual = checks.filter((check) => fits(check, possibleRefusals(check).slice(0, 1)));
  const byReading = checks.filter((check) => fits(check, possibleRefusals(check)));
  const ofChecks = [...usual, ...byReading].map(({ scenario }) => scenario);
  const ofTheRest = refusalsWithoutCheck(providers).filter(({ refusal }) => ofRefusals([refusal]));
  return [...new Set([...ofChecks, ...ofTheRest.map(({ name }) => name)])];
}

/** The refusals that no check gives, each with the name of its scenario. */
const refusalsWithoutCheck = (
  providers: readonly Provider[],
): readonly { readonly name: string; readonly refusal: Refusal }[] =>
  providers
    .flatMap((provider) => [...refusalScenarios(provider).values()])
    .flatMap(({ name, operations, effect }) =>
      operations === undefined && effect.does === 'refuse'
        ? [{ name: withoutProvider(name), refusal: effect.refusal({}) }]
        : [],
    );

/** `sign-is-not-right` for `sign-is-right`, and `parties-are-too-few` for `parties-are-not-too-few`. */
const oppositeOf = (name: string): string =>
  name.includes('-not-') ? name.replace('-not-', '-') : name.replace(/-(is|are|has|have|may)-/, '-$1-not-');

/** A name without letter case and dashes between words; the sign of a code stays. */
const normalName = (name: string): string => name.toLowerCase().replace(/(?<=\w)-/g, '');

const withoutProvider = (name: string): string => name.slice(name.indexOf('/') + 1);

/** All candidates, plus the written name itself if it is a fault with a time of its own. */
function namesWith(name: string, providers: readonly Provider[]): readonly string[] {
  const known = allScenarios(providers).map((each) => withoutProvider(each.name));
  const timed = (findFault(name) ?? findCallbackFault(name)) === undefined ? [] : [name];
  return [...new Set([...known, 'ok', 'fail', 'limit', ...timed])];
}

const tooLong = `A name has at most ${maxNameLength} characters. `;
const empty = 'It is empty: write one, as in "hang". ';
const delayForm = 'A delay is written slow-<n>ms or slow-<n>s, or slow-around-<n>s; <n> is whole, up to 10 minutes. ';
const latenessForm = 'Lateness is written callback-late-<n>s; <n> is whole, up to 10 days. A count goes behind it. ';
const delayCount = 'A count goes behind the time: slow-1s-10. ';
const countForm = `A count is a whole number from 1 to ${maxTimes}. `;
const invalidTail = 'After a scenario\'s name comes a count, or "-then-" and another name. ';

interface NameParts {
  readonly name: string;
  readonly digits: string | undefined;
  readonly isKnown: boolean;
}

/** The error in a name's form; undefined if there is none. */
function wrongForm(written: NameParts): string | undefined {
  const { name, digits, isKnown } = written;
  if (name === '') return empty;
  const form = timeForm(written);
  if (form !== undefined || !isKnown) return form;
  return digits === undefined || isCount(digits) ? undefined : countForm;
}

/** The syntax of a time, if the name has one. */
function timeForm({ name, digits, isKnown }: NameParts): string | undefined {
  if (digits !== undefined && isDelayWithoutTime(name)) return `${delayForm}${delayCount}`;
  if (digits !== undefined && isLatenessWithoutTime(name)) return latenessForm;
  if (isKnown) return undefined;
  if (/^callback-late-\d/.test(name)) return latenessForm;
  return /^slow(-around)?-\d/.test(name) ? delayForm : undefined;
}

/** Whether the name has a prefix that is not one of these providers. */
function hasOtherPrefix(name: string, providers: readonly Provider[]): boolean {
  return name.includes('/') && !providers.some((provider) => name.startsWith(`${provider.name}/`));
}

const otherPrefixAdvice = (providers: readonly Provider[]): string => {
  const whose = providers.map(({ name }) => name).join(' or ');
  return `The prefix names another provider; this request is for ${whose}. `;
};

/** The nearest names, nearest first, at most three; empty if none is near. */
export function nearestNames(written: string, names: readonly string[]): readonly string[] {
  const near = names
    .map((name) => ({ name, far: distance(written, name) }))
    .filter(({ name, far }) => far <= Math.max(2, Math.floor(name.length / 2)))
    .filter(({ name, far }) => far < Math.max(name.length, written.length));
  return near
    .sort((one, other) => one.far - other.far)
    .slice(0, 3)
    .map(({ name }) => name);
}
