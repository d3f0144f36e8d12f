import { describe, expect, test } from '@jest/globals';
import { mistakesIn, openDiagnoser, signedByOne } from './diagnosing.js';
import { loggedIn, signedByTwo } from './diagnosing-two.js';
import { main } from './xylink-requests.js';

const diagnoser = openDiagnoser();
const { ask } = diagnoser;
const tokens = loggedIn(diagnoser);
const other = 'e000000000000000000000000000000000000002';

describe('a caller who is not known', () => {
  test('is diagnosed as using the old name of the parameter', () => {
    const renamed = (text: string): string => text.replace('enterpriseId', 'enterprise_id');
    const right = signedByOne({ lines: (lines) => lines.map(renamed) });
    const sent = renamed(right.targetForProvider);
    const diagnosed = ask({ ...right, targetAsSent: sent, targetForProvider: sent });
    expect(diagnosed.refusedBy).toBe('xylink/enterprise-is-known');
    expect(mistakesIn(diagnosed)).toEqual(['enterprise-id-underscored']);
  });

  test('is diagnosed with the owner of the token that signed', () => {
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
  ])('is diagnosed as %s', (mistake, Authorization) => {
    const diagnosed = ask(signedByTwo(tokens, { headers: { Authorization } }));
    expect(diagnosed.refusedBy).toBe('xylink/bearer-is-known');
    expect(mistakesIn(diagnosed)).toEqual([mistake]);
  });

  test.each(['Bearer unknown', 'Bearer', ''])('with %j for a bearer gets no hypothesis', (Authorization) => {
    const diagnosed = ask(signedByTwo(tokens, { headers: { Authorization } }));
    expect(diagnosed.refusedBy).toBe('xylink/bearer-is-known');
    expect(mistakesIn(diagnosed)).toEqual([]);
  });

  test('is diagnosed with the owner of the bearer', () => {
    const status = `/api/rest/external/v1/conferenceControl/910000000001/meetingStatus?enterpriseId=${other}`;
    const diagnosed = ask({ ...signedByTwo(tokens, { target: status }), method: 'GET' });
    expect(diagnosed.refusedBy).toBe('xylink/bearer-belongs-to-the-caller');
    expect(mistakesIn(diagnosed)).toEqual(['bearer-of-another-enterprise']);
    expect(diagnosed.findings?.hypotheses[0]?.says.zh).toContain(main.enterpriseId);
  });

  test('is diagnosed with the client that the bearer was issued to', () => {
    const diagnosed = ask(signedByTwo(tokens, { headers: { 'x-xy-clientid': 'another' } }));
    expect(diagnosed.refusedBy).toBe('xylink/bearer-belongs-to-the-caller');
    expect(mistakesIn(diagnosed)).toEqual(['client-id-differs']);
    expect(diagnosed.findings?.hypotheses[0]?.fix.en).toContain(main.clientId);
  });
});
