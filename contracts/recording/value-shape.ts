/** A UUID, in either case. */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The form of a value, from which a similar one can be invented: `digits:3`, `uuid`, `mms+hex:32`. */
export function formOf(value: string): string {
  if (uuid.test(value)) return 'uuid';
  // Leading letters that are not hex digits are a fixed prefix of this kind of id.
  const [prefix = ''] = /^[g-z]+(?=[0-9a-f]{8,}$)/.exec(value) ?? [];
  const rest = value.slice(prefix.length);
  const alphabet = /^\d+$/.test(rest) ? 'digits' : /^[0-9a-f]+$/.test(rest) ? 'hex' : 'word';
  return `${prefix === '' ? '' : `${prefix}+`}${alphabet}:${rest.length}`;
}

/** The form of a secret, without any of its text. */
export const formOfSecret = (value: string): string =>
  uuid.test(value) ? 'uuid' : formOf(value).replace(/^\w+\+/, '');

/** The first character of an invented value, which shows that it is not a provider's. */
const beginnings: Readonly<Record<string, string>> = { digits: '9', number: '9', hex: 'f', word: 'w' };

/** The `number`th value of this form; short forms run out of values and repeat them. Throws for an invalid form. */
export function inventValue(form: string, number: number): string {
  if (form === 'uuid') return `ffffffff-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const [, prefix = '', alphabet = '', length] = /^(?:([a-z]+)\+)?(digits|number|hex|word):(\d{1,4})$/.exec(form) ?? [];
  if (length === undefined) throw new Error(`"${form}" is not a form of a value`);
  const rest = Number(length) - 1;
  return prefix + (beginnings[alphabet] ?? '') + (rest > 0 ? String(number).padStart(rest, '0').slice(-rest) : '');
}

/**
 * The kinds of members, parameters and headers by their names, in lower case and without `_` and `-`: secrets, ids and
 * signatures.
 */
const secrets = new Set([
  'authtoken',
  'token',
  'clientsecret',
  'accesstoken',
  'refreshtoken',
  'signsecret',
  'authorization',
  'password',
]);

const ids: Readonly<Record<string, string>> = {
  meid: 'meid',
  confid: 'meid',
  mepwd: 'mepwd',
  meetcallerid: 'meetcallerid',
  requestid: 'requestId',
  appid: 'appid',
  accountsid: 'accountSID',
  creator: 'phone',
  phone: 'phone',
  shownumber: 'phone',
  number: 'phone',
  participantnumber: 'phone',
  enterpriseid: 'enterpriseId',
  clientid: 'clientId',
  xxyclientid: 'clientId',
  xxynonce: 'nonce',
  meetingid: 'meetingId',
  groupno: 'groupNo',
  meetingroomnumber: 'room',
  callnumber: 'room',
  id: 'participant',
  participantid: 'participantId',
  externaluserid: 'externalUserId',
};

const signatures = new Set(['sign', 'signature', 'xxysign']);

/** The kind of the values under this name; undefined when they stay unchanged. */
export function kindOf(name: string): string | undefined {
  const folded = name.toLowerCase().replace(/[_-]/g, '');
  if (signatures.has(folded)) return 'signature';
  if (secrets.has(folded)) return `secret:${name}`;
  return Object.hasOwn(ids, folded) ? ids[folded] : undefined;
}

/** Whether values of this kind are secrets. */
export const isSecretKind = (kind: string): boolean => kind.startsWith('secret:');
