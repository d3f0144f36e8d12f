import { gunzipSync } from 'node:zlib';
import { timestampOf, wallClockOf } from '../../../../contracts/ytx/china-time.js';
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
import type { Shown } from '../../../core/pipeline/check.js';
import { type Fields } from '../body.js';
import { accounts, type Application, applications, settingsIn, type YtxContext } from '../model.js';
import { accountExists } from '../rules/account.js';
import { actionIsKnown, bodyIsAJsonObject } from '../rules/body.js';
import { applicationExists, callerIsAllowed, environmentOf, hostOf } from '../rules/application.js';
import { bookmeetingIsLegal, fieldsAreText, textFieldNames } from '../rules/fields.js';
import { namesAreNotTooLong, partiesAreNotTooMany } from '../rules/lengths.js';
import { isPhone, partiesAreAList, partiesHavePhones, partyOf } from '../rules/parties.js';
import { shownumberIsConfigured } from '../rules/booking.js';
import texts from './advice.json' with { type: 'json' };

/** A refused request, as far as advice depends on it. */
interface RefusedMeeting {
  readonly check: string;
  readonly context: YtxContext;
  readonly shown: Shown;
  /** The body's fields; empty if it is not a JSON object. */
  readonly fields: Fields;
  /** The application that the body names, even if it belongs to another account. */
  readonly application: Application | undefined;
}

/** What is wrong with a refused request, and what to do. */
export function advise({ context, refusedBy, documents, shown }: AdviceInput): Advice | undefined {
  // The router created the route, and the catalogue the readings, so these have YTX's types.
  const ytx = context as YtxContext;
  const ofBody =
    refusedBy.name === bodyIsAJsonObject.name
      ? decodedBodyAdvice(ytx.request.body, ytx.readings, gunzipSync)
      : undefined;
  if (ofBody !== undefined) return ofBody;
  const fields = ytx.route.decoded?.fields ?? {};
  const application = applications.read(ytx.documents, String(fields['appid']));
  const refused: RefusedMeeting = { check: refusedBy.name, context: ytx, shown, fields, application };
  const known = accounts
    .all(documents)
    .filter(([, { status }]) => status === 'active')
    .slice(0, 3)
    .map(([id]) => id);
  const { values, ...choice } = choose(refused);
  return adviceText(texts, {
    ...choice,
    values: { ...commonValues(refused), known: known.join(', ') || '-', ...values },
  });
}

/** The values that any of the texts may name. */
function commonValues({ context, shown, fields, application }: RefusedMeeting): Values {
  const { now, request, route } = context;
  const environment = environmentOf(request.host);
  return {
    expected: shownText(shown['expected']),
    received: shownText(shown['received']),
    accountSID: idForShell(route.accountSID, 'accountSID'),
    appid: idForShell(fields['appid'], 'appid'),
    confid: shownText(fields['confid']),
    action: shownText(route.actions),
    now: timestampOf(now),
    clock: wallClockOf(now),
    minute: wallClockOf(now).slice(0, 'yyyy-MM-dd HH:mm'.length),
    environment,
    host: request.host,
    rightHost: hostOf[application?.environment ?? environment],
  };
}

function choose(refused: RefusedMeeting): Choice {
  const special = byCheck[refused.check];
  if (special !== undefined) return special(refused);
  const field = /^ytx\/(\w+)-(?:is|are)-present$/.exec(refused.check)?.[1];
  if (field === undefined) return { id: refused.check };
  const choice = missingField(refused.check, field, refused.fields);
  return Object.hasOwn(texts, choice.id) ? choice : { id: 'field-missing', values: { field } };
}

const byCheck: Readonly<Record<string, (refused: RefusedMeeting) => Choice>> = {
  [accountExists.name]: ({ check, context }) => unknownId(check, 'accountSID', context.route.accountSID),
  [actionIsKnown.name]: adviseOnAction,
  [fieldsAreText.name]: adviseOnType,
  [bookmeetingIsLegal.name]: adviseOnBookmeeting,
  [partiesAreAList.name]: adviseOnParties,
  [partiesHavePhones.name]: adviseOnPhones,
  [namesAreNotTooLong.name]: adviseOnLength,
  [partiesAreNotTooMany.name]: ({ check, context }) => ({
    id: check,
    values: { max: String(settingsIn(context.documents).maxParties) },
  }),
  [applicationExists.name]: adviseOnApplication,
  [callerIsAllowed.name]: adviseOnCaller,
  [shownumberIsConfigured.name]: adviseOnShownumber,
};

function adviseOnAction({ check, context, fields }: RefusedMeeting): Choice {
  const expected = context.route.actions.map((action) => `"${action}"`).join(', ');
  return { id: check, values: { expected, received: writtenValue(fields['action']) } };
}

function adviseOnType({ check, context, fields }: RefusedMeeting): Choice {
  const isWrong = (name: string): boolean => fields[name] !== undefined && typeof fields[name] !== 'string';
  const field = textFieldNames(fields, context.readings).find(isWrong) ?? '';
  return { id: check, values: { field, ...typeInWords(fields[field]) } };
}

function adviseOnBookmeeting({ check, fields: { bookmeeting } }: RefusedMeeting): Choice {
  const isDigit = typeof bookmeeting === 'number' && [0, 1, 2].includes(bookmeeting);
  return isDigit
    ? { id: 'bookmeeting-number', values: { received: String(bookmeeting) } }
    : { id: check, values: { received: writtenValue(bookmeeting) } };
}

function adviseOnParties({ check, context, fields: { parties } }: RefusedMeeting): Choice {
  const list = context.route.decoded?.parties;
  if (list === undefined) {
    const accepts = context.readings.parties;
    if (typeof parties === 'string' && accepts !== 'array') return { id: 'parties-not-json' };
    if (typeof parties === 'string' || Array.isArray(parties)) {
      return { id: 'parties-other-form', values: { ...typeInWords(parties) } };
    }
    return { id: check };
  }
  if (list.length === 0) return { id: 'parties-empty' };
  const place = list.findIndex((member) => partyOf(member, context.readings) === undefined);
  return { id: 'party-incomplete', values: { place: String(place + 1) } };
}

function adviseOnPhones({ check, context }: RefusedMeeting): Choice {
  const parties = (context.route.decoded?.parties ?? []).map((member) => partyOf(member, context.readings));
  const place = parties.findIndex((party) => party !== undefined && !isPhone(party.phone, context.readings));
  return { id: check, values: { place: String(place + 1), phone: shownText(parties[place]?.phone) } };
}

function adviseOnLength({ check, context, shown }: RefusedMeeting): Choice {
  const received = /\d+/.exec(String(shown['received']))?.[0] ?? '';
  return { id: check, values: { received, max: String(settingsIn(context.documents).maxNameLength) } };
}

function adviseOnApplication({ check, application, fields }: RefusedMeeting): Choice {
  if (application === undefined) return unknownId(check, 'appid', fields['appid']);
  return { id: 'application-of-another', values: { owner: application.account } };
}

function adviseOnCaller({ check, context, application }: RefusedMeeting): Choice {
  const allowed = [...(application?.allowedCallers ?? []), context.request.clientIp].join(',');
  return { id: check, values: { allowed } };
}

function adviseOnShownumber({ check, fields: { shownumber }, application }: RefusedMeeting): Choice {
  if (!/^[0-9]{3,20}$/.test(String(shownumber))) return { id: 'shownumber-malformed' };
  return { id: check, values: { numbers: JSON.stringify([...(application?.shownumbers ?? []), shownumber]) } };
}
