import { lookup, rule } from '../../../core/pipeline/check.js';
import { bodyReadings } from '../../../core/requests/body-text.js';
import { isJsonObject } from '../../../../contracts/json.js';
import { assumed, corroborated, refusals } from '../evidence.js';
import { decodeJson, isText, showValue } from '../request-parts.js';
import type { XylinkContext } from '../model.js';
import type { XylinkWithFields } from './body.js';
import { type MemberAsked, memberFrom } from './members.js';

const refusal = refusals.parameterInvalid;
const sent = corroborated(['java-sdk', 'python-tests'], 'Both send it in this shape.');
const unknown = assumed('The reply to other shapes is unknown.');

export const callNumberIsGiven = rule({
  name: 'xylink/call-number-is-given',
  scenario: 'call-number-missing',
  refusal,
  evidence: [sent, unknown],
  readings: ['coercion'],
  details: ({ fields }: XylinkWithFields) => ({ expected: 'a room number', received: showValue(fields['callNumber']) }),
  test: ({ fields }: XylinkWithFields) => isText(fields['callNumber']),
});

export const devicesAreAList = lookup({
  name: 'xylink/devices-are-a-list',
  scenario: 'device-list-malformed',
  provides: 'numbers',
  refusal,
  evidence: [sent, unknown],
  readings: ['coercion'],
  details: ({ fields }: XylinkWithFields) => ({
    expected: 'a list of devices, each with a number',
    received: showValue(fields['deviceList']),
  }),
  resolve({ fields }: XylinkWithFields): readonly string[] | undefined {
    const list: unknown = fields['deviceList'];
    if (!Array.isArray(list) || list.length === 0) return undefined;
    const numbers = list.map((each: unknown) => (isJsonObject(each) ? each['number'] : undefined));
    return numbers.every(isText) ? numbers : undefined;
  },
});

/** A participant to disconnect, and the JSON value that names it. */
export type LeavingAsked = MemberAsked & { readonly written: unknown };

export const participantsAreAList = lookup({
  name: 'xylink/participants-are-a-list',
  scenario: 'participant-list-malformed',
  provides: 'leaving',
  refusal,
  evidence: [sent, unknown],
  readings: Object.keys(bodyReadings),
  details: ({ request, readings }: XylinkContext) => ({
    expected: 'a JSON array of participants, each with id and type',
    received: showValue(decodeJson(request.body, readings)?.value),
  }),
  resolve({ request, readings }: XylinkContext): readonly LeavingAsked[] | undefined {
    const list = decodeJson(request.body, readings)?.value;
    if (!Array.isArray(list) || list.length === 0) return undefined;
    const members = list.map((written: unknown) => ({ ...memberFrom(written), written }));
    return members.every(({ id, type }) => id !== undefined && type !== undefined) ? members : undefined;
  },
});
