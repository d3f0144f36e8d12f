import { URL } from 'node:url';
import { check } from './checks.mjs';
import { roomExists } from './xylink-meetings.mjs';
import { isText } from './xylink-values.mjs';

const refusal = 'parameterInvalid';

const ofEnterprises =
  'NewUserCall NewCallPush NemoUnbound LiveStatus RecordingStop RecordStatus TranscodingStatus DecryptStatus'.split(
    ' ',
  );
const ofRooms = ['ConferenceRosterInfo', 'NemoHands'];

const eventIn = ({ inPath, fields }) => inPath.event ?? fields.callbackEvent;
const handlersOf = ({ enterpriseId }, { callbacks }) => callbacks.get(enterpriseId) ?? {};

function isUsable(url) {
  if (!isText(url) || /\s/.test(url)) return false;
  if (url.startsWith('/_simulator/sink/')) return true;
  const { protocol, username, password } = URL.canParse(url) ? new URL(url) : {};
  return /^https?:$/.test(protocol) && /^https?:\/\/[^/]/.test(url) && username === '' && password === '';
}

const bodyIsAnObject = check('xylink/body-is-a-json-object', refusal, ({ isObject }) => isObject);
const eventIsKnown = check('xylink/callback-event-is-known', refusal, (it) => ofEnterprises.includes(eventIn(it)));
const urlIsUsable = check('xylink/handler-url-is-usable', refusal, ({ fields }) => isUsable(fields.handlerUrl));
const isRegistered = check(
  'xylink/callback-is-registered',
  refusal,
  (it) => eventIn(it) in handlersOf(it, it.registrations),
);

/** It sends nothing. No server has an address of this block, and every other one is taken to answer. */
const answers = check(
  'xylink/handler-answers',
  'handlerUnreachable',
  (it) => it.reads.registrationProbe === 'off' || !/^https?:\/\/203\.0\.113\./.test(it.fields.handlerUrl),
);

const isNew = (name, isThere) =>
  check(name, refusal, (it) => it.reads.secondRegistration === 'replaces' || !isThere(it));

/** What each operation about callbacks is asked. */
export const callbackChecksOf = {
  registerCallback: [
    bodyIsAnObject,
    eventIsKnown,
    urlIsUsable,
    isNew('xylink/callback-is-new', (it) => eventIn(it) in handlersOf(it, it.registrations)),
    answers,
  ],
  listCallbacks: [],
  changeCallback: [bodyIsAnObject, eventIsKnown, urlIsUsable, isRegistered],
  removeCallback: [eventIsKnown, isRegistered],
  listRosterCallbacks: [],
  registerRosterCallback: [
    bodyIsAnObject,
    check('xylink/roster-event-is-known', refusal, ({ fields }) => ofRooms.includes(fields.callbackEvent)),
    urlIsUsable,
    check('xylink/conf-numbers-agree', refusal, ({ fields, inPath: { segment } }) => {
      return [segment, segment.replace('@CONFNO', '')].includes(fields.confNumber ?? segment);
    }),
    roomExists,
    isNew('xylink/roster-callback-is-new', ({ roomNumber, registrations }) => registrations.rosters.has(roomNumber)),
  ],
  removeRosterCallback: [
    roomExists,
    check('xylink/roster-callback-is-registered', refusal, ({ roomNumber, registrations }) =>
      registrations.rosters.has(roomNumber),
    ),
  ],
};

/** The same in one list. */
export const callbackChecks = Object.values(callbackChecksOf).flat();

function put(it) {
  const { enterpriseId, fields, registrations } = it;
  registrations.callbacks.set(enterpriseId, { ...handlersOf(it, registrations), [eventIn(it)]: fields.handlerUrl });
}

/** What each of them does; what it gives is the reply, undefined for an empty one. */
export const callbackDoes = {
  registerCallback: put,
  changeCallback: put,
  listCallbacks: (it) =>
    Object.entries(handlersOf(it, it.registrations)).map(([callbackEvent, handlerUrl]) => ({
      callbackEvent,
      handlerUrl,
    })),
  removeCallback(it) {
    delete handlersOf(it, it.registrations)[eventIn(it)];
  },
  registerRosterCallback({ roomNumber, fields, registrations }) {
    registrations.rosters.set(roomNumber, { event: fields.callbackEvent, url: fields.handlerUrl });
  },
  listRosterCallbacks: ({ enterpriseId, registrations, rooms }) =>
    [...registrations.rosters]
      .filter(([confNumber]) => rooms.get(confNumber)?.enterprise === enterpriseId)
      .map(([confNumber, { event, url }]) => ({ confNumber, callbackEvent: event, handlerUrl: url })),
  removeRosterCallback({ roomNumber, registrations }) {
    registrations.rosters.delete(roomNumber);
  },
};
