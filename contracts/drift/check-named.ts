import { isJsonObject } from '../json.js';
import { contractOf } from '../validation/records.js';
import { fieldsApart } from './fields-apart.js';
import type { Cause, Simulating } from './finding.js';
import { type Answer, jsonIn } from './observation.js';

/** The refusals of the catalogue that an answer is, by name. */
export const refusalsLike = (provider: string, { status, text }: Answer): readonly string[] =>
  Object.entries(contractOf(provider).refusals)
    .filter(([, refusal]) => refusal.status === status && refusal.body === text)
    .map(([name]) => name);

/** Names what is behind a difference that no reading explains: a check that is gone, fields, or who refuses instead. */
export function causeApartFromReadings(
  provider: string,
  answers: { readonly truth: Answer | undefined; readonly simulated: Answer | undefined },
  simulating: Simulating,
): Cause {
  const { truth, simulated } = answers;
  if (truth === undefined || simulated === undefined || !isAcceptance(provider, truth)) {
    return findCheck(provider, answers, simulating);
  }
  if (simulated.refusedBy !== undefined) return { by: 'acceptance', expected: simulated.refusedBy };
  return { by: 'fields', fields: fieldsApart(jsonIn(truth.text), jsonIn(simulated.text)) };
}

/** Who refuses here, and who would give what was received. */
function findCheck(
  provider: string,
  { truth, simulated }: { readonly truth: Answer | undefined; readonly simulated: Answer | undefined },
  { checksGiving }: Simulating,
): Cause {
  const received = truth === undefined ? [] : refusalsLike(provider, truth);
  return {
    by: 'check',
    expected: simulated?.refusedBy,
    received,
    givenBy: [...new Set(received.flatMap((refusal) => checksGiving(provider, refusal)))],
  };
}

/** Whether an answer says what its operation says when it is accepted: the status, and the code where there is one. */
function isAcceptance(provider: string, answer: Answer): boolean {
  const operation = contractOf(provider).operations[answer.operation];
  const accepted = isJsonObject(operation) ? operation['accepted'] : undefined;
  if (!isJsonObject(accepted) || refusalsLike(provider, answer).length > 0) return false;
  const { status, ...words } = accepted;
  const body = jsonIn(answer.text);
  return (
    status === answer.status &&
    Object.entries(words).every(([name, word]) => isJsonObject(body) && String(body[name]) === String(word))
  );
}
