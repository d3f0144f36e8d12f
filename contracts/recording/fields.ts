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
