import type { CaseFile, ContractCase } from '../case.js';
import { clientFor, phonesIn } from '../role-binding.js';
import { durationMs } from '../../durations.js';
import { mergePatch } from '../../json.js';
import { resolveReferences } from '../references.js';
import { tamperWith } from '../tamper.js';
import type { Session } from '../target.js';
import { type EffectRequest, pathOf, type RequestEffect } from './effect.js';
import { xylinkEffect } from './xylink.js';
import { digitsIn, unescapeUnicode, ytxEffect } from './ytx.js';

/** Computes the effect of a request; one entry a provider. `now` is the true time, ms since the epoch. */
const effects: Readonly<Record<string, (request: EffectRequest, now: number) => RequestEffect>> = {
  ytx: ytxEffect,
  xylink: xylinkEffect,
};

/** The effect of a request to a provider; for a provider without an entry, the worst. */
export const effectOf = (provider: string, request: EffectRequest, now: number): RequestEffect =>
  effects[provider]?.(request, now) ?? { sideEffect: 'calls', reason: 'its effect is unknown', numbers: [] };

/**
 * The effect of each request of a case. It prepares the requests and sends nothing: a login is answered here, and references
 * to earlier replies get an invented value. Throws a `MissingReferent` for a role without an entity.
 */
export async function effectsOfCase(
  file: CaseFile,
  contractCase: ContractCase,
  session: Pick<Session, 'cast' | 'now' | 'urlOf'>,
): Promise<readonly RequestEffect[]> {
  const begins = session.now();
  let now = begins;
  const caller = clientFor(file, contractCase, { ...session, now: () => now, fetch: loginsOnly });
  const referents = { cast: session.cast, results: {}, notations: caller.notations, unknownReply: '001' };
  const found: RequestEffect[] = [];
  for (const { operation, input = {}, tamper = {}, after } of contractCase.when) {
    now += after === undefined ? 0 : durationMs(after);
    const signed = await caller.prepare(
      operation,
      resolveReferences(mergePatch(file.base.input, input), referents) as object,
    );
    const sent = tamperWith(signed, resolveReferences(tamper, referents));
    found.push(
      caller.isModelled(operation) ? effectOf(file.provider, sent, now) : effectOfUnmodelledRequest(sent, session.cast),
    );
  }
  return found;
}

/** A request that is not one of the operations could do anything, and call every number in it. */
function effectOfUnmodelledRequest({ url, body }: EffectRequest, cast: Session['cast']): RequestEffect {
  const phones = new Set(phonesIn(cast));
  const ids = new Set(JSON.stringify(cast).match(/\d+/g));
  const text = `${pathOf({ url })} ${unescapeUnicode(new TextDecoder().decode(body))}`;
  const numbers = digitsIn(text).filter((number) => phones.has(number) || !ids.has(number));
  return { sideEffect: 'calls', reason: 'it is not a modelled operation, and its effect is unknown', numbers };
}

const login = {
  message: 'success',
  data: {
    access_token: '00000000-0000-4000-8000-000000000000',
    refresh_token: '00000000-0000-4000-8000-000000000001',
    signSecret: '00000000000000000000000000000000',
    expires_in: 7200,
  },
};

/** A client of XYLink logs in before it signs with 2.0. Preparing requests sends nothing else. */
const loginsOnly: typeof globalThis.fetch = (input) =>
  typeof input === 'string' && new URL(input).pathname.includes('/admin/login/')
    ? Promise.resolve(Response.json(login))
    : Promise.reject(new Error('a request was sent during planning'));
