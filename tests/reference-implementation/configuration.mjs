import { checkNames } from './all-checks.mjs';

/** The readings that can be configured. The first answer of each is the default. */
const readings = {
  ytx: {
    statusMsg: ['object', 'string'],
    requestId: ['absent', 'digits-29', 'digits-16'],
    validity: ['24h', '10min'],
    futureTimestamps: ['within-24h', 'refused', 'accepted'],
    parties: ['string-or-array', 'string', 'array'],
    bookmeetingType: ['string', 'string-or-number'],
    booktimeSeconds: ['refused', 'accepted'],
    emptyText: ['absent', 'given'],
    signParameter: ['Sign', 'any-case'],
    maskedPhones: ['refused', 'accepted'],
    fieldLengths: ['bounded', 'any'],
  },
  xylink: {
    businessStatus: ['400', '200'],
    moreInfoHost: ['www.com.ainemo.com', 'www.ainemo.com'],
    signatureStatus: ['400', '401', '200'],
    limitStatus: ['429', 'business'],
    unknownInterface: ['no-body', 'error'],
    enterpriseParameter: ['enterpriseId', 'both-spellings'],
    unknownRoom: ['bad-number', 'no-meeting'],
    replyOrder: ['request', 'reversed'],
    participantNumber: ['h323-and-sip', 'always'],
    absentGroupCount: ['one', 'by-present'],
    unknownEnterprise: ['no-enterprise', 'bad-signature'],
    emptyMeeting: ['no-meeting', 'invalid-parameter'],
    unnamedGroups: ['numbered', 'refused'],
    coercion: ['ids-only', 'both-ways'],
    strangers: ['refused', 'skipped'],
    excessGroups: ['refused', 'fewer', 'empty'],
    emptyGroupList: ['refused', 'no-groups'],
    emptyMemberList: ['refused', 'accepted'],
    doubleMembers: ['refused', 'first-counts'],
    topLevelGroupName: ['numbered', 'ignored'],
    absentParticipants: ['ignored', 'refused'],
    confnoSuffix: ['accepted', 'refused'],
    fieldLengths: ['bounded', 'any'],
    secondRegistration: ['replaces', 'refused'],
    registrationProbe: ['on', 'off'],
  },
};

const members = ['now', 'world', 'readings', 'plant', 'limit', 'break', 'flaky'];

/** What is in force when nothing is said. */
export const ordinary = { readings: {}, plant: [] };

/** The configuration `before` with what `given` says put over it, whole members at a time. Throws at what it cannot mean. */
export function configured(before, given) {
  const strange = Object.keys(given).filter((name) => !members.includes(name));
  if (strange.length > 0) throw new TypeError(`no such setting: ${strange.join(', ')}`);
  const after = { ...before, ...given };
  for (const plant of after.plant) demandSense(plant);
  if (after.break && !/^(502|reset|hang|slow:\d+)$/.test(after.break.how))
    throw new TypeError(`nothing breaks by ${after.break.how}`);
  return { ...after, reads: { ytx: chosen('ytx', after), xylink: chosen('xylink', after) } };
}

function chosen(provider, { readings: given }) {
  const catalogue = readings[provider];
  const answers = Object.fromEntries(Object.entries(catalogue).map(([name, [standard]]) => [name, standard]));
  for (const [name, answer] of Object.entries(given[provider] ?? {})) {
    if (!catalogue[name]?.includes(answer)) throw new TypeError(`${provider} has no reading ${name} = ${answer}`);
    answers[name] = answer;
  }
  return answers;
}

const kinds = ['code', 'text', 'type', 'missing', 'swapped'];

function demandSense({ kind, check, checks = [] }) {
  if (!kinds.includes(kind)) throw new TypeError(`nothing is planted by ${kind}`);
  const named = check === undefined ? checks : [check];
  const strange = named.filter((name) => !checkNames.has(name));
  if (strange.length > 0) throw new TypeError(`no such check: ${strange.join(', ')}`);
}
