import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { type Drift, driftOf, exitCodeOf } from '../../../contracts/drift/drift.js';
import { editsFor } from '../../../contracts/drift/edits.js';
import { searchFor } from '../../../contracts/recording/secret-search.js';
import type { Recording } from '../../../contracts/recording/recording.js';
import type { CaseResult } from '../../../contracts/suite/run/result.js';
import type { Target } from '../../../contracts/suite/target.js';
import type { Io } from '../io.js';
import { chosenCases } from '../verify/chosen-cases.js';
import { type LeftBookings, leftBookings } from '../verify/left-bookings.js';
import { realSandbox } from '../verify/real-sandbox.js';
import { patienceWith } from '../verify/patience.js';
import { recordingsAt } from '../verify/recording-at.js';
import { writePatches, writtenText } from './files.js';
import type { DriftFlags } from './flags.js';
import { driftJson, driftText } from './report.js';
import { simulatingAt } from './simulating.js';
import { sourcesTop } from './sources-top.js';

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
