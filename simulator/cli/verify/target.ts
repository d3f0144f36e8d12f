import { randomBytes } from 'node:crypto';
import type { Target } from '../../../contracts/suite/target.js';
import { overHttp } from '../../../contracts/suite/targets/http.js';
import { BadUse } from '../shared/flags.js';
import { type Io, linesTo } from '../shared/io.js';
import { type TargetKind, targetKind, type VerifyFlags } from './flags.js';
import { recordingAt } from './recording-at.js';
import { realSandbox } from './sandbox.js';

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

/** A target that is not there, too slow or out of order: its message is one line, and it proves nothing. */
export class NotReached extends Error {
  override readonly name = 'NotReached';
}

const patienceMs = 10_000;

/** Asks whether a simulator runs behind a URL, and lets itself be controlled. */
async function demandSimulator(url: string, controlToken: string | undefined): Promise<void> {
  const { status, isControl } = await controlAt(url, controlToken).catch(() => {
    throw new NotReached(`nothing answers at ${url}; start it with: understudy serve`);
  });
  if (status >= 500) throw new NotReached(`${url} answered ${status}: it, or something before it, is out of order`);
  if (status === 401) throw new BadUse(`${url} demands the token of its control API; give it with --control-token`);
  if (status === 403) throw new BadUse(`${url} answers its control API under other names only; see serve --allow-host`);
  if (!isControl) throw new BadUse(`${url} is no simulator: no control API answers there`);
}

/** By an endpoint that asks for the token, as health does not. */
async function controlAt(
  url: string,
  token: string | undefined,
): Promise<{ readonly status: number; readonly isControl: boolean }> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(patienceMs);
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
