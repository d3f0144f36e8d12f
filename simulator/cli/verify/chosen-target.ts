import { randomBytes } from 'node:crypto';
import { overHttp } from '../../../contracts/suite/targets/http.js';
import type { Target } from '../../../contracts/suite/target.js';
import { type Io, linesTo } from '../io.js';
import { type TargetKind, targetKind, type VerifyFlags } from './flags.js';
import { realSandbox, timeoutOf } from './real-sandbox.js';
import { recordingAt } from './recording-at.js';
import { demandSimulator } from './running-simulator.js';

/** A target, and how it is to be treated. */
export interface ChosenTarget {
  readonly target: Target;
  /** So many cases at once. */
  readonly atOnce: number;
  /** What must not stand in any output. */
  readonly secrets: readonly string[];
  /** Finds out, before the first case, whether it is there at all; rejects with `BadUse` or `NotReached`. */
  readonly demand: () => Promise<void>;
}

/** The target that the flags name; `BadUse` when they, or the profile, do not suffice. Nobody is asked anything. */
export const chosenTarget = (flags: VerifyFlags, io: Io): Promise<ChosenTarget> =>
  making[targetKind(flags.target)](flags, io);

type Make = (flags: VerifyFlags, io: Io) => Promise<ChosenTarget>;

const making: Readonly<Record<TargetKind, Make>> = {
  simulator: async ({ atOnce = 8 }, io) => ({ target: await inProcess(io), atOnce, secrets: [], demand: nothing }),
  recording: async ({ recording = 'recordings', atOnce = 8 }, { cwd }) => ({
    target: await recordingAt({ folder: recording, cwd }),
    atOnce,
    secrets: [],
    demand: nothing,
  }),
  url({ target, controlToken, atOnce = 4, ...flags }) {
    const url = target.replace(/\/$/, '');
    return Promise.resolve({
      target: overHttp(url, spaceNames(), { controlToken, timeoutMs: timeoutOf(flags) }),
      atOnce,
      secrets: controlToken === undefined ? [] : [controlToken],
      demand: () => demandSimulator(url, controlToken),
    });
  },
  async sandbox(flags, io) {
    const real = await realSandbox(flags, io);
    return { ...real, atOnce: 1, demand: nothing };
  },
};

/** There is nothing to find out. */
const nothing = (): Promise<void> => Promise.resolve();

async function inProcess({ stderr }: Io): Promise<Target> {
  const { createSimulator } = await import('../../index.js');
  const { suiteTarget } = await import('../../suite-target.js');
  return suiteTarget(createSimulator({ log: linesTo(stderr) }));
}

/** Names that no run before had: several may play against one simulator. */
function spaceNames(): () => string {
  const run = randomBytes(6).toString('hex');
  let begun = 0;
  return () => `verify-${run}-${(begun += 1)}`;
}
