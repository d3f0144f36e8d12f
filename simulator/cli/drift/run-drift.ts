import { english, type Message, say, type Render } from '../../../contracts/messages.js';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Drift, driftOf, exitCodeOf } from '../../../contracts/drift/drift.js';
import { editsFor } from '../../../contracts/drift/edits.js';
import type { SimulatorPort } from '../../../contracts/drift/finding.js';
import type { Recording } from '../../../contracts/recording/recording.js';
import { searchFor } from '../../../contracts/recording/secret-search.js';
import type { CaseFile } from '../../../contracts/suite/case.js';
import { packageRoot } from '../../../contracts/suite/package-root.js';
import { allCaseFiles } from '../../../contracts/suite/read-cases.js';
import { gentlestFirst, globOf, type PlannedCase, planOf } from '../../../contracts/suite/run/plan.js';
import type { CaseResult } from '../../../contracts/suite/run/result.js';
import { diallingRejection } from '../../../contracts/suite/run/run.js';
import type { Target } from '../../../contracts/suite/target.js';
import type { Provider } from '../../core/provider.js';
import { createSimulator } from '../../simulator.js';
import { checksOf } from '../../checks-report/rows.js';
import { providers } from '../../providers/index.js';
import { suiteTarget } from '../../suite-target.js';
import { BadUse, chooseProviders } from '../shared/flags.js';
import type { Io } from '../shared/io.js';
import { abortAfter } from '../verify/abort-after.js';
import type { VerifyFlags } from '../verify/flags.js';
import { type LeftBookings, leftBookings } from '../verify/left-bookings.js';
import { recordingsAt } from '../verify/recording-at.js';
import { realSandbox } from '../verify/sandbox.js';
import type { DriftFlags } from './flags.js';
import { writePatches, patchMessage } from './patch-files.js';
import { driftJson, driftText } from './report.js';

/** The parts of the process that drift uses. */
export interface DriftIo extends Pick<Io, 'env' | 'cwd' | 'clock' | 'sleep'> {
  readonly stop: AbortSignal;
  /** Default: in English. */
  readonly text?: Render;
}

/** The output of drift, and its exit code. */
export interface DriftResult {
  readonly said: string;
  readonly warnings: readonly Message[];
  readonly exitCode: number;
}

/** Runs the comparison; `BadUse` for invalid flags, profile or recordings. */
export async function runDrift(flags: DriftFlags, io: DriftIo): Promise<DriftResult> {
  const { cwd, clock, stop, text = english } = io;
  const recordings = await recordingsAt({ folder: flags.recording, cwd });
  const sandbox = flags.target === 'none' ? undefined : await realSandbox(flags, io);
  const real = sandbox?.target;
  const known = new Set(sandbox?.secrets);
  const warnings: Message[] = [];
  const left = leftBookings(io, (says) => warnings.push(says));
  const drift = await compareAll(flags, { recordings, real, clock, stop, secrets: known, left });
  const proposals = drift.findings.map((finding) => ({ finding, edits: editsFor(finding, drift) }));
  const mayShow = guardAgainst(known);
  const edits = proposals.flatMap((each) => each.edits);
  const places = { source: fileURLToPath(packageRoot), recording: resolve(cwd, flags.recording) };
  const patches =
    flags.patch === undefined
      ? []
      : await writePatches(resolve(cwd, flags.patch), edits, { places, mayWrite: mayShow });
  const report = flags.json === undefined ? driftText(proposals, drift, text) : driftJson(proposals, drift);
  mayShow(report);
  const exitCode = await left.exitCode(exitCodeOf(drift));
  return {
    said: report,
    warnings: [
      ...patches.map(patchMessage),
      ...drift.left.map((each) => say`possibly not cancelled: ${each}`),
      ...warnings,
    ],
    exitCode,
  };
}

interface Means {
  readonly recordings: readonly Recording[];
  readonly real: Target | undefined;
  readonly clock: { now(): number };
  readonly stop: AbortSignal;
  readonly secrets: Set<string>;
  readonly left: LeftBookings;
}

async function compareAll(flags: DriftFlags, { recordings, real, clock, stop, secrets, left }: Means): Promise<Drift> {
  const simulator = simulatorPortAt(clock);
  const plan = await chosenCases(flags, real ?? simulator.targetWith('', {}, 'unused'));
  const abort = new AbortController();
  const countInconclusive = abortAfter(() => {
    abort.abort();
  });
  const observeOptions = {
    clock,
    key: randomBytes(32),
    secrets,
    stop: AbortSignal.any([stop, abort.signal]),
    onResult(result: CaseResult) {
      countInconclusive(result);
      left.note(result);
    },
  };
  return driftOf({ plan, recordings, real, simulator, observeOptions });
}

/** A second guard: all output is normalised before. */
function guardAgainst(secrets: ReadonlySet<string>): (text: string) => void {
  const search = searchFor(secrets);
  return (text) => {
    if (search.isIn(text)) throw new Error('the output contains a credential, so nothing was printed');
  };
}

/** The simulator for drift; `clock` is the clock of the compared target. */
export function simulatorPortAt(clock: { now(): number }): SimulatorPort {
  return {
    targetWith: (provider, readings, seed) =>
      suiteTarget(createSimulator({ clock, seed, readings: { [provider]: readings } })),
    readingsOf: (name) => findProvider(name).readings,
    checksGiving: (name, refusal) =>
      checksOf(findProvider(name))
        .filter(({ refusals }) => refusals.some((each) => each.name === refusal))
        .map(({ check }) => check),
  };
}

function findProvider(name: string): Provider {
  const provider = providers.find((each) => each.name === name);
  if (provider === undefined) throw new Error(`unknown provider ${name}`);
  return provider;
}

type CaseSelection = Pick<VerifyFlags, 'provider' | 'case' | 'allowDialling'>;

/** The selected cases of these files (default: the package's), with the ones to skip; `BadUse` when no case matches. */
export async function chosenCases(
  { provider, case: globs, allowDialling }: CaseSelection,
  target: Target,
  files?: readonly CaseFile[],
): Promise<readonly PlannedCase[]> {
  chooseProviders(provider, providers);
  const shapes = globs?.map(globOf);
  const plan = planOf(files ?? (await allCaseFiles()), {
    provider,
    isMeant: (id) => shapes === undefined || shapes.some((isMeant) => isMeant(id)),
    rejectionReason: diallingRejection(target, allowDialling === true, '--allow-dialling'),
  });
  if (plan.length > 0) return target.keepsState ? gentlestFirst(plan) : plan;
  throw new BadUse(
    say`no case matches --case; \`understudy verify --dry-run --verbose\` prints all names; use part of a name or a glob such as *login*`,
  );
}
