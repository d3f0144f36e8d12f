import type { CaseFile, ContractCase, SideEffect } from '../case.js';
import type { Target } from '../target.js';

/** A case of a run, and the reason to skip it, if any. */
export interface PlannedCase {
  /** `ytx/createMeeting: a booking is accepted`: unique among all cases. */
  readonly id: string;
  readonly file: CaseFile;
  readonly contractCase: ContractCase;
  readonly skip: string | undefined;
}

/** The selection of cases, and their permissions. */
export interface Selection {
  readonly provider?: string | undefined;
  /** Whether to select the case with this id. Default: all cases. */
  readonly isMeant?: (id: string) => boolean;
  /** Why cases with this side effect must be skipped; undefined when they may run. */
  readonly rejectionReason?: (sideEffect: SideEffect) => string | undefined;
}

/** The id of a case for selection, reports and recordings; an operation at the start of the name is not repeated. */
export const caseId = ({ provider, operation }: CaseFile, { name }: ContractCase): string =>
  `${provider}/${operation}: ${name.startsWith(`${operation}: `) ? name.slice(operation.length + 2) : name}`;

/** The selected cases of a run, in the order of their files. */
export function planOf(files: readonly CaseFile[], selection: Selection): readonly PlannedCase[] {
  const { provider, isMeant = () => true, rejectionReason = () => undefined } = selection;
  return files
    .filter((file) => provider === undefined || file.provider === provider)
    .flatMap((file) => file.cases.map((contractCase) => planCase(file, contractCase, rejectionReason)))
    .filter(({ id }) => isMeant(id));
}

const gentlest: readonly SideEffect[] = ['none', 'booking', 'calls'];

/** The same cases in an order for targets that keep state: cases that only read come before cases that change something. */
export const gentlestFirst = (plan: readonly PlannedCase[]): readonly PlannedCase[] =>
  plan.toSorted((one, other) => rank(one) - rank(other));

const rank = ({ contractCase }: PlannedCase): number => gentlest.indexOf(contractCase.sideEffect);

const planCase = (
  file: CaseFile,
  contractCase: ContractCase,
  rejectionReason: (sideEffect: SideEffect) => string | undefined,
): PlannedCase => ({
  id: caseId(file, contractCase),
  file,
  contractCase,
  skip: rejectionReason(contractCase.sideEffect),
});

/** Compiles a glob to a test of ids: `*` matches any text, `?` any character; a glob without either matches anywhere. */
export function globOf(glob: string): (id: string) => boolean {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const pattern = escaped.replaceAll('*', '.*').replaceAll('?', '.');
  const isPlain = !/[*?]/.test(glob);
  const shape = new RegExp(isPlain ? pattern : `^${pattern}$`, 'su');
  return (id) => shape.test(id);
}

/**
 * The maximum number of requests of a case: each step may need a login, and an undo request on a target that keeps state. No provider
 * needs both, so there is room for a second undo request.
 */
export const maxRequestsOf = ({ when }: ContractCase, { keepsState }: Pick<Target, 'keepsState'>): number =>
  when.length * (keepsState ? 3 : 2);
