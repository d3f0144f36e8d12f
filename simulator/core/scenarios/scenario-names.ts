import { distance } from 'fastest-levenshtein';
import type { Provider } from '../provider.js';
import type { SimulatorProblem } from '../requests/problem-response.js';
import { findCallbackFault, isUntimedLateness } from './callback-faults.js';
import { allScenarios } from './catalogue.js';
import { isUntimed, findFault } from './faults.js';
import type { Named } from './scenario-registry.js';
import { grammar, isCount, longestName, mostTimes, readSequence, type Stranger } from './sequence.js';

/** The scenarios that a URL names, or what to tell a caller who named one that there is not. */
type NamedScenarios =
  { readonly ok: true; readonly value: readonly Named[] } | { readonly ok: false; readonly problem: SimulatorProblem };

const none: NamedScenarios = { ok: true, value: [] };

/** What these names mean to a provider. */
export function findScenarios(provider: Provider, names: readonly string[]): NamedScenarios {
  // Nearly every request names none.
  if (names.length === 0) return none;
  const value: Named[] = [];
  for (const name of names) {
    const read = readSequence(provider, name);
    if (!read.ok) return { ok: false, problem: noSuchScenario([provider], read) };
    value.push({ name, steps: read.steps });
  }
  return { ok: true, value };
}

/** What is told about a name that none of these providers knows. It is not repeated: it may be a secret astray. */
export function noSuchScenario(providers: readonly Provider[], { stranger, part, of }: Stranger): SimulatorProblem {
  const { nearest, advice } = hintFor(stranger, providers);
  const whose = providers.map(({ name }) => name).join(' or ');
  const place = of === 1 ? '' : ` It has ${of} parts, and part ${part} is not understood.`;
  return {
    status: 404,
    kind: 'not-found',
    says: `There is no scenario of this name for ${whose}.${place}`,
    fix: `${advice}GET /_simulator/scenarios lists them all. A name is: ${grammar}.`,
    more: { nearest },
  };
}

/** What somebody may have meant by a name that there is not. */
interface Hint {
  /** At most three names, the nearest first. */
  readonly nearest: readonly string[];
  /** What to do about it, in sentences with a space behind each; empty when there is nothing to say. */
  readonly advice: string;
}

/** What may have been meant by a single name, or a name and a count, that none of these providers knows. */
export function hintFor(stranger: string, providers: readonly Provider[]): Hint {
  const lower = stranger.slice(0, longestName).toLowerCase();
  // The provider's part may be left out, and would be most of the distance.
  const written = ownPart(lower);
  const [, name = written, digits] = /^(.+)-(\d+)$/.exec(written) ?? [];
  const names = namesWith(name, providers);
  const malformed =
    stranger.length > longestName ? tooLong : wrongForm({ name, digits, isKnown: names.includes(name) });
  if (malformed !== undefined) return { nearest: [], advice: malformed };
  const begun = names.filter((each) => name.startsWith(`${each}-`));
  // What begins with a whole name is at most a longer one that begins so, too.
  const nearest = nearestNames(name, names).filter((each) => begun.every((start) => each.startsWith(`${start}-`)));
  const notes = [
    nearest.length > 0 ? `Did you mean ${nearest.join(', or ')}? ` : '',
    isAnothers(lower, providers) ? anothers(providers) : '',
    begun.length > 0 && nearest.length === 0 ? strangeTail : '',
  ];
  return { nearest, advice: notes.join('') };
}

const ownPart = (name: string): string => name.slice(name.indexOf('/') + 1);

/** All names that may have been meant; a fault with a time of its own is added when that is what was written. */
function namesWith(name: string, providers: readonly Provider[]): readonly string[] {
  const known = allScenarios(providers).map((each) => ownPart(each.name));
  const timed = (findFault(name) ?? findCallbackFault(name)) === undefined ? [] : [name];
  return [...new Set([...known, 'ok', 'fail', 'limit', ...timed])];
}

const tooLong = `A name has at most ${longestName} characters. `;
const empty = 'It is empty: write one, as in "hang". ';
const delayForm = 'A delay is written slow-<n>ms or slow-<n>s, or slow-around-<n>s; <n> is whole, up to 10 minutes. ';
const latenessForm = 'Lateness is written callback-late-<n>s; <n> is whole, up to 10 days. A count goes behind it. ';
const delayCount = 'A count goes behind the time: slow-1s-10. ';
const countForm = `A count is a whole number from 1 to ${mostTimes}. `;
const strangeTail = 'What stands behind the scenario\'s name is neither a count nor "-then-" and another. ';

interface Written {
  readonly name: string;
  readonly digits: string | undefined;
  readonly isKnown: boolean;
}

/** What is wrong with a name's form, whichever scenario it means; undefined when nothing is. */
function wrongForm(written: Written): string | undefined {
  const { name, digits, isKnown } = written;
  if (name === '') return empty;
  const form = timeForm(written);
  if (form !== undefined || !isKnown) return form;
  return digits === undefined || isCount(digits) ? undefined : countForm;
}

/** How a time is written, where one was tried. */
function timeForm({ name, digits, isKnown }: Written): string | undefined {
  if (digits !== undefined && isUntimed(name)) return `${delayForm}${delayCount}`;
  if (digits !== undefined && isUntimedLateness(name)) return latenessForm;
  if (isKnown) return undefined;
  if (/^callback-late-\d/.test(name)) return latenessForm;
  return /^slow(-around)?-\d/.test(name) ? delayForm : undefined;
}

/** Whether another provider's name, or anything else that is none of theirs, stands in front. */
function isAnothers(name: string, providers: readonly Provider[]): boolean {
  return name.includes('/') && !providers.some((provider) => name.startsWith(`${provider.name}/`));
}

const anothers = (providers: readonly Provider[]): string => {
  const whose = providers.map(({ name }) => name).join(' or ');
  return `It begins as a scenario of another provider, and ${whose} is asked. `;
};

/** The names that somebody may have meant, the nearest first, at most three; empty when none is near, or has a letter in common. */
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
