import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readBookingTime } from '../../contracts/ytx/china-time.js';
import page from '../../fixtures/ytx/messages.json' with { type: 'json' };
import { meetingIn } from './caller.js';
import { type SpaceClient, type ProviderServer, startServer } from './ytx-requests.js';
import { bookingAt } from './situations.js';
import { refusalBytes } from './literal-replies.js';

const messages = Object.entries(page.messages).map(([name, message]) => ({ name, ...message }));

/** The day on which the page's booktime lay ahead. */
const then = readBookingTime(page.writtenAt)?.instant ?? 0;

const tolerant = { unescapedParties: 'repaired', maskedPhones: 'accepted' };

/** The page's application id in a text, put right for the cast. */
const forTheCast = (text: string): string =>
  text.replace('a0000000000000000000000000000000', 'ab000000000000000000000000000001');

describe("the page's own messages", () => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  /** In March 2017, with two bookings: the page edits number 002. */
  async function clientOfThePage(readings: Readonly<Record<string, string>> = {}): Promise<SpaceClient> {
    const client = server.client();
    client.space.clock.set(then, 'frozen');
    await client.call(bookingAt(then + 60_000));
    await client.call(bookingAt(then + 60_000));
    client.setReadings(readings);
    return client;
  }

  test.each(messages)('pass as they are meant: $title', async ({ name, meant }) => {
    const client = await clientOfThePage();
    const answer = await client.call({ body: JSON.stringify(meant) });
    expect(meetingIn(answer).meid).toBe(name === 'edit' ? '002' : '003');
  });

  test.each(messages)('are refused as they are printed, since they are no JSON: $title', async ({ printed }) => {
    const client = await clientOfThePage();
    const answer = await client.call({ body: forTheCast(printed) });
    expect(answer).toMatchObject({ refusedBy: 'ytx/body-is-a-json-object', text: refusalBytes['-4'] });
  });

  test.each(messages)('are refused for their stars alone, once repaired: $title', async ({ printed }) => {
    const client = await clientOfThePage({ unescapedParties: 'repaired' });
    const answer = await client.call({ body: forTheCast(printed) });
    expect(answer).toMatchObject({ refusedBy: 'ytx/creator-is-a-phone', text: refusalBytes['-102'] });
  });

  test.each(messages)('are refused for their quotes alone, with stars accepted: $title', async ({ printed }) => {
    const client = await clientOfThePage({ maskedPhones: 'accepted' });
    expect(await client.call({ body: forTheCast(printed) })).toMatchObject({ refusedBy: 'ytx/body-is-a-json-object' });
  });

  test.each(messages)('pass as they are printed under the tolerant readings: $title', async ({ name, printed }) => {
    const client = await clientOfThePage(tolerant);
    const answer = await client.call({ body: forTheCast(printed) });
    expect(meetingIn(answer).meid).toBe(name === 'edit' ? '002' : '003');
  });

  test.each(messages)('say the same as they are printed and as they are meant: $title', async ({ printed, meant }) => {
    const [one, other] = [await clientOfThePage(tolerant), await clientOfThePage(tolerant)];
    await one.call({ body: forTheCast(printed.replaceAll(/\d{3}\*{4}/g, '1000000')) });
    await other.call({ body: JSON.stringify(meant) });
    expect(one.world()).toEqual(other.world());
  });

  test("are answered in the shape of the page's success, without its spaces", async () => {
    const answer = await (await clientOfThePage()).call({ body: JSON.stringify(page.messages.startNow.meant) });
    const { meid, mepwd } = meetingIn(answer);
    const printed = page.replies.success.printed.replaceAll(' ', '');
    expect(answer.text).toBe(
      printed.replace('"002"', `"${meid}"`).replace('896433', mepwd).replace('01053189900', '01000000100'),
    );
  });

  test("are answered with the page's refusal when something is missing", async () => {
    const answer = await (await clientOfThePage()).call({ body: '{"action":"createMeeting"}' });
    expect(answer.text).toBe(page.replies.missing.printed);
  });

  // The text of the page, its C# literals unescaped; white space does not count.
  const plain = (text: string): string => text.replaceAll('\\"', '"').replace(/\s/g, '');
  const text = plain(readFileSync(new URL('../../fixtures/pages/create-meeting-page.txt', import.meta.url), 'utf8'));

  test.each([...messages, ...Object.values(page.replies)])(
    'are on the page as they are here: $title',
    ({ printed }) => {
      expect(text).toContain(plain(printed));
    },
  );

  test('have the replaced appid that the text of the page has, wherever they have one', () => {
    const replaced = /a0{31}/.exec(page.replaced)?.[0];
    expect(messages.map(({ printed }) => /"appid":"(\w+)"/.exec(printed)?.[1])).toEqual(messages.map(() => replaced));
    expect(new Set(text.match(/(?<="appid":")\w+/g))).toEqual(new Set([replaced]));
  });

  test('are no JSON on the page, and mask their phones', () => {
    for (const { printed } of messages) {
      expect(() => JSON.parse(printed) as unknown).toThrow(SyntaxError);
      expect(printed).toContain('"creator":"136****7556"');
      expect(printed).toContain('"parties":"[{"name":"张三","phone":"150****0804"},\n{"name":"李四"');
    }
  });
});
