import { expect } from '@jest/globals';
import { readBookingTime } from '../../contracts/ytx/china-time.js';
import { noon } from '../reference-implementation/reference-target.js';
import { castWithPhones } from '../reference-implementation/profile.js';
import type { Configuration, ReferenceImplementation } from '../reference-implementation/start.js';
import { verify } from './verifying.js';

/** A request as it left. */
export interface Captured {
  readonly method: string;
  readonly path: string;
  readonly text: string;
}

const now = Date.parse(noon);
const days = 24 * 3_600_000;
/** The numbers of the profile. */
const own = Object.values(castWithPhones.ytx).flatMap((entity) => ('number' in entity ? [entity['number']] : []));

/** A fetch, and what was sent by it. */
export function capture(): { readonly captured: Captured[]; readonly capturing: typeof globalThis.fetch } {
  const captured: Captured[] = [];
  const capturing: typeof globalThis.fetch = (input, init = {}) => {
    if (typeof input !== 'string') throw new TypeError('fetch of the suite takes a URL as a string');
    const text = init.body instanceof Uint8Array ? new TextDecoder().decode(init.body) : '';
    captured.push({ method: init.method ?? 'GET', path: new URL(input).pathname, text });
    return fetch(input, init);
  };
  return { captured, capturing };
}

/** Says by rules of its own, which share nothing with the suite's, whether a request could ring or change a meeting. */
export function couldRing({ method, path, text }: Captured): boolean {
  if (/^\/api\/rest\//.test(path)) return method !== 'GET' && !/^\/api\/rest\/external\/v\d\/callbacks/.test(path);
  if (/^\/admin\/login\//.test(path) || !/phone|creator/.test(text)) return false;
  const fields = JSON.parse(text) as Readonly<Record<string, string>>;
  if (fields['bookmeeting'] === '2') return false;
  const at = readBookingTime(fields['booktime'] ?? '')?.instant ?? 0;
  return fields['bookmeeting'] !== '1' || at < now + 30 * days;
}

/** Expects that a sandbox run without `--allow-dialling` sends no request that could ring, and books nothing for long. */
export async function expectNoCall(
  implementation: ReferenceImplementation,
  configuration: Configuration,
): Promise<void> {
  const captured = await capturedFrom(implementation, configuration);
  expect(captured.length).toBeGreaterThan(10);
  expect(captured.filter(couldRing)).toEqual([]);
  const numbers = captured.flatMap(({ text }) => [...text.matchAll(/"(?:phone|creator)":"([^"]*\d[^"]*)"/g)]);
  expect(numbers.filter(([, number]) => !own.includes(number ?? ''))).toEqual([]);
  expect(await implementation.bookings()).toEqual([]);
}

/** What a sandbox run without `--allow-dialling` sends to a reference implementation that behaves so. */
export async function capturedFrom(
  implementation: ReferenceImplementation,
  configuration: Configuration,
): Promise<readonly Captured[]> {
  await implementation.reset();
  await implementation.configure({ now: noon, ...configuration });
  const { captured, capturing } = capture();
  await verify(implementation.url, { means: { fetch: capturing } });
  return captured;
}
