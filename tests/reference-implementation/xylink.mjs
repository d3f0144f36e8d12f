import { refusals } from './agreed.mjs';
import { refusedBy } from './checks.mjs';
import { bare, changedRefusal, changedSuccess, jsonReply, refusalReply } from './replies.mjs';
import { signedRequestOf, signedChecks } from './xylink-common-checks.mjs';
import { callbackChecksOf, callbackDoes } from './xylink-callbacks.mjs';
import { groupChecks, split } from './xylink-groups.mjs';
import { loginChecksOf, loginOf, tokensFor } from './xylink-login.mjs';
import { checksOf, does } from './xylink-meetings.mjs';
import { isRecord, valueIn } from './xylink-values.mjs';

const api = String.raw`^/api/rest/external/v(?<version>\d+)`;
const control = `${api}/conferenceControl`;
const room = '(?<segment>[^/]+)';

const routes = [
  ['appToken', 'POST', /^\/admin\/login\/oauth\/app_token$/],
  ['refreshToken', 'POST', /^\/admin\/login\/refresh_token$/],
  ['createGroups', 'POST', new RegExp(`${control}/meeting/dynamicGroup$`)],
  ['invite', 'PUT', new RegExp(`${control}/invitation$`)],
  ['meetingStatus', 'GET', new RegExp(`${control}/${room}/meetingStatus$`)],
  ['disconnect', 'PUT', new RegExp(`${control}/${room}/disconnect$`)],
  ['endMeeting', 'PUT', new RegExp(`${control}/${room}/end$`)],
  ['registerCallback', 'POST', new RegExp(`${api}/callbacks$`)],
  ['listCallbacks', 'GET', new RegExp(`${api}/callbacks$`)],
  ['changeCallback', 'PUT', new RegExp(`${api}/callbacks/(?<event>(?!roster$)[^/]+)$`)],
  ['removeCallback', 'DELETE', new RegExp(`${api}/callbacks/(?<event>(?!roster$)[^/]+)$`)],
  ['listRosterCallbacks', 'GET', new RegExp(`${api}/callbacks/roster$`)],
  ['registerRosterCallback', 'POST', new RegExp(`${api}/callbacks/roster/${room}$`)],
  ['removeRosterCallback', 'DELETE', new RegExp(`${api}/callbacks/roster/${room}$`)],
];

const checks = {
  ...loginChecksOf,
  createGroups: [...signedChecks, ...groupChecks],
  ...Object.fromEntries(
    Object.entries({ ...checksOf, ...callbackChecksOf }).map(([name, own]) => [name, [...signedChecks, ...own]]),
  ),
};

const operations = { appToken: tokensFor, refreshToken: tokensFor, createGroups: split, ...does, ...callbackDoes };

/** The operations that this XYLink has. */
export const xylinkOperations = Object.keys(operations);

/** XYLink's answer to a request, and what its operation is called. */
export function askXylink(request, { state, now, configuration }) {
  const [operation, , shape] =
    routes.find(([, method, path]) => request.method === method && path.test(request.path)) ?? [];
  if (operation === undefined) return { operation, reply: bare(404) };
  const { version, segment = '', event } = shape.exec(request.path).groups ?? {};
  const reads = configuration.reads.xylink;
  const plants = configuration.plant;
  const it = {
    operation,
    version,
    now,
    reads,
    inPath: { segment: decoded(segment), event },
    ...readFrom(request, { segment, operation, state: state.xylink, reads }),
  };
  const refused = refusedBy(checks[operation], it, plants);
  if (refused !== undefined) {
    const reply = read(refusalReply('xylink', refused.refusal), reads);
    return { operation, reply: changedRefusal('xylink', reply, { plants, check: refused.check }) };
  }
  const result = operations[operation](it, state);
  const reply = result === undefined ? bare(200) : jsonReply(200, result);
  return { operation, reply: changedSuccess(reply, { plants, operation }) };
}

/** All that the checks look at. */
function readFrom(request, { segment, operation, state, reads }) {
  const sent = valueIn(request.body);
  const value = reads.coercion === 'both-ways' ? coerced(sent) : sent;
  const isObject = isRecord(value);
  const fields = isObject ? value : {};
  const asked = { createGroups: fields.meetingRoomNumber, invite: fields.callNumber }[operation] ?? decoded(segment);
  const roomNumber = reads.confnoSuffix === 'accepted' ? String(asked).replace(/@CONFNO$/, '') : asked;
  return {
    ...signedRequestOf(request, { state, reads }),
    ...(operation in loginChecksOf ? loginOf(fields, state) : {}),
    ...{ isObject, fields, roomNumber, settings: state.settings },
    registrations: state.registrations,
    rooms: state.rooms,
    room: state.rooms.get(roomNumber),
    meeting: state.meetings.get(roomNumber),
  };
}

/** A body whose numbers became texts where texts belong, and the other way round for counts. */
const coerced = (value) =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value), (name, member) => coercedMember(name, member));

function coercedMember(name, member) {
  if (typeof member === 'number' && /Number$|^number$|^groupName$/.test(name)) return String(member);
  return name === 'groupCount' && /^-?\d+$/.test(String(member)) ? Number(member) : member;
}

function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** A refusal in the form that the readings choose. */
export function read(reply, { businessStatus, limitStatus, moreInfoHost, signatureStatus }) {
  const isAboutSignature = reply.body === refusals.xylink.signatureInvalid.body;
  const statuses = {
    400: Number(isAboutSignature ? signatureStatus : businessStatus),
    429: limitStatus === 'business' ? Number(businessStatus) : 429,
  };
  const body = reply.body.replace('www.com.ainemo.com', moreInfoHost);
  return { ...reply, status: statuses[reply.status] ?? reply.status, body };
}
