import { canonicalJson, isJsonObject } from '../json.js';
import { type Answer, jsonIn, type Seen } from './observation.js';

/** Masks the random values of an observation, such as the group of a participant. */
export type RandomParts = (seen: Seen) => Seen;

/** Finds the random values of a case: those that differ among observations made under the same conditions. */
export function randomPartsOf(examples: readonly Seen[]): RandomParts {
  const all = examples.map(({ answers }) => answers.map(({ text }) => jsonIn(text)));
  return (seen) => ({
    ...seen,
    answers: seen.answers.map((answer, index) =>
      withoutChance(
        answer,
        all.map((values) => values[index]),
      ),
    ),
  });
}

function withoutChance(answer: Answer, examples: readonly unknown[]): Answer {
  if (areSame(examples)) return answer;
  return { ...answer, text: JSON.stringify(mask(jsonIn(answer.text), examples)) };
}

const areSame = (values: readonly unknown[]): boolean => new Set(values.map(canonicalJson)).size <= 1;

function mask(value: unknown, examples: readonly unknown[]): unknown {
  if (areSame(examples)) return value;
  if (!isJsonObject(value) || !examples.every(isJsonObject)) return 'left to chance';
  const members = Object.entries(value).map(([name, each]) => [
    name,
    mask(
      each,
      examples.map((one) => one[name]),
    ),
  ]);
  return Object.fromEntries(members);
}
