import { callers } from './callers.js';
import type { Caller } from './callers.js';
import type { CaseFile, ContractCase, Step } from './case.js';
import { needsOf } from './case.js';
import type { FitsContract } from './judgement.js';
import { differences, jsonOf } from './judgement.js';
import { isObject, merged } from './json.js';
import type { JsonObject } from './json.js';
import type { Referents } from './references.js';
import { MissingReferent, resolved } from './references.js';
import { tampered } from './tamper.js';
import type { RawReply } from '../../client/index.js';
import type { Entity, Session, Situation, Target } from './target.js';
import { durationMs, instantMs } from './time.js';
import type { Verdict } from './verdict.js';

/** Plays one case of a file against a target, through the client. */
export async function play(
  file: CaseFile,
  contractCase: ContractCase,
  { target, fits }: { readonly target: Target; readonly fits: FitsContract },
): Promise<Verdict> {
  const missing = needsOf(contractCase).filter((control) => !target.controls.includes(control));
  if (missing.length > 0)
    return { outcome: 'skipped', reason: `${target.name} does not control: ${missing.join(', ')}` };
  const session = await target.begin(situationOf(file, contractCase));
  try {
    const found = await differencesIn(file, contractCase, { session, fits });
    return found.length === 0 ? { outcome: 'passed' } : { outcome: 'failed', differences: found };
  } catch (error) {
    if (error instanceof MissingReferent) return { outcome: 'skipped', reason: error.message };
    throw error;
  } finally {
    await session.end();
  }
}

function situationOf({ provider }: CaseFile, { given = {} }: ContractCase): Situation {
  return {
    provider,
    now: given.clock === undefined ? undefined : instantMs(given.clock),
    readings: given.readings ?? {},
    caller: given.caller,
    world: (cast) => resolved(given.world, { cast, results: {}, notations: {} }),
  };
}

interface Playing {
  readonly session: Session;
  readonly fits: FitsContract;
}

async function differencesIn(
  file: CaseFile,
  contractCase: ContractCase,
  { session, fits }: Playing,
): Promise<readonly string[]> {
  const caller = callerFor(file, contractCase, session);
  const results: Record<string, unknown> = {};
  const last = contractCase.when.length - 1;
  for (const [index, step] of contractCase.when.entries()) {
    const referents = { cast: session.cast, results, notations: caller.notations };
    if (step.after !== undefined) await session.advance(durationMs(step.after));
    const reply = await taken(file, step, { caller, referents });
    const then = index === last ? resolved(contractCase.then, referents) : {};
    const found = differences(reply, then, { operation: step.operation, fits });
    if (found.length > 0) return found.map((each) => `step ${index + 1}: ${each}`);
    if (step.as !== undefined) results[step.as] = resultOf(reply);
  }
  return [];
}

function callerFor(file: CaseFile, { given = {} }: ContractCase, session: Session): Caller {
  const parts = Object.fromEntries(
    Object.entries({ ...file.ordinary.roles, ...given.roles }).map(([part, role]) => [part, entityOf(role, session)]),
  );
  const credentials = resolved(given.credentials ?? {}, { cast: session.cast, results: {}, notations: {} });
  const skew = given.clockSkew === undefined ? 0 : durationMs(given.clockSkew);
  const make = callers[file.provider];
  if (make === undefined) throw new Error(`there is no client for ${file.provider}`);
  return make({
    baseUrl: `${session.baseUrl}/${given.host ?? file.ordinary.host}`,
    parts: Object.fromEntries(Object.entries(parts).map(([part, entity]) => [part, { ...entity, ...credentials }])),
    clock: { now: () => session.now() + skew },
    fetch: session.fetch,
  });
}

function entityOf(role: string, { cast }: Session): Entity {
  const entity = cast[role];
  if (entity === undefined) throw new MissingReferent(`nobody plays ${role} here`);
  return entity;
}

async function taken(
  file: CaseFile,
  step: Step,
  { caller, referents }: { readonly caller: Caller; readonly referents: Referents },
): Promise<RawReply> {
  const input = resolved(merged(file.ordinary.input, step.input ?? {}), referents);
  const prepared = await caller.prepare(step.operation, input as object);
  return caller.exchange(tampered(prepared, resolved(step.tamper ?? {}, referents)));
}

/** What later steps may refer to: the reply's JSON. */
function resultOf(reply: RawReply): JsonObject {
  const value = jsonOf(reply)?.value;
  return isObject(value) ? value : {};
}
