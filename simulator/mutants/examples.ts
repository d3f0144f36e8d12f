import type { CaseFile, ContractCase } from '../../contracts/suite/case.js';
import { allCaseFiles } from '../../contracts/suite/all-cases.js';
import { fitsContract } from '../../contracts/suite/fits.js';
import { playWhole } from '../../contracts/suite/player.js';
import { asItWas } from '../core/documents.js';
import { arrivingAgain } from '../core/arriving-again.js';
import type { Simulator } from '../index.js';
import { createSimulator } from '../index.js';
import { watched } from './watched.js';

/** What an operation's base request is like on a provider that is right. */
export interface Example {
  readonly provider: string;
  readonly operation: string;
  /** What each of its lookups found, by the name under which it becomes known. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** The JSON it is accepted with; undefined when that is no JSON. */
  readonly reply: unknown;
  /** Whether it can be asked again at once, and is then answered otherwise. */
  readonly repeats: boolean;
  /** Whether it meets a limit. */
  readonly isLimited: boolean;
}

const clock = { now: () => Date.parse('2026-11-21T12:00:00+08:00') };

/** An example of every operation, found by playing its base request twice in this process. */
export async function examples(): Promise<readonly Example[]> {
  const files = await allCaseFiles();
  return Promise.all(files.map((file) => exampleOf(createSimulator({ clock }), file)));
}

async function exampleOf(simulator: Simulator, file: CaseFile): Promise<Example> {
  const { provider, operation } = file;
  const twice: ContractCase = {
    name: 'the base request, twice',
    when: [{ operation }, { operation }],
    then: {},
    sideEffect: 'booking',
  };
  const { target, seen } = watched(simulator);
  await playWhole(file, twice, { target, fits: fitsContract });
  const [first, second] = seen;
  if (first === undefined) throw new Error(`the base request of ${operation} reached no provider`);
  const again = arrivingAgain(first, asItWas(first.reads));
  const journey = again?.served.after.run(again.arriving);
  if (journey?.passed !== true) throw new Error(`the base request of ${operation} is not accepted`);
  return {
    provider,
    operation,
    facts: journey.known as Readonly<Record<string, unknown>>,
    reply: jsonIn(first.reply.body),
    repeats: second !== undefined && wasAccepted(second) && textOf(second.reply.body) !== textOf(first.reply.body),
    isLimited: first.limits.length > 0,
  };
}

const wasAccepted = ({ ending }: { readonly ending: object }): boolean => !('refusedBy' in ending);

const textOf = (body: Uint8Array): string => new TextDecoder().decode(body);

function jsonIn(body: Uint8Array): unknown {
  return body.length === 0 ? undefined : (JSON.parse(textOf(body)) as unknown);
}
