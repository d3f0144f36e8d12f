import type { Provider } from '../provider.js';
import { callbackWeatherNamed, isUntimedLateness } from './callback-weather.js';
import { allScenarios } from './catalogue.js';
import { nearestNames } from './nearest-name.js';
import { isCount, longestName, mostTimes } from './sequence.js';
import { isUntimed, weatherNamed } from './weather.js';

/** What somebody may have meant by a name that there is not. */
export interface Hint {
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

/** All names that may have been meant; weather that chooses its time is added when it is what was written. */
function namesWith(name: string, providers: readonly Provider[]): readonly string[] {
  const known = allScenarios(providers).map((each) => ownPart(each.name));
  const timed = (weatherNamed(name) ?? callbackWeatherNamed(name)) === undefined ? [] : [name];
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
