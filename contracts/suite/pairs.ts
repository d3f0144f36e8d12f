import type { CaseFile, ContractCase, Step } from './case.js';
import { bothPatches, isJsonObject } from '../json.js';
import { worstOf } from './side-effect/effect.js';

/** Whether two patches set the same member to different values. */
function contradict(one: unknown, other: unknown): boolean {
  if (one === undefined || other === undefined) return false;
  if (!isJsonObject(one) || !isJsonObject(other)) return JSON.stringify(one) !== JSON.stringify(other);
  return Object.keys(one).some((name) => contradict(one[name], other[name]));
}

/** The mistake of a case with a single request, and the check that refuses it. */
interface RefusedMistake {
  readonly contractCase: ContractCase;
  readonly refusedBy: string;
  readonly step: Step;
}

function refusedMistakeOf(contractCase: ContractCase): RefusedMistake | undefined {
  const [step] = contractCase.when;
  const { refusedBy } = contractCase.then;
  if (step === undefined || contractCase.when.length !== 1 || refusedBy === undefined) return undefined;
  return { contractCase, refusedBy, step };
}

/** A replaced body discards the fields of another case. */
const replacesBody = ({ tamper = {} }: Step): boolean => tamper.body !== undefined || tamper.bodyBase64 !== undefined;

function canMeet(one: RefusedMistake, other: RefusedMistake): boolean {
  if (replacesBody(one.step) || replacesBody(other.step)) return false;
  return !contradict(
    { given: one.contractCase.given, input: one.step.input, tamper: one.step.tamper },
    { given: other.contractCase.given, input: other.step.input, tamper: other.step.tamper },
  );
}

/**
 * The cases that show the order of two checks: a request with both mistakes gets the refusal of the earlier check.
 *
 * They combine the one-step refusals of a file in pairs that do not contradict each other.
 */
export function pairsIn({ cases }: CaseFile, order: readonly string[]): readonly ContractCase[] {
  const faults = cases.map(refusedMistakeOf).filter((fault) => fault !== undefined);
  const firstOf = (check: string): RefusedMistake | undefined => faults.find(({ refusedBy }) => refusedBy === check);
  const known = order.map(firstOf).filter((fault) => fault !== undefined);
  return known.flatMap((earlier, index) =>
    known
      .slice(index + 1)
      .filter((later) => canMeet(earlier, later))
      .map((later) => together(earlier, later)),
  );
}

function together(earlier: RefusedMistake, later: RefusedMistake): ContractCase {
  const both = <Value>(one: Value | undefined, other: Value | undefined): Value =>
    (bothPatches(one, other) ?? {}) as Value;
  return {
    name: `${earlier.refusedBy} answers before ${later.refusedBy}`,
    given: both(earlier.contractCase.given, later.contractCase.given),
    when: [
      {
        operation: earlier.step.operation,
        input: both(earlier.step.input, later.step.input),
        tamper: both(earlier.step.tamper, later.step.tamper),
      },
    ],
    then: earlier.contractCase.then,
    sideEffect: worstOf([earlier, later].map(({ contractCase }) => contractCase.sideEffect)),
  };
}
