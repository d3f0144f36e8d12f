import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { type Drift, driftOf, exitCodeOf } from '../../../contracts/drift/drift.js';
import { editsFor } from '../../../contracts/drift/edits.js';
import type { Simulating } from '../../../contracts/drift/finding.js';
import type { Recording } from '../../../contracts/recording/recording.js';
import { searchFor } from '../../../contracts/recording/secret-search.js';
import { allCaseFiles } from '../../../contracts/suite/read-cases.js';
import { gentlestFirst, globOf, type PlannedCase, planOf } from '../../../contracts/suite/run/plan.js';
import type { CaseResult } from '../../../contracts/suite/run/result.js';
import { diallingObjection } from '../../../contracts/suite/run/run.js';
import type { Target } from '../../../contracts/suite/target.js';
import type { Provider } from '../../core/provider.js';
import { createSimulator } from '../../index.js';
import { checksOf } from '../../checks-report/rows.js';
import { providers } from '../../providers/index.js';
import { suiteTarget } from '../../suite-target.js';
import { BadUse, providersMeant } from '../shared/flags.js';
import type { Io } from '../shared/io.js';
import { patienceWith } from '../verify/environment.js';
import type { VerifyFlags } from '../verify/flags.js';
import { type LeftBookings, leftBookings } from '../verify/left-bookings.js';
import { recordingsAt } from '../verify/recording-at.js';
import { realSandbox } from '../verify/sandbox.js';
import type { DriftFlags } from './flags.js';
import { writePatches, writtenText } from './patch-files.js';
import { driftJson, driftText } from './report.js';

/** What drift takes from its process. */
export interface DriftIo extends Pick<Io, 'env' | 'cwd' | 'clock'> {
  readonly stop: AbortSignal;
}

/** What is to be printed, and what the process is to exit with. */
export interface Drifted {
  readonly said: string;
  readonly complaints: readonly string[];
  readonly exitCode: number;
}

/** Finds out who moved, as the flags say; `BadUse` when they, the profile or the recordings do not suffice. */
export async function drifted(flags: DriftFlags, io: DriftIo): Promise<Drifted> {
  const { cwd, clock, stop } = io;
  const recordings = await recordingsAt({ folder: flags.recording, cwd });
  const asked = flags.target === 'none' ? undefined : await realSandbox(flags, io);
  const real = asked?.target;
  const known = new Set(asked?.secrets);
  const complaints: string[] = [];
  const left = leftBookings(io, (text) => complaints.push(text));
  const drift = await compared(flags, { recordings, real, clock, stop, secrets: known, left });
  const told = drift.findings.map((finding) => ({ finding, edits: editsFor(finding, drift) }));
  const mayShow = guardAgainst(known);
  const edits = told.flatMap((each) => each.edits);
  const places = { source: sourcesTop, recording: resolve(cwd, flags.recording) };
  const patches =
    flags.patch === undefined
      ? []
      : await writePatches(resolve(cwd, flags.patch), edits, { places, mayWrite: mayShow });
  const text = flags.json === undefined ? driftText(told, drift) : driftJson(told, drift);
  mayShow(text);
  const exitCode = await left.exitCode(exitCodeOf(drift));
  return {
    said: text,
    complaints: [...patches.map(writtenText), ...drift.left.map((each) => `may be left: ${each}`), ...complaints],
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

async function compared(flags: DriftFlags, { recordings, real, clock, stop, secrets, left }: Means): Promise<Drift> {
  const simulating = simulatingAt(clock);
  const plan = await chosenCases(flags, real ?? simulating.targetWith('', {}, 'nobody'));
  const givingUp = new AbortController();
  const heedPatience = patienceWith(() => {
    givingUp.abort();
  });
  const playing = {
    clock,
    key: randomBytes(32),
    secrets,
    stop: AbortSignal.any([stop, givingUp.signal]),
    onResult(result: CaseResult) {
      heedPatience(result);
      left.note(result);
    },
  };
  return driftOf({ plan, recordings, real, simulating, playing });
}

/** Whatever is shown was normalised before; this stands behind it. */
function guardAgainst(secrets: ReadonlySet<string>): (text: string) => void {
  const search = searchFor(secrets);
  return (text) => {
    if (search.isIn(text)) throw new Error('a credential stands in what would have been shown; nothing was');
  };
}

/** What drift has to know of the simulator; `clock` is that of whoever is compared with it. */
export function simulatingAt(clock: { now(): number }): Simulating {
  return {
    targetWith: (provider, readings, seed) =>
      suiteTarget(createSimulator({ clock, seed, readings: { [provider]: readings } })),
    readingsOf: (name) => providerCalled(name).readings,
    checksGiving: (name, refusal) =>
      checksOf(providerCalled(name))
        .filter(({ refusals }) => refusals.some((each) => each.name === refusal))
        .map(({ check }) => check),
  };
}

function providerCalled(name: string): Provider {
  const provider = providers.find((each) => each.name === name);
  if (provider === undefined) throw new Error(`there is no provider called ${name}`);
  return provider;
}

const here = import.meta.dirname.replaceAll('\\', '/');

/** The top of this project: this file stands three folders below it, or four where it was compiled. */
const sourcesTop = join(here, here.endsWith('dist/simulator/cli/drift') ? '../../../..' : '../../..');

type CaseSelection = Pick<VerifyFlags, 'provider' | 'case' | 'allowDialling'>;

/** The cases that the flags mean, and which of them must not be played; `BadUse` when there is none. */
export async function chosenCases(
  { provider, case: globs, allowDialling }: CaseSelection,
  target: Target,
): Promise<readonly PlannedCase[]> {
  providersMeant(provider, providers);
  const shapes = globs?.map(globOf);
  const plan = planOf(await allCaseFiles(), {
    provider,
    isMeant: (id) => shapes === undefined || shapes.some((isMeant) => isMeant(id)),
    objectionTo: diallingObjection(target, allowDialling === true, '--allow-dialling'),
  });
  if (plan.length > 0) return target.keepsState ? gentlestFirst(plan) : plan;
  throw new BadUse(
    'no case has such a name; --dry-run shows all, and --case takes part of one or a glob such as *login*',
  );
}
