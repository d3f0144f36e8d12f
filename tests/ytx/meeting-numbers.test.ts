import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hour, meetingIn, noon } from './caller.js';
import { type SpaceClient, type ProviderServer, startServer } from './ytx-requests.js';
import { bookedFor, cancelling, expired } from './situations.js';

const account = 'ac000000000000000000000000000001';
const application = 'ab000000000000000000000000000001';
const other = 'ac000000000000000000000000000003';

let server: ProviderServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const meeting = {
  account,
  appid: application,
  mepwd: '000000',
  meetcallerid: '01000000100',
  name: 'a',
  creator: '10000007556',
  parties: [{ name: 'a', phone: '10000007556' }],
  startsAt: '2026-11-21 13:00:00',
};

const withMeetings = (...meids: readonly string[]): object => ({
  meetings: Object.fromEntries(meids.map((meid) => [`${account}/${meid}`, meeting])),
});

const kept = (client: SpaceClient): readonly string[] =>
  Object.keys(client.world().meetings).map((id) => id.replace(/.*\//, ''));

async function nextNumbers(client: SpaceClient, count: number): Promise<readonly string[]> {
  const numbers: string[] = [];
  while (numbers.length < count) numbers.push(meetingIn(await client.call()).meid);
  return numbers;
}

describe('meeting numbers', () => {
  test('count from 001', async () => {
    expect(await nextNumbers(server.client(), 3)).toEqual(['001', '002', '003']);
  });

  test('go on with 1000 after 999', async () => {
    const client = server.client();
    client.changeWorld(withMeetings('998'));
    expect(await nextNumbers(client, 3)).toEqual(['999', '1000', '1001']);
    expect(kept(client)).toEqual(['998', '999', '1000', '1001']);
  });

  test('of four digits are booked, edited and cancelled like any other', async () => {
    const client = server.client();
    client.changeWorld(withMeetings('999'));
    expect(meetingIn(await bookedFor(noon + hour)(client)).meid).toBe('1000');
    expect(meetingIn(await client.call(cancelling('1000'))).meid).toBe('1000');
  });

  test('are counted for each account by itself, its applications together', async () => {
    const client = server.client();
    client.changeWorld({ accounts: { [other]: { balance: 1 } } });
    const first = meetingIn(await client.call());
    const elsewhere = meetingIn(await client.call({ app: 'app:production', host: 'api.ytx.net' }));
    const another = meetingIn(await client.call({ account: 'account:no-balance', app: 'app:no-balance' }));
    expect([first.meid, elsewhere.meid, another.meid]).toEqual(['001', '002', '001']);
  });

  test('are counted for each space by itself', async () => {
    const [here, there] = [server.client(), server.client()];
    expect([await nextNumbers(here, 2), await nextNumbers(there, 1)]).toEqual([['001', '002'], ['001']]);
  });

  test('are given once each when many ask at once', async () => {
    const client = server.client();
    const answers = await Promise.all(Array.from({ length: 40 }, () => client.call()));
    const numbers = answers.map((answer) => meetingIn(answer).meid).sort();
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, index) => String(index + 1).padStart(3, '0')));
  });

  test('are not drawn by refusals, edits and cancellations', async () => {
    const client = server.client();
    await bookedFor(noon + hour)(client);
    for (const call of [expired, { body: '[]' }, { fields: { creator: '1' } }]) await client.call(call);
    await client.call({ fields: { bookmeeting: '1', confid: '001', booktime: '2026-11-21 14:00' } });
    await client.call(cancelling('001'));
    expect(await nextNumbers(client, 1)).toEqual(['002']);
  });

  test('begin anew when the space is reset', async () => {
    const client = server.client();
    await nextNumbers(client, 2);
    client.space.reset();
    expect(await nextNumbers(client, 1)).toEqual(['001']);
  });
});

describe('an account', () => {
  test('keeps as many meetings as the world says, the oldest out first', async () => {
    const client = server.client();
    client.changeWorld({ settings: { meetingsKept: 3 } });
    await nextNumbers(client, 5);
    expect(kept(client)).toEqual(['003', '004', '005']);
  });

  test('keeps its own meetings when another account has too many', async () => {
    const client = server.client();
    client.changeWorld({ settings: { meetingsKept: 1 }, accounts: { [other]: { balance: 1 } } });
    await nextNumbers(client, 1);
    for (let made = 0; made < 3; made += 1) await client.call({ account: 'account:no-balance', app: 'app:no-balance' });
    expect(Object.keys(client.world().meetings).sort()).toEqual([`${account}/001`, `${other}/003`]);
  });

  test('does not lose a meeting to an edit or a cancellation', async () => {
    const client = server.client();
    client.changeWorld({ settings: { meetingsKept: 2 } });
    await bookedFor(noon + hour)(client);
    await bookedFor(noon + hour)(client);
    await client.call({ fields: { bookmeeting: '1', confid: '001', booktime: '2026-11-21 14:00' } });
    await client.call(cancelling('002'));
    expect(kept(client)).toEqual(['001', '002']);
  });

  test('keeps no more than that either when its world already held more', async () => {
    const client = server.client();
    client.changeWorld({ settings: { meetingsKept: 2 }, ...withMeetings('001', '002', '003', '004') });
    await nextNumbers(client, 1);
    expect(kept(client)).toEqual(['004', '005']);
  });

  test('keeps no more than that when numbers are missing in its world', async () => {
    const client = server.client();
    client.changeWorld({ settings: { meetingsKept: 2 }, ...withMeetings('001', '100') });
    await nextNumbers(client, 1);
    expect(kept(client)).toEqual(['100', '101']);
  });
});

describe('meeting passwords', () => {
  test('differ from meeting to meeting and follow from the seed', async () => {
    const passwords = async (seed: string): Promise<readonly string[]> => {
      const another = await startServer({ seed });
      const client = another.client();
      const answers = [await client.call(), await client.call(), await client.call()];
      await another.close();
      return answers.map((answer) => meetingIn(answer).mepwd);
    };
    const [one, again, two] = [await passwords('one'), await passwords('one'), await passwords('two')];
    expect(new Set(one).size).toBe(3);
    expect(again).toEqual(one);
    expect(two).not.toEqual(one);
  });
});
