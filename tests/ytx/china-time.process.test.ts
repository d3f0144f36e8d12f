import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs in a process of its own, since a process reads its time zone once. */
const program = `
import { bookingTimeOf, readBookingTime, readTimestamp, timestampOf, wallClockOf } from './china-time.js';
import { longRequestId, shortRequestId } from './request-id.js';
import { signOf } from './signing.js';
const instants = [0, 1, 1772352000000, 1772953200000, 1793505600000, 1795233600000, 4102444799999];
console.log(JSON.stringify({
  zone: new Date(1795233600000).getTimezoneOffset(),
  said: instants.map((at) => [
    timestampOf(at), bookingTimeOf(at), wallClockOf(at), longRequestId(at + 8e11, 1), shortRequestId(at, 7),
    readTimestamp(timestampOf(at)), readBookingTime(bookingTimeOf(at)), readBookingTime('2026-03-08 02:30'),
    signOf({ accountSID: 'a', authToken: 'b' }, timestampOf(at)),
  ]),
}));
`;

const sources = new URL('../../contracts/ytx/', import.meta.url);
const loader = fileURLToPath(new URL('../../scripts/sources.js', import.meta.url));

function saidUnder(zone: string): { readonly zone: number; readonly said: unknown } {
  const source = program.replaceAll("'./", `'${sources.href}`);
  const output = execFileSync(process.execPath, ['--import', loader, '--input-type=module', '--eval', source], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  });
  return JSON.parse(output) as { readonly zone: number; readonly said: unknown };
}

describe('the time zone of the machine', () => {
  test('changes nothing in what is read and written', () => {
    const [utc, shanghai, newYork] = ['UTC', 'Asia/Shanghai', 'America/New_York'].map(saidUnder);
    expect([utc, shanghai, newYork].map((each) => each?.zone)).toEqual([0, -480, 300]);
    expect(shanghai?.said).toEqual(utc?.said);
    expect(newYork?.said).toEqual(utc?.said);
  });
});
