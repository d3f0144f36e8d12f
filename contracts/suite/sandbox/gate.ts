import { phonesIn } from '../phones.js';
import type { EffectRequest, RequestEffect } from '../side-effect/effect.js';
import { effectOf } from '../side-effect/planned-requests.js';
import type { ProviderProfile } from './profile.js';

/** What the owner of a profile allows. */
export interface Permission {
  readonly part: ProviderProfile;
  /** Whether phones may ring and running meetings may change. */
  readonly allowDialling: boolean;
}

/** Why a request with this effect must not be sent; undefined when it may. */
export function objectionToEffect(
  { sideEffect, reason, numbers }: RequestEffect,
  { part, allowDialling }: Permission,
): string | undefined {
  const own = phonesIn(part.cast);
  const foreign = numbers.find((number) => !own.includes(number));
  if (foreign !== undefined) return `it names the number ${foreign}, which is not a phone of the profile`;
  if (sideEffect !== 'calls' || allowDialling) return undefined;
  return `phones could ring or a running meeting could change (${reason}), and dialling is not allowed`;
}

/** Says of each request to a provider, right before it is sent, why it must not be; undefined when it may. */
export const gateFor =
  (provider: string, permission: Permission, clock: { now(): number }) =>
  (request: EffectRequest): string | undefined =>
    objectionToEffect(effectOf(provider, request, clock.now()), permission);

/** A fetch that sends no request to which the gate objects, whoever made it. */
export const guardedFetch =
  (fetch: typeof globalThis.fetch, objectionTo: ReturnType<typeof gateFor>): typeof globalThis.fetch =>
  (input, init = {}) => {
    if (typeof input !== 'string') throw new TypeError('the suite asks for URLs as text');
    const body = init.body instanceof Uint8Array ? init.body : new Uint8Array();
    const objection = objectionTo({ method: init.method ?? 'GET', url: input, body });
    return objection === undefined ? fetch(input, init) : Promise.reject(new Error(`not sent: ${objection}`));
  };
