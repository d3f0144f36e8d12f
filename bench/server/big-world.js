const keptByOne = 10_000;
/** So many different meetings are drawn; a million draws would take minutes. */
const drawn = 1000;

/**
 * The included world with so many meetings booked for the next two weeks, under as many other accounts as may keep them.
 * `draw` and `inventedMeeting` are the world generator's.
 */
export function bigWorld({ cast, ytx, ...others }, booked, { draw, inventedMeeting }) {
  const accounts = { ...ytx.accounts };
  const applications = { ...ytx.applications };
  const meetings = {};
  const startAt = Date.now();
  const invented = draw('booked meetings', (faker) =>
    Array.from({ length: drawn }, () => inventedMeeting(faker, { startAt })),
  );
  for (let number = 0; number < booked; number += 1) {
    const owner = String(Math.floor(number / keptByOne)).padStart(30, '0');
    const account = `be${owner}`;
    const appid = `bf${owner}`;
    accounts[account] ??= { authToken: `70${owner}` };
    applications[appid] ??= { account, environment: 'sandbox' };
    const meid = String((number % keptByOne) + 1).padStart(3, '0');
    meetings[`${account}/${meid}`] = { ...invented[number % drawn], account, appid };
  }
  return { ...others, cast, ytx: { ...ytx, accounts, applications, meetings } };
}
