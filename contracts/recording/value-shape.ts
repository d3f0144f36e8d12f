/** A UUID, in either case. */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a value looks like, so that one like it can be invented: `digits:3`, `uuid`, `mms+hex:32`. */
export function formOf(value: string): string {
  if (uuid.test(value)) return 'uuid';
  // Letters that are no hex digits are what an id of this kind always begins with.
  const [prefix = ''] = /^[g-z]+(?=[0-9a-f]{8,}$)/.exec(value) ?? [];
  const rest = value.slice(prefix.length);
  const alphabet = /^\d+$/.test(rest) ? 'digits' : /^[0-9a-f]+$/.test(rest) ? 'hex' : 'word';
  return `${prefix === '' ? '' : `${prefix}+`}${alphabet}:${rest.length}`;
}

/** What a secret looks like; nothing of its own text is in it. */
export const formOfSecret = (value: string): string =>
  uuid.test(value) ? 'uuid' : formOf(value).replace(/^\w+\+/, '');

/** What an invented value begins with, so that it is plainly none of a provider's. */
const beginnings: Readonly<Record<string, string>> = { digits: '9', number: '9', hex: 'f', word: 'w' };

/** The `number`th value of this form; shorter forms run out of values, and begin anew. Throws for a form that is none. */
export function inventValue(form: string, number: number): string {
  if (form === 'uuid') return `ffffffff-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const [, prefix = '', alphabet = '', length] = /^(?:([a-z]+)\+)?(digits|number|hex|word):(\d{1,4})$/.exec(form) ?? [];
  if (length === undefined) throw new Error(`"${form}" is no form of a value`);
  const rest = Number(length) - 1;
  return prefix + (beginnings[alphabet] ?? '') + (rest > 0 ? String(number).padStart(rest, '0').slice(-rest) : '');
}

/**
 * What a member, a parameter or a header means by its name alone, in lower case and without `_` and `-`: a kind of
 * secret, a signature, or a kind of id.
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

/** The kind by which what stands under this name is called; undefined when it stays as it is. */
export function kindOf(name: string): string | undefined {
  const folded = name.toLowerCase().replace(/[_-]/g, '');
  if (signatures.has(folded)) return 'signature';
  if (secrets.has(folded)) return `secret:${name}`;
  return Object.hasOwn(ids, folded) ? ids[folded] : undefined;
}

/** Whether what is called by this kind is a secret. */
export const isSecretKind = (kind: string): boolean => kind.startsWith('secret:');
