import type { SimulatorOptions } from '../../index.js';
import type { Io } from '../io.js';
import { linesTo } from '../io.js';
import { worldFrom } from '../world-file.js';

/** The flags that say on what every simulator of a series starts. */
export interface SimulatorFlags {
  readonly seed?: string;
  readonly world?: string;
  readonly startAt?: number;
}

/** What these flags say of a simulator; `BadUse` for a file that is no world. */
export async function simulatorOptions(
  { seed, world: file, startAt }: SimulatorFlags,
  { cwd, clock, stderr }: Io,
): Promise<SimulatorOptions> {
  const { providers } = await import('../../providers/index.js');
  const world = file === undefined ? undefined : await worldFrom(file, providers, cwd);
  return {
    clock,
    log: linesTo(stderr),
    ...(seed !== undefined && { seed }),
    ...(world !== undefined && { world }),
    ...(startAt !== undefined && { startAt }),
  };
}
