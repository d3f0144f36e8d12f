import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ContractError } from '../../client/index.js';
import { failureOf, hour, noon, type ProviderServer, startServer, weekly, weeklyFields } from './ytx-requests.js';

let server: ProviderServer;
let otherReading: ProviderServer;

beforeAll(async () => {
  server = await startServer();
  otherReading = await startServer({
    readings: { ytx: { statusMsg: 'string', requestId: 'digits-29', parties: 'string' } },
  });
});
afterAll(async () => {
  await server.close();
  await otherReading.close();
});

const at = new Date(noon + 5 * hour);

/** The body that the simulator was sent last. */
function lastSent({ space }: ProviderServer): unknown {
  const body = space.journal.entries().at(-1)?.exchange.request.body;
  return JSON.parse(new TextDecoder().decode(body));
}

describe('a client of YTX, asking the simulator,', () => {
  test('starts a meeting', async () => {
    expect(await server.client().startMeeting(weekly)).toEqual({
      meetingNumber: expect.stringMatching(/^\d{3,}$/),
      password: expect.stringMatching(/^\d{6}$/),
      shownNumber: '01000000100',
    });
  });

  test('books a meeting, moves it, and cancels it under the same number', async () => {
    const client = server.client();
    const { meetingNumber } = await client.bookMeeting({ ...weekly, at });
    const later = new Date(at.getTime() + hour);
    const moved = await client.rebookMeeting({ ...weekly, meetingNumber, at: later });
    const cancelled = await client.cancelMeeting({ ...weekly, meetingNumber });
    expect([moved.meetingNumber, cancelled.meetingNumber]).toEqual([meetingNumber, meetingNumber]);
  });

  test('sends every field by the name that the provider has for it, and empty what does not apply', async () => {
    const wanted = { ...weekly, showNumber: '01000000190', orderNumber: 'order-7' };
    const { meetingNumber } = await server.client().bookMeeting({ ...wanted, at });
    const fields = {
      action: 'createMeeting',
      appid: 'ab000000000000000000000000000001',
      meetingname: weekly.name,
      creator: weekly.creator,
      parties: JSON.stringify(weekly.parties),
      shownumber: '01000000190',
      CustomParm: 'order-7',
    };
    expect(lastSent(server)).toEqual({ ...fields, bookmeeting: '1', confid: '', booktime: '2026-11-21 17:00' });
    await server.client().cancelMeeting({ ...wanted, meetingNumber });
    expect(lastSent(server)).toEqual({ ...fields, bookmeeting: '2', confid: meetingNumber, booktime: '' });
  });

  test('takes the fields of the provider and gives its reply', async () => {
    expect(await server.client().createMeeting(weeklyFields)).toEqual({
      statusCode: '0',
      statusMsg: { meid: expect.any(String), mepwd: expect.any(String), meetcallerid: '01000000100' },
    });
  });

  test('sends parties as a string, as the page types them, and reads a result that is a string', async () => {
    const client = otherReading.client();
    const meeting = await client.startMeeting(weekly);
    expect(meeting).toMatchObject({ shownNumber: '01000000100', requestId: expect.stringMatching(/^\d{29}$/) });
    expect(lastSent(otherReading)).toMatchObject({ parties: JSON.stringify(weekly.parties) });
    expect((await client.createMeeting(weeklyFields)).statusMsg).toMatchObject({ meetcallerid: '01000000100' });
  });

  test('names another application when a request does', async () => {
    const client = server.client({ app: 'app:offline', host: 'api.ytx.net' });
    await client.createMeeting({ ...weeklyFields, appid: 'ab000000000000000000000000000002' });
    expect(lastSent(server)).toMatchObject({ appid: 'ab000000000000000000000000000002' });
  });

  test('reaches the simulator through a space and a base URL with a slash at its end', async () => {
    const { url } = server.client().prepare('createMeeting', weeklyFields);
    const { origin } = new URL(url);
    const client = server.client({ baseUrl: `${origin}/~alice/sandbox.ytx.net//` });
    expect((await client.startMeeting(weekly)).meetingNumber).toBe('001');
  });

  test.each([
    ['has seconds', new Date(noon + 1000), /whole minute.*setSeconds/],
    ['has milliseconds', new Date(noon + 1), /whole minute/],
    ['is in the year 10000', new Date(Date.UTC(9999, 11, 31, 16)), /four digits/],
    ['is no valid date', new Date(NaN), /valid Date/],
  ])('books nothing at a time that %s', async (_, impossible, why) => {
    const before = server.space.journal.size();
    const failure = await failureOf(server.client().bookMeeting({ ...weekly, at: impossible }));
    expect(failure).toBeInstanceOf(TypeError);
    expect(String(failure)).toMatch(why);
    expect(server.space.journal.size()).toBe(before);
  });

  test('says that a text is no meeting, where the provider gives a mere text', async () => {
    const reply = '{"statusCode":"0","statusMsg":"提交成功"}';
    const fetch = (): Promise<Response> => Promise.resolve(new Response(reply));
    const client = server.client({ fetch });
    expect(await client.createMeeting(weeklyFields)).toEqual({ statusCode: '0', statusMsg: '提交成功' });
    const failure = await failureOf(client.startMeeting(weekly));
    expect(failure).toBeInstanceOf(ContractError);
    expect(String(failure)).toContain('body at /statusMsg is text that holds no meeting');
  });
});
