import { isJsonObject } from '../json.js';
import { contractOf } from '../validation/records.js';
import { fieldsApart } from './fields-apart.js';
import type { Cause, SimulatorPort } from './finding.js';
import { type Answer, jsonIn } from './observation.js';

/** The names of the catalogue's refusals that match a reply. */
export const refusalsLike = (provider: string, { status, text }: Answer): readonly string[] =>
  Object.entries(contractOf(provider).refusals)
    .filter(([, refusal]) => refusal.status === status && refusal.body === text)
    .map(([name]) => name);

/** The cause of a difference that no reading explains: an acceptance, fields, or another check. */
export function causeApartFromReadings(
  provider: string,
  answers: { readonly truth: Answer | undefined; readonly simulated: Answer | undefined },
  simulator: SimulatorPort,
): Cause {
  const { truth, simulated } = answers;
  if (truth === undefined || simulated === undefined || !isAcceptance(provider, truth)) {
    return findCheck(provider, answers, simulator);
  }
  if (simulated.refusedBy !== undefined) return { by: 'acceptance', expected: simulated.refusedBy };
  return { by: 'fields', fields: fieldsApart(jsonIn(truth.text), jsonIn(simulated.text)) };
}

/** The check that refuses in the simulator, and the checks that give the received refusal. */
function findCheck(
  provider: string,
  { truth, simulated }: { readonly truth: Answer | undefined; readonly simulated: Answer | undefined },
  { checksGiving }: SimulatorPort,
): Cause {
  const received = truth === undefined ? [] : refusalsLike(provider, truth);
  return {
    by: 'check',
    expected: simulated?.refusedBy,
    received,
    givenBy: [...new Set(received.flatMap((refusal) => checksGiving(provider, refusal)))],
  };
}

/** Whether a reply has the status of its operation's success, and its code if the contract names one. */
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
