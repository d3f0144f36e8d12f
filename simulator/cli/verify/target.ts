import { english, type Message, say } from '../../../contracts/messages.js';
import { randomBytes } from 'node:crypto';
import type { Target } from '../../../contracts/suite/target.js';
import { overHttp } from '../../../contracts/suite/targets/http.js';
import { BadUse } from '../shared/flags.js';
import { type Io, linesTo } from '../shared/io.js';
import { readingsFrom } from '../shared/readings-flag.js';
import { type TargetKind, targetKind, type VerifyFlags } from './flags.js';
import { recordingAt } from './recording-at.js';
import { realSandbox } from './sandbox.js';

/** A target, and how to run cases against it. */
export interface ChosenTarget {
  readonly target: Target;
  /** The number of cases at once. */
  readonly atOnce: number;
  /** Texts that no output may contain. */
  readonly secrets: readonly string[];
  /** Checks, before the first case, that the target is available; rejects with `BadUse` or `NotReached`. */
  readonly demand: () => Promise<void>;
}

/** The target of the flags; `BadUse` for invalid flags or profile. Sends nothing. */
export const chosenTarget = (flags: VerifyFlags, io: Io): Promise<ChosenTarget> =>
  making[targetKind(flags.target)](flags, io);

type Make = (flags: VerifyFlags, io: Io) => Promise<ChosenTarget>;

const making: Readonly<Record<TargetKind, Make>> = {
  simulator: async (flags, io) => ({
    target: await inProcess(flags, io),
    atOnce: flags.atOnce ?? 8,
    secrets: [],
    demand: nothing,
  }),
  recording: async ({ recording = 'recordings', atOnce = 8 }, { cwd }) => ({
    target: await recordingAt({ folder: recording, cwd }),
    atOnce,
    secrets: [],
    demand: nothing,
  }),
  url({ target, controlToken, atOnce = 4, timeout }) {
    const url = target.replace(/\/$/, '');
    return Promise.resolve({
      target: overHttp(url, spaceNames(), { controlToken, timeoutMs: timeout }),
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

/** No check. */
const nothing = (): Promise<void> => Promise.resolve();

async function inProcess({ stubs, ...flags }: VerifyFlags, { stderr, cwd }: Io): Promise<Target> {
  const { createSimulator } = await import('../../simulator.js');
  const { providers } = await import('../../providers/index.js');
  const { suiteTarget } = await import('../../suite-target.js');
  const { stubsFrom } = await import('../shared/stubs-file.js');
  return suiteTarget(
    createSimulator({
      readings: readingsFrom(flags, providers),
      log: linesTo(stderr),
      ...(stubs !== undefined && { stubs: await stubsFrom(stubs, providers, cwd) }),
    }),
  );
}

/** Space names that are unique to this run: several runs may use one simulator. */
function spaceNames(): () => string {
  const run = randomBytes(6).toString('hex');
  let begun = 0;
  return () => `verify-${run}-${(begun += 1)}`;
}

/** The target is unavailable, too slow or out of order; the message is one line. */
export class NotReached extends Error {
  override readonly name = 'NotReached';
  readonly says: Message;

  constructor(says: Message) {
    super(english(says));
    this.says = says;
  }
}

const probeTimeoutMs = 10_000;

/** Checks that a simulator runs at a URL, and that its control API accepts the token. */
async function demandSimulator(url: string, controlToken: string | undefined): Promise<void> {
  const { status, isControl } = await controlAt(url, controlToken).catch(() => {
    throw new NotReached(say`no reply from ${url}; start the simulator with: understudy serve`);
  });
  if (status >= 500)
    throw new NotReached(say`${url} returned ${status}: the simulator, or a proxy before it, is out of order`);
  if (status === 401) throw new BadUse(say`the control API of ${url} needs a token; give it with --control-token`);
  if (status === 403)
    throw new BadUse(say`the control API of ${url} does not allow this host name; start serve with --allow-host`);
  if (!isControl) throw new BadUse(say`${url} is not a simulator: it has no control API; correct --target`);
}

/** Calls an endpoint that requires the token; health does not. */
async function controlAt(
  url: string,
  token: string | undefined,
): Promise<{ readonly status: number; readonly isControl: boolean }> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(probeTimeoutMs);
  const reply = await fetch(`${url}/_simulator/spaces`, { headers, signal, redirect: 'manual' });
  const text = await reply.text();
  return { status: reply.status, isControl: reply.ok && listsSpaces(text) };
}

function listsSpaces(text: string): boolean {
  try {
    const value = JSON.parse(text) as { readonly spaces?: unknown } | null;
    return Array.isArray(value?.spaces);
  } catch {
    return false;
  }
}
