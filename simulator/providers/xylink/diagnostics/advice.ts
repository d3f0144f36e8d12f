import { gunzipSync } from 'node:zlib';
import { isJsonObject } from '../../../../contracts/json.js';
import {
  type Advice,
  adviceText,
  type Choice,
  idForShell,
  missingField,
  shownText,
  typeInWords,
  unknownId,
  type Values,
  writtenValue,
} from '../../../core/diagnosis/advice.js';
import { decodedBodyAdvice } from '../../../core/diagnosis/body-advice.js';
import type { AdviceInput } from '../../../core/provider.js';
import { headerOf } from '../../../core/requests/incoming-request.js';
import { enterprises, grants, refreshTokens, rooms, settingsIn, type XylinkContext } from '../model.js';
import { decodeJson, enterpriseIdIn, isText } from '../request-parts.js';
import { bearerIn } from '../rules/bearer.js';
import { isGroup } from '../rules/grouping.js';
import { hasItsNumber, memberFrom } from '../rules/members.js';
import { requestedRoom } from '../rules/rooms.js';
import texts from './advice.json' with { type: 'json' };
import {
  adviseOnLeaving,
  adviseOnMember,
  adviseOnPresence,
  adviseOnRepeatedMember,
  type RefusedCall,
} from './member-advice.js';

/** The checks that parse the body. */
const readsBody: ReadonlySet<string> = new Set(['xylink/body-is-a-json-object', 'xylink/participants-are-a-list']);

/** What is wrong with a refused request, and what to do. */
export function advise({ context, refusedBy, documents, shown }: AdviceInput): Advice | undefined {
  // The router created the route, and the catalogue the readings, so these have XYLink's types.
  const xylink = context as XylinkContext;
  const json = decodeJson(xylink.request.body, xylink.readings);
  const isOfBody = refusedBy.name === 'xylink/body-is-a-json-object' || json === undefined;
  const ofBody =
    isOfBody && readsBody.has(refusedBy.name)
      ? decodedBodyAdvice(xylink.request.body, xylink.readings, gunzipSync)
      : undefined;
  if (ofBody !== undefined) return ofBody;
  const body = json?.value;
  const fields = isJsonObject(body) ? body : {};
  const room = requestedRoom({ ...xylink, fields });
  const refused: RefusedCall = { check: refusedBy.name, context: xylink, shown, body, fields, room };
  const enterpriseId = enterpriseIdIn(xylink.request, xylink.readings);
  const ofTheEnterprise = rooms.all(documents).filter(([, { enterprise }]) => enterprise === enterpriseId);
  const { values, ...choice } = choose(refused);
  return adviceText(texts, {
    ...choice,
    values: {
      ...commonValues(refused),
      known: firstOf(enterprises.all(documents)),
      rooms: firstOf(ofTheEnterprise),
      ...values,
    },
  });
}

/** The first ids of a list, to choose from. */
const firstOf = (all: readonly (readonly [id: string, value: unknown])[]): string =>
  all
    .slice(0, 3)
    .map(([id]) => id)
    .join(', ') || '-';

/** The values that any of the texts may name. */
function commonValues({ context, shown, fields, room }: RefusedCall): Values {
  const { now, request, documents, readings } = context;
  return {
    expected: shownText(shown['expected']),
    received: shownText(shown['received']),
    enterpriseId: idForShell(enterpriseIdIn(request, readings), 'enterpriseId'),
    clientId: idForShell(fields['client_id'], 'clientId'),
    room: idForShell(room, 'room'),
    now: String(now),
    count: shownText(shown['count']),
    max: shownText(shown['max'] ?? settingsIn(documents).maxNameLength),
    windowMs: shownText(shown['windowMs']),
  };
}

function choose(refused: RefusedCall): Choice {
  return byCheck[refused.check]?.(refused) ?? { id: refused.check };
}

const byCheck: Readonly<Record<string, (refused: RefusedCall) => Choice>> = {
  'xylink/enterprise-is-known': ({ check, context }) =>
    adviseOnEnterprise(check, enterpriseIdIn(context.request, context.readings)),
  'xylink/bearer-is-known': ({ check, context }) =>
    bearerIn(context.request) === undefined ? { id: 'bearer-missing' } : { id: check },
  'xylink/timestamp-is-given': adviseOnHeader('x-xy-timestamp', 'timestamp-empty'),
  'xylink/nonce-is-given': adviseOnHeader('x-xy-nonce', 'nonce-empty'),
  'xylink/room-number-is-given': (refused) => adviseOnField(refused, 'meetingRoomNumber', 'field-not-text'),
  'xylink/call-number-is-given': (refused) => adviseOnField(refused, 'callNumber', 'field-not-text'),
  'xylink/devices-are-a-list': (refused) => adviseOnField(refused, 'deviceList', 'device-list-wrong'),
  'xylink/room-exists': ({ check, room }) => ({ id: /^[0-9]{4,20}$/.test(room) ? check : 'room-malformed' }),
  'xylink/mode-is-known': ({ check, fields }) => ({ id: check, values: { received: writtenValue(fields['mode']) } }),
  'xylink/group-list-is-a-list': adviseOnGroups,
  'xylink/group-names-are-not-too-long': ({ check, shown }) => ({
    id: check,
    values: { received: /\d+/.exec(String(shown['received']))?.[0] ?? '' },
  }),
  'xylink/members-are-not-too-many': ({ check, context }) => ({
    id: check,
    values: { max: String(settingsIn(context.documents).maxMembers) },
  }),
  'xylink/members-have-id-and-type': (refused) =>
    adviseOnMember(refused, ({ id, type }) => id === undefined || type === undefined),
  'xylink/members-have-participant-numbers': (refused) =>
    adviseOnMember(refused, (member) => !hasItsNumber(member, refused.context.readings)),
  'xylink/members-are-named-once': adviseOnRepeatedMember,
  'xylink/members-are-present': adviseOnPresence,
  'xylink/leaving-are-present': adviseOnLeaving,
  'xylink/participants-are-a-list': adviseOnParticipants,
  'xylink/handler-answers': adviseOnHandler,
  'xylink/client-is-known': ({ check, fields }) =>
    isText(fields['client_id']) ? unknownId(check, 'clientId', fields['client_id']) : { id: 'client-missing' },
  'xylink/refresh-token-is-good': (refused) =>
    isText(refused.fields['refresh_token'])
      ? { id: 'refresh-token-not-valid' }
      : adviseOnField(refused, 'refresh_token', 'field-not-text'),
  'xylink/refresh-token-is-of-the-client': adviseOnRefresh,
  'xylink/group-count-fits': ({ check, fields, shown }) => ({
    id: check,
    values: { received: writtenValue(fields['groupCount'] ?? shown['received']) },
  }),
};

/** The text for a header that is missing, or empty. */
function adviseOnHeader(header: string, empty: string): (refused: RefusedCall) => Choice {
  return ({ check, context }) => ({ id: headerOf(context.request, header) === undefined ? check : empty });
}

const adviseOnEnterprise = (check: string, id: string | undefined): Choice =>
  id === undefined ? { id: 'enterprise-missing' } : unknownId(check, 'enterpriseId', id);

/** The text for a field that is missing, empty or of another type. */
function adviseOnField({ check, fields }: RefusedCall, field: string, wrong: string): Choice {
  const value = fields[field];
  const isEmpty = value === null || value === '' || value === undefined;
  return isEmpty ? missingField(check, field, fields) : { id: wrong, values: { field, ...typeInWords(value) } };
}

function adviseOnGroups(refused: RefusedCall): Choice {
  const list: unknown = refused.fields['groupList'];
  if (!Array.isArray(list) || list.length === 0) return adviseOnField(refused, 'groupList', 'group-list-wrong');
  const place = list.findIndex((group) => !isGroup(group, refused.context.readings));
  return { id: 'group-incomplete', values: { place: String(place + 1) } };
}

function adviseOnParticipants({ check, body }: RefusedCall): Choice {
  if (!Array.isArray(body)) return { id: check, values: typeInWords(body) };
  if (body.length === 0) return { id: 'participants-empty' };
  const place = body.map(memberFrom).findIndex(({ id, type }) => id === undefined || type === undefined) + 1;
  return { id: 'participant-incomplete', values: { place: String(place) } };
}

function adviseOnHandler({ check, shown, context: { probe } }: RefusedCall): Choice {
  if (probe?.outcome === 'answered') return { id: 'handler-status', values: { received: String(probe.reply.status) } };
  // Our own sentence, whose end says what to do: it is not shortened as a caller's value is.
  return { id: textsOfProbe[probe?.outcome ?? ''] ?? check, values: { received: String(shown['received']) } };
}

const textsOfProbe: Readonly<Record<string, string>> = {
  'not-connected': 'handler-not-connected',
  'timed-out': 'handler-slow',
  'broken-off': 'handler-broken-off',
  'not-allowed': 'handler-not-allowed',
};

function adviseOnRefresh({ check, context: { documents }, fields }: RefusedCall): Choice {
  const found = refreshTokens.read(documents, String(fields['refresh_token']));
  const grant = found && grants.read(documents, found.accessToken);
  return { id: check, values: { owner: grant?.clientId ?? '-' } };
}
