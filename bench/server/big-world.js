const keptByOne = 10_000;
const tomorrow = () => new Date(Date.now() + 32 * 60 * 60 * 1000).toISOString().slice(0, 19).replace('T', ' ');

/** The included world with so many meetings booked for tomorrow, under as many other accounts as may keep them. */
export function bigWorld({ cast, ytx, ...others }, booked) {
  const accounts = { ...ytx.accounts };
  const applications = { ...ytx.applications };
  const meetings = {};
  const startsAt = tomorrow();
  for (let number = 0; number < booked; number += 1) {
    const owner = String(Math.floor(number / keptByOne)).padStart(30, '0');
    const account = `be${owner}`;
    const appid = `bf${owner}`;
    accounts[account] ??= { authToken: `70${owner}` };
    applications[appid] ??= { account, environment: 'sandbox' };
    const meid = String((number % keptByOne) + 1).padStart(3, '0');
    const parties = [
      { name: '张三', phone: '10000000804' },
      { name: '李四', phone: '10000007556' },
    ];
    meetings[`${account}/${meid}`] = {
      account,
      appid,
      mepwd: '123456',
      meetcallerid: '01053189900',
      name: `booked ${number}`,
      creator: '10000007556',
      parties,
      startsAt,
    };
  }
  return { ...others, cast, ytx: { ...ytx, accounts, applications, meetings } };
}
