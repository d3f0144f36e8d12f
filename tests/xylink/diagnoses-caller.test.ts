import { describe, expect, test } from '@jest/globals';
import { mistakesIn, openClinic, signedByOne } from './diagnosing.js';
import { loggedIn, signedByTwo } from './diagnosing-two.js';
import { main } from './xylink-requests.js';

const clinic = openClinic();
const { ask } = clinic;
const tokens = loggedIn(clinic);
const other = 'e000000000000000000000000000000000000002';

describe('a caller who is not known', () => {
  test('is told that the enterprise stands under its old name', () => {
    const renamed = (text: string): string => text.replace('enterpriseId', 'enterprise_id');
    const right = signedByOne({ lines: (lines) => lines.map(renamed) });
    const sent = renamed(right.targetForProvider);
    const diagnosed = ask({ ...right, targetAsSent: sent, targetForProvider: sent });
    expect(diagnosed.refusedBy).toBe('xylink/enterprise-is-known');
    expect(mistakesIn(diagnosed)).toEqual(['enterprise-id-underscored']);
  });

  test('is told whose token has signed', () => {
    const mistyped = main.enterpriseId.replace('1', '9');
    const swapped = (text: string): string => text.replace(main.enterpriseId, mistyped);
    const right = signedByOne({ lines: (lines) => lines.map(swapped) });
    const sent = swapped(right.targetForProvider);
    const diagnosed = ask({ ...right, targetAsSent: sent, targetForProvider: sent });
    expect(diagnosed.refusedBy).toBe('xylink/enterprise-is-known');
    expect(mistakesIn(diagnosed)).toEqual(['token-of-another-enterprise']);
    expect(diagnosed.findings?.hypotheses[0]?.says.en).toContain(main.enterpriseId);
  });

  test.each([
    ['bearer-word-missing', tokens.access_token],
    ['bearer-word-missing', `Bearer: ${tokens.access_token}`],
    ['refresh-token-as-bearer', `Bearer ${tokens.refresh_token}`],
  ])('is told %s', (mistake, Authorization) => {
    const diagnosed = ask(signedByTwo(tokens, { headers: { Authorization } }));
    expect(diagnosed.refusedBy).toBe('xylink/bearer-is-known');
    expect(mistakesIn(diagnosed)).toEqual([mistake]);
  });

  test.each(['Bearer nobody', 'Bearer', ''])('with %j for a bearer is told nothing', (Authorization) => {
    const diagnosed = ask(signedByTwo(tokens, { headers: { Authorization } }));
    expect(diagnosed.refusedBy).toBe('xylink/bearer-is-known');
    expect(mistakesIn(diagnosed)).toEqual([]);
  });

  test('is told whose bearer it was', () => {
    const status = `/api/rest/external/v1/conferenceControl/910000000001/meetingStatus?enterpriseId=${other}`;
    const diagnosed = ask({ ...signedByTwo(tokens, { target: status }), method: 'GET' });
    expect(diagnosed.refusedBy).toBe('xylink/bearer-belongs-to-the-caller');
    expect(mistakesIn(diagnosed)).toEqual(['bearer-of-another-enterprise']);
    expect(diagnosed.findings?.hypotheses[0]?.says.zh).toContain(main.enterpriseId);
  });

  test('is told to which client a bearer was given', () => {
    const diagnosed = ask(signedByTwo(tokens, { headers: { 'x-xy-clientid': 'another' } }));
    expect(diagnosed.refusedBy).toBe('xylink/bearer-belongs-to-the-caller');
    expect(mistakesIn(diagnosed)).toEqual(['client-id-differs']);
    expect(diagnosed.findings?.hypotheses[0]?.fix.en).toContain(main.clientId);
  });
});
