import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hour, meetingIn, noon } from './caller.js';
import { type Desk, type Office, openOffice } from './office.js';
import { bookedFor, cancelling, expired } from './situations.js';

const account = 'ac000000000000000000000000000001';
const application = 'ab000000000000000000000000000001';
const other = 'ac000000000000000000000000000003';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const meeting = {
  account,
  appid: application,
  mepwd: '000000',
  meetcallerid: '01053189900',
  name: 'a',
  creator: '10000007556',
  parties: [{ name: 'a', phone: '10000007556' }],
  startsAt: '2026-11-21 13:00:00',
};

const withMeetings = (...meids: readonly string[]): object => ({
  meetings: Object.fromEntries(meids.map((meid) => [`${account}/${meid}`, meeting])),
});

const kept = (desk: Desk): readonly string[] => Object.keys(desk.world().meetings).map((id) => id.replace(/.*\//, ''));

async function nextNumbers(desk: Desk, count: number): Promise<readonly string[]> {
  const numbers: string[] = [];
  while (numbers.length < count) numbers.push(meetingIn(await desk.call()).meid);
  return numbers;
}

describe('meeting numbers', () => {
  test('count from 001', async () => {
    expect(await nextNumbers(office.desk(), 3)).toEqual(['001', '002', '003']);
  });

  test('go on with 1000 after 999', async () => {
    const desk = office.desk();
    desk.changeWorld(withMeetings('998'));
    expect(await nextNumbers(desk, 3)).toEqual(['999', '1000', '1001']);
    expect(kept(desk)).toEqual(['998', '999', '1000', '1001']);
  });

  test('of four digits are booked, edited and cancelled like any other', async () => {
    const desk = office.desk();
    desk.changeWorld(withMeetings('999'));
    expect(meetingIn(await bookedFor(noon + hour)(desk)).meid).toBe('1000');
    expect(meetingIn(await desk.call(cancelling('1000'))).meid).toBe('1000');
  });

  test('are counted for each account by itself, its applications together', async () => {
    const desk = office.desk();
    desk.changeWorld({ accounts: { [other]: { balance: 1 } } });
    const first = meetingIn(await desk.call());
    const elsewhere = meetingIn(await desk.call({ app: 'app:production', host: 'api.ytx.net' }));
    const another = meetingIn(await desk.call({ account: 'account:penniless', app: 'app:penniless' }));
    expect([first.meid, elsewhere.meid, another.meid]).toEqual(['001', '002', '001']);
  });

  test('are counted for each space by itself', async () => {
    const [here, there] = [office.desk(), office.desk()];
    expect([await nextNumbers(here, 2), await nextNumbers(there, 1)]).toEqual([['001', '002'], ['001']]);
  });

  test('are given once each when many ask at once', async () => {
    const desk = office.desk();
    const answers = await Promise.all(Array.from({ length: 40 }, () => desk.call()));
    const numbers = answers.map((answer) => meetingIn(answer).meid).sort();
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, index) => String(index + 1).padStart(3, '0')));
  });

  test('are not drawn by refusals, edits and cancellations', async () => {
    const desk = office.desk();
    await bookedFor(noon + hour)(desk);
    for (const call of [expired, { body: '[]' }, { fields: { creator: '1' } }]) await desk.call(call);
    await desk.call({ fields: { bookmeeting: '1', confid: '001', booktime: '2026-11-21 14:00' } });
    await desk.call(cancelling('001'));
    expect(await nextNumbers(desk, 1)).toEqual(['002']);
  });

  test('begin anew when the space is reset', async () => {
    const desk = office.desk();
    await nextNumbers(desk, 2);
    desk.space.reset();
    expect(await nextNumbers(desk, 1)).toEqual(['001']);
  });
});

describe('an account', () => {
  test('keeps as many meetings as the world says, the oldest out first', async () => {
    const desk = office.desk();
    desk.changeWorld({ settings: { meetingsKept: 3 } });
    await nextNumbers(desk, 5);
    expect(kept(desk)).toEqual(['003', '004', '005']);
  });

  test('keeps its own meetings when another account has too many', async () => {
    const desk = office.desk();
    desk.changeWorld({ settings: { meetingsKept: 1 }, accounts: { [other]: { balance: 1 } } });
    await nextNumbers(desk, 1);
    for (let made = 0; made < 3; made += 1) await desk.call({ account: 'account:penniless', app: 'app:penniless' });
    expect(Object.keys(desk.world().meetings).sort()).toEqual([`${account}/001`, `${other}/003`]);
  });

  test('does not lose a meeting to an edit or a cancellation', async () => {
    const desk = office.desk();
    desk.changeWorld({ settings: { meetingsKept: 2 } });
    await bookedFor(noon + hour)(desk);
    await bookedFor(noon + hour)(desk);
    await desk.call({ fields: { bookmeeting: '1', confid: '001', booktime: '2026-11-21 14:00' } });
    await desk.call(cancelling('002'));
    expect(kept(desk)).toEqual(['001', '002']);
  });

  test('keeps no more than that either when its world already held more', async () => {
    const desk = office.desk();
    desk.changeWorld({ settings: { meetingsKept: 2 }, ...withMeetings('001', '002', '003', '004') });
    await nextNumbers(desk, 1);
    expect(kept(desk)).toEqual(['004', '005']);
  });

  test('keeps no more than that when numbers are missing in its world', async () => {
    const desk = office.desk();
    desk.changeWorld({ settings: { meetingsKept: 2 }, ...withMeetings('001', '100') });
    await nextNumbers(desk, 1);
    expect(kept(desk)).toEqual(['100', '101']);
  });
});

describe('meeting passwords', () => {
  test('differ from meeting to meeting and follow from the seed', async () => {
    const passwords = async (seed: string): Promise<readonly string[]> => {
      const another = await openOffice({ seed });
      const desk = another.desk();
      const answers = [await desk.call(), await desk.call(), await desk.call()];
      await another.close();
      return answers.map((answer) => meetingIn(answer).mepwd);
    };
    const [one, again, two] = [await passwords('one'), await passwords('one'), await passwords('two')];
    expect(new Set(one).size).toBe(3);
    expect(again).toEqual(one);
    expect(two).not.toEqual(one);
  });
});
