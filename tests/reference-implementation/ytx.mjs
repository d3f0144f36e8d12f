import { ytxSuccess } from './agreed.mjs';
import { chinaText } from './china-time.mjs';
import { refusedBy } from './checks.mjs';
import { bare, changedRefusal, changedSuccess, jsonReply, refusalReply } from './replies.mjs';
import { applicationChecks } from './ytx-application.mjs';
import { booktimeIn, fieldChecks, fieldsIn, partiesIn } from './ytx-fields.mjs';
import { claimIn, identityChecks, instantIn, signIn } from './ytx-identity.mjs';

const checks = [...identityChecks, ...fieldChecks, ...applicationChecks];
const operation = 'createMeeting';

/** The operations that this YTX has. */
export const ytxOperations = [operation];

const shape = /^\/201612\/sid\/([^/]+)\/call\/TeleMeeting\.wx$/;

/** YTX's answer to a request, and what its operation is called. */
export function askYtx(request, { state, now, configuration }) {
  const sid = request.method === 'POST' ? shape.exec(request.path)?.[1] : undefined;
  if (sid === undefined) return { operation: undefined, reply: bare(404) };
  const reads = configuration.reads.ytx;
  const plants = configuration.plant;
  const it = readFrom(request, { sid, state: state.ytx, now, reads });
  const refused = refusedBy(checks, it, plants);
  if (refused !== undefined) {
    const reply = changedRefusal('ytx', refusalReply('ytx', refused.refusal), { plants, check: refused.check });
    return { operation, reply };
  }
  const reply = successOf(made(it, state), { reads, now, state });
  return { operation, reply: changedSuccess(reply, { plants, operation }) };
}

/** All that the checks look at. */
function readFrom({ headers, query, body, host, from }, { sid, state, now, reads }) {
  const claim = claimIn(headers.authorization);
  const { isObject, fields } = fieldsIn(body, reads);
  const { appid, bookmeeting, booktime, parties, confid } = fields;
  const meansBooking = bookmeeting === '2' || (bookmeeting === '1' && confid !== undefined && confid !== '');
  return {
    ...{ now, reads, settings: state.settings, sid, from, claim, isObject, fields, meansBooking },
    signedAt: claim && instantIn(claim.timestamp),
    sign: signIn(query, reads),
    account: state.accounts.get(sid),
    parties: partiesIn(parties, reads),
    startsAt: bookmeeting === '1' ? booktimeIn(booktime, reads) : now,
    application: state.applications.get(appid),
    environment: host === 'api.ytx.net' ? 'production' : 'sandbox',
    booking: meansBooking ? state.meetings.get(`${sid}/${confid}`) : undefined,
  };
}

/** The meeting that was started, booked, changed or cancelled. */
function made({ sid, fields, application, booking, startsAt }, { ytx: state, chance }) {
  const isCancelled = fields.bookmeeting === '2';
  const meeting = {
    ...(booking ?? { meid: nextNumber(state, sid), mepwd: chance.digits(6) }),
    ...{ account: sid, appid: fields.appid, cancelled: isCancelled },
    ...(isCancelled
      ? {}
      : { name: fields.meetingname, startsAt, meetcallerid: fields.shownumber || application.number }),
  };
  state.meetings.set(`${sid}/${meeting.meid}`, meeting);
  return meeting;
}

function nextNumber(state, sid) {
  const number = (state.numbers.get(sid) ?? 0) + 1;
  state.numbers.set(sid, number);
  return String(number).padStart(3, '0');
}

function successOf({ meid, mepwd, meetcallerid }, { reads, now, state }) {
  const meeting = { meid, mepwd, meetcallerid };
  const statusMsg = reads.statusMsg === 'object' ? meeting : JSON.stringify(meeting);
  return jsonReply(200, { statusCode: ytxSuccess, statusMsg, requestId: requestIdOf(reads, now, state.ytx) });
}

/** Undefined is left out of JSON. */
function requestIdOf({ requestId }, now, state) {
  if (requestId === 'absent') return undefined;
  state.requests += 1;
  const month = chinaText(now).slice(0, 7).replace('-', '');
  if (requestId === 'digits-16') return month + String(state.requests).padStart(10, '0');
  const since = BigInt(now - Date.parse('1991-10-20T00:00:00+08:00'));
  return `${month}${String(since * 2n ** 22n).padStart(19, '0')}0500`;
}
