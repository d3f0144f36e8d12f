import { describe, expect, test } from '@jest/globals';
import {
  isRefused,
  type Meeting,
  type RefusalName,
  RefusedError,
  type YtxAccepted,
  type YtxFields,
} from '../../client/index.js';
import { clientOf } from './client-of.js';
import { weekly, weeklyFields } from './office.js';

/** `true` for the same type, seen from both sides, and `false` otherwise: then `expect<false>(true)` does not compile. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;

const reply = '{"statusCode":"0","statusMsg":{"meid":"001","mepwd":"123456","meetcallerid":"01053189900"}}';
const client = clientOf({ fetch: () => Promise.resolve(new Response(reply)) });

describe("a client's types (proved by `tsc --noEmit`)", () => {
  test('come from the contract, for what is sent and for what is answered', async () => {
    const accepted = await client.createMeeting(weeklyFields);
    expect<Same<typeof accepted, YtxAccepted<'createMeeting'>>>(true).toBe(true);
    expect<Same<(typeof accepted)['statusCode'], '0'>>(true).toBe(true);
    expect<Same<YtxFields<'createMeeting'>['bookmeeting'], '0' | '1' | '2'>>(true).toBe(true);
    const meeting = await client.startMeeting(weekly);
    expect<Same<typeof meeting, Meeting>>(true).toBe(true);
    expect(meeting.meetingNumber).toBe('001');
    expect(accepted.statusMsg).toMatchObject({ meid: '001' });
  });

  test('keep the operation from prepare to send', async () => {
    const prepared = client.prepare('createMeeting', weeklyFields);
    const sent = await client.send({ ...prepared, method: 'POST' });
    expect<Same<typeof sent, YtxAccepted<'createMeeting'>>>(true).toBe(true);
    expect(sent).toMatchObject({ statusMsg: { meid: '001' } });
  });

  test('demand what the contract demands', () => {
    // @ts-expect-error `meetingname` is missing
    client.prepare('createMeeting', { creator: '1', parties: [], bookmeeting: '0' });
    // @ts-expect-error `bookmeeting` is a text
    client.prepare('createMeeting', { ...weeklyFields, bookmeeting: 0 });
    // @ts-expect-error there is no field of this name
    client.prepare('createMeeting', { ...weeklyFields, topic: 'x' });
    // @ts-expect-error a booking has a time
    const booking: Parameters<typeof client.bookMeeting>[0] = weekly;
    // @ts-expect-error a time is a Date, since a text would not say in which time zone it is
    const textual: Parameters<typeof client.bookMeeting>[0] = { ...weekly, at: '2026-11-21 17:00' };
    expect([booking, textual]).toHaveLength(2);
  });

  test('leave appid and action to the client', () => {
    const fields: YtxFields<'createMeeting'> = weeklyFields;
    const { body } = client.prepare('createMeeting', fields);
    expect(new TextDecoder().decode(body)).toContain('"action":"createMeeting","appid":"');
  });

  test('narrow an error to the refusals that were asked about', () => {
    const error: unknown = new RefusedError({
      operation: 'createMeeting',
      refusal: 'tooFrequent',
      code: '-104',
      status: 200,
      refusedBy: undefined,
      mayHaveHappened: false,
    });
    const seen: string[] = [];
    if (isRefused(error, 'tooFrequent', 'balanceInsufficient')) {
      expect<Same<typeof error.refusal, 'tooFrequent' | 'balanceInsufficient'>>(true).toBe(true);
      seen.push(error.refusal);
    }
    if (isRefused(error)) {
      expect<Same<typeof error.refusal, RefusalName>>(true).toBe(true);
      seen.push(error.code);
    }
    // @ts-expect-error no provider has a refusal of this name
    expect(isRefused(error, 'tooOften')).toBe(false);
    expect(seen).toEqual(['tooFrequent', '-104']);
  });

  test('allow no change to what was prepared or refused', () => {
    const prepared = client.prepare('createMeeting', weeklyFields);
    // @ts-expect-error a prepared request is copied to be tampered with, never changed
    prepared.method = 'GET';
    // @ts-expect-error its headers too
    prepared.headers['Accept'] = 'text/html';
    expect(prepared.method).toBe('GET');
  });
});
