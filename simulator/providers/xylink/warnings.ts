import { bodyMembers } from '../../../contracts/xylink/generated.js';
import { bodyWithoutType, knownMembers, noValues, unknownMembers, type Warning } from '../../core/pipeline/warning.js';
import { assumed } from './evidence.js';
import type { Grant, XylinkContext } from './model.js';
import { rawParameter } from './request-parts.js';
import type { Fields } from './rules/body.js';
import type { LeavingAsked } from './rules/invitation.js';
import texts from './warnings.json' with { type: 'json' };

/** What the checks of an accepted request provided. `grant` is null with signature 1.0, and missing in a login. */
type AcceptedXylink = XylinkContext & {
  readonly grant?: Grant | null;
  readonly fields?: Fields;
  readonly leaving?: readonly LeavingAsked[];
};

// The schemas of these two have no property `version`: the path has a parameter of this name.
const members = knownMembers({
  ...bodyMembers,
  registerCallback: { ...bodyMembers.registerCallback, version: null },
  changeCallback: { ...bodyMembers.changeCallback, version: null },
});

/** The warnings about requests that XYLink accepts only by leniency. */
export const warnings: readonly Warning<AcceptedXylink>[] = [
  {
    name: 'xylink/signature-not-encoded',
    ...texts['signature-not-encoded'],
    evidence: [assumed('Some clients do not encode it; whether the provider accepts every such signature is unknown.')],
    find: ({ grant, request }) =>
      grant === null && /[+/=]/.test(rawParameter(request, 'signature') ?? '') ? noValues : undefined,
  },
  {
    name: 'xylink/no-content-type',
    ...texts['no-content-type'],
    evidence: [
      assumed('The Java SDK sends application/json;charset=utf-8; the reply to a request without it is unknown.'),
    ],
    find: bodyWithoutType,
  },
  {
    name: 'xylink/unknown-members',
    ...texts['unknown-members'],
    evidence: [assumed('Members that the page does not have, have no effect here; the reply to them is unknown.')],
    find: ({ fields, leaving, route }) =>
      unknownMembers(fields ?? leaving?.map(({ written }) => written), members.get(route.operation)),
  },
];
