import type { CaseFile, ContractCase, Step } from './case.js';
import { bothPatches, isJsonObject } from '../json.js';
import { worstOf } from './side-effect/effect.js';

/** Whether two patches say different things of the same member. */
function contradict(one: unknown, other: unknown): boolean {
  if (one === undefined || other === undefined) return false;
  if (!isJsonObject(one) || !isJsonObject(other)) return JSON.stringify(one) !== JSON.stringify(other);
  return Object.keys(one).some((name) => contradict(one[name], other[name]));
}

/** What of a case makes its fault, if it takes one request; what it says of the last step alone. */
interface Fault {
  readonly contractCase: ContractCase;
  readonly refusedBy: string;
  readonly step: Step;
}

function faultOf(contractCase: ContractCase): Fault | undefined {
  const [step] = contractCase.when;
  const { refusedBy } = contractCase.then;
  if (step === undefined || contractCase.when.length !== 1 || refusedBy === undefined) return undefined;
  return { contractCase, refusedBy, step };
}

/** A body that is not the client's own leaves nothing of what another case says about the fields. */
const replacesBody = ({ tamper = {} }: Step): boolean => tamper.body !== undefined || tamper.bodyBase64 !== undefined;

function canMeet(one: Fault, other: Fault): boolean {
  if (replacesBody(one.step) || replacesBody(other.step)) return false;
  return !contradict(
    { given: one.contractCase.given, input: one.step.input, tamper: one.step.tamper },
    { given: other.contractCase.given, input: other.step.input, tamper: other.step.tamper },
  );
}

/**
 * The cases that show in which order two checks are met: both faults in one request, and the earlier one answers.
 *
 * They are made from a file's own one-step refusals, two by two, wherever the two do not contradict each other.
 */
export function pairsIn({ cases }: CaseFile, order: readonly string[]): readonly ContractCase[] {
  const faults = cases.map(faultOf).filter((fault) => fault !== undefined);
  const firstOf = (check: string): Fault | undefined => faults.find(({ refusedBy }) => refusedBy === check);
  const known = order.map(firstOf).filter((fault) => fault !== undefined);
  return known.flatMap((earlier, index) =>
    known
      .slice(index + 1)
      .filter((later) => canMeet(earlier, later))
      .map((later) => together(earlier, later)),
  );
}

function together(earlier: Fault, later: Fault): ContractCase {
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
