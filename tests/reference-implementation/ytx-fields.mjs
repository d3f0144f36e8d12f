import { chinaInstant } from './china-time.mjs';
import { check } from './checks.mjs';
import { textOf } from './request.mjs';

/** The fields of a body, without those that count as absent; `isObject` says whether it had any at all. */
export function fieldsIn(body, { emptyText, bookmeetingType }) {
  const value = parsed(textOf(body));
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) return { isObject, fields: {} };
  const isAbsent = (field) => field === null || (field === '' && emptyText === 'absent');
  const fields = Object.fromEntries(Object.entries(value).filter(([, field]) => !isAbsent(field)));
  const { bookmeeting } = fields;
  if (bookmeetingType === 'string-or-number' && typeof bookmeeting === 'number') fields.bookmeeting = `${bookmeeting}`;
  return { isObject, fields };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The parties in the form that is accepted; undefined in any other. */
export function partiesIn(parties, { parties: form }) {
  if (typeof parties === 'string') return form === 'array' ? undefined : parsed(parties);
  return form === 'string' ? undefined : parties;
}

/** The instant of a booktime such as 2017-03-03 17:10. */
export function booktimeIn(text, { booktimeSeconds }) {
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(text)) return chinaInstant(`${text}:00`);
  return booktimeSeconds === 'accepted' ? chinaInstant(String(text)) : undefined;
}

const given = (name, isNeeded = () => true) =>
  check(
    `ytx/${name}-${name === 'parties' ? 'are' : 'is'}-present`,
    'parameterMissing',
    ({ fields }) => fields[name] !== undefined || !isNeeded(fields),
  );

const isBooking = ({ bookmeeting }) => bookmeeting === '1';
const isCancelling = ({ bookmeeting }) => bookmeeting === '2';

const texts = ['appid', 'meetingname', 'creator', 'shownumber', 'CustomParm', 'customParm'];
const textsOfBookings = ['confid', 'booktime'];

function areTexts({ fields }) {
  const names = fields.bookmeeting === '0' ? texts : [...texts, ...textsOfBookings];
  return names.every((name) => ['undefined', 'string'].includes(typeof fields[name]));
}

const listed = (parties) => (Array.isArray(parties) ? parties : []);
const isParty = (party) => [party?.name, party?.phone].every((text) => typeof text === 'string' && text !== '');

const phone = /^(1\d{10}|0\d{2,3}\d{7,8}(,\d{1,8})?)$/;
const masked = /^1\d\d\*{4}\d{4}$/;
const isPhone = (text, { maskedPhones }) => phone.test(text) || (maskedPhones === 'accepted' && masked.test(text));

/** What is asked for: what is missing first, then what is wrong. */
export const fieldChecks = [
  given('appid'),
  given('meetingname'),
  given('creator'),
  given('parties'),
  given('bookmeeting'),
  given('booktime', isBooking),
  given('confid', isCancelling),
  check('ytx/fields-are-text', 'parameterIllegal', areTexts),
  check('ytx/bookmeeting-is-legal', 'parameterIllegal', ({ fields }) => ['0', '1', '2'].includes(fields.bookmeeting)),
  check('ytx/booktime-is-an-instant', 'parameterIllegal', (it) => !isBooking(it.fields) || it.startsAt !== undefined),
  check('ytx/booktime-is-not-past', 'parameterIllegal', (it) => !isBooking(it.fields) || !(it.startsAt < it.now)),
  check(
    'ytx/parties-are-a-list',
    'parameterIllegal',
    ({ parties }) => Array.isArray(parties) && parties.length > 0 && parties.every(isParty),
  ),
  check(
    'ytx/names-are-not-too-long',
    'parameterIllegal',
    ({ fields, parties, reads, settings: { maxNameLength = 256 } }) =>
      reads.fieldLengths === 'any' ||
      [fields.meetingname, ...listed(parties).map((party) => party?.name)].every(
        (name) => !(name?.length > maxNameLength),
      ),
  ),
  check(
    'ytx/parties-are-not-too-many',
    'parameterIllegal',
    ({ parties, reads, settings: { maxParties = 500 } }) =>
      reads.fieldLengths === 'any' || listed(parties).length <= maxParties,
  ),
  check('ytx/creator-is-a-phone', 'phoneIllegal', ({ fields, reads }) => isPhone(fields.creator, reads)),
  check(
    'ytx/parties-have-phones',
    'phoneIllegal',
    ({ parties, reads }) => parties?.every((each) => isPhone(each.phone, reads)) ?? true,
  ),
];
