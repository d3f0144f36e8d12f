import type { CaseFile, ContractCase, SideEffect } from '../case.js';
import type { Target } from '../target.js';

/** A case of a run, and why it is not to be played where it is not. */
export interface PlannedCase {
  /** `ytx/createMeeting: a booking is accepted`: unique among all cases. */
  readonly id: string;
  readonly file: CaseFile;
  readonly contractCase: ContractCase;
  readonly skip: string | undefined;
}

/** Which cases are meant, and what they may do. */
export interface Selection {
  readonly provider?: string | undefined;
  /** Whether a case of this id is meant; all are unless given. */
  readonly isMeant?: (id: string) => boolean;
  /** Why a case of this kind must not be played, or undefined when it may. */
  readonly objectionTo?: (sideEffect: SideEffect) => string | undefined;
}

/** The name by which a case is chosen, reported and recorded; an operation that the case names itself is not named twice. */
export const caseId = ({ provider, operation }: CaseFile, { name }: ContractCase): string =>
  `${provider}/${operation}: ${name.startsWith(`${operation}: `) ? name.slice(operation.length + 2) : name}`;

/** The cases of a run in the order of their files; those that are not meant are no part of it. */
export function planOf(files: readonly CaseFile[], selection: Selection): readonly PlannedCase[] {
  const { provider, isMeant = () => true, objectionTo = () => undefined } = selection;
  return files
    .filter((file) => provider === undefined || file.provider === provider)
    .flatMap((file) => file.cases.map((contractCase) => planCase(file, contractCase, objectionTo)))
    .filter(({ id }) => isMeant(id));
}

const gentlest: readonly SideEffect[] = ['none', 'booking', 'calls'];

/** The same cases in an order for targets that keep what was done: what changes something comes after what only looks. */
export const gentlestFirst = (plan: readonly PlannedCase[]): readonly PlannedCase[] =>
  plan.toSorted((one, other) => rank(one) - rank(other));

const rank = ({ contractCase }: PlannedCase): number => gentlest.indexOf(contractCase.sideEffect);

const planCase = (
  file: CaseFile,
  contractCase: ContractCase,
  objectionTo: (sideEffect: SideEffect) => string | undefined,
): PlannedCase => ({
  id: caseId(file, contractCase),
  file,
  contractCase,
  skip: objectionTo(contractCase.sideEffect),
});

/** A glob as a test of ids: `*` stands for any text, `?` for any character; a glob without either stands anywhere. */
export function globOf(glob: string): (id: string) => boolean {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const pattern = escaped.replaceAll('*', '.*').replaceAll('?', '.');
  const isPlain = !/[*?]/.test(glob);
  const shape = new RegExp(isPlain ? pattern : `^${pattern}$`, 'su');
  return (id) => shape.test(id);
}

/**
 * What a case may cost: each step may have to log in, and on a target that keeps what was done, to be taken back. No
 * provider needs both, so that there is room for a second try to take it back.
 */
export const mostRequestsOf = ({ when }: ContractCase, { keepsState }: Pick<Target, 'keepsState'>): number =>
  when.length * (keepsState ? 3 : 2);
