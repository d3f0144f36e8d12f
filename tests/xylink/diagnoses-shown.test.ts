import { describe, expect, test } from '@jest/globals';
import { type Step, traceOf } from '../../simulator/core/requests/trace.js';
import type { IncomingRequest } from '../../simulator/index.js';
import { incomingRequest, fields, openDiagnoser, signedByOne, target } from './diagnosing.js';
import { loggedIn, signedByTwo } from './diagnosing-two.js';
import { byOne, main, rooms } from './xylink-requests.js';

const diagnoser = openDiagnoser();
const tokens = loggedIn(diagnoser);

const byHand = (method: string, path: string, sent?: unknown): IncomingRequest => {
  const { target: signed, body } = byOne(method, path, sent === undefined ? '' : JSON.stringify(sent));
  return incomingRequest({ method, target: signed, body: Buffer.from(body ?? '') });
};
const login = (call: string, sent: object): IncomingRequest =>
  incomingRequest({ method: 'POST', target: `/admin/login/${call}`, body: Buffer.from(JSON.stringify(sent)) });
const credentials = {
  client_id: main.clientId,
  client_secret: main.clientSecret,
  enterpriseId: main.enterpriseId,
};
const [group] = fields.groupList;
const members = { ...fields, groupList: [{ ...group, memberList: [{ id: 1, type: 5 }] }] };

const stepsOf = (request: IncomingRequest): readonly Step[] => traceOf(diagnoser.simulator.ask('xylink', request));

describe.each([
  ['a login', login('oauth/app_token', credentials)],
  ['a login of an unknown client', login('oauth/app_token', { ...credentials, client_id: 'unknown' })],
  ['a login with a wrong secret', login('oauth/app_token', { ...credentials, client_secret: 7 })],
  ['a refresh', login('refresh_token', { refresh_token: tokens.refresh_token, client_id: main.clientId })],
  ['a refresh with nothing', login('refresh_token', {})],
  ['a request signed by 1.0', signedByOne({})],
  ['a request signed by 2.0', signedByTwo(tokens, {})],
  ['a request without a signature', incomingRequest({ method: 'POST', target })],
  ['members who are not there', byHand('POST', 'meeting/dynamicGroup', members)],
  ['random groups', byHand('POST', 'meeting/dynamicGroup', { meetingRoomNumber: rooms.small })],
  ['an invitation', byHand('PUT', 'invitation', { callNumber: rooms.idle, deviceList: [{ number: '1' }] })],
  ['a disconnect', byHand('PUT', `${rooms.running}/disconnect`, [{ id: 101000001, type: 5 }])],
  ['a look at a meeting', byHand('GET', `${rooms.running}/meetingStatus`)],
  ['the end of no meeting', byHand('PUT', `${rooms.idle}/end`)],
])('of %s', (_, request) => {
  test('every check shows what it expected and what it received', () => {
    const steps = stepsOf(request);
    expect(steps.length).toBeGreaterThan(1);
    for (const { check, saw } of steps) {
      expect([check, saw]).toEqual([check, expect.objectContaining({ expected: expect.anything() as unknown })]);
      expect([check, saw]).toEqual([check, expect.objectContaining({ received: expect.anything() as unknown })]);
    }
  });

  test('no check shows a credential', () => {
    const shown = JSON.stringify(stepsOf(request));
    const secrets = [main.token, main.clientSecret, ...Object.values(tokens).map(String)].filter(
      ({ length }) => length > 20,
    );
    expect(secrets).toHaveLength(5);
    expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
  });
});
