import { expect, test } from '@jest/globals';
import { diagnosisOf } from '../../simulator/core/diagnosis/diagnose.js';
import type { Diagnosis } from '../../simulator/core/diagnosis/diagnosis.js';
import { type Exchange, createSimulator } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { incomingRequest } from '../support/incoming-request.js';
import { diagnosed as diagnosisOverHttp } from './diagnosed.js';
import { incomingRequest as incomingXylink } from '../xylink/diagnosing.js';
import { byOne, groups, rooms, type Sent } from '../xylink/xylink-requests.js';
import { type Call, noon, prepare } from '../ytx/caller.js';

const simulator = createSimulator({ clock: { now: () => noon } });
const space = simulator.spaces.getOrCreate(undefined);

const diagnosisIn = (exchange: Exchange, language: 'en' | 'zh' = 'en'): Diagnosis =>
  diagnosisOf(
    { exchange, complete: true },
    { providers, documents: space.documents, redact: space.redactor(), language },
  );

const ytx = (call: Call): Exchange => simulator.ask('ytx', incomingRequest(prepare(space, call)));

const xylink = ({ body = '', ...sent }: Sent): Exchange =>
  simulator.ask('xylink', incomingXylink({ method: sent.method, target: sent.target, body: Buffer.from(body) }));

const refresh = (fields: object): Sent => ({
  method: 'POST',
  target: '/admin/login/refresh_token',
  body: JSON.stringify(fields),
});

const sandboxApp = 'ab000000000000000000000000000001';
const strange = 'ff80000000000000000000000000007c';

test.each<[string, Call, string, string]>([
  [
    'another spelling of a field',
    { fields: { appid: undefined, appId: sandboxApp } },
    '`appid` is missing. The body has `appId`: case matters.',
    'Rename `appId` to `appid`.',
  ],
  ['a field that is missing', { fields: { creator: undefined } }, '`creator` is missing.', 'Add `creator` to the body'],
  ['an empty field', { fields: { creator: '' } }, '`creator` is empty or null', 'Give `creator` a value.'],
  [
    'a number in place of a string',
    { fields: { bookmeeting: 0 } },
    '`bookmeeting` must be the string "0", not the number 0.',
    'Send "bookmeeting":"0".',
  ],
  [
    'a name that is a number',
    { fields: { meetingname: 7 } },
    '`meetingname` must be a string, not a number.',
    'quotation',
  ],
  [
    'the host of the other environment',
    { host: 'api.ytx.net' },
    'This appid belongs to sandbox.ytx.net; the request went to api.ytx.net.',
    'Send the request to sandbox.ytx.net',
  ],
  [
    'an offline application',
    { host: 'api.ytx.net', app: 'app:offline' },
    'The application ab000000000000000000000000000003 is offline.',
    `curl -X PATCH http://127.0.0.1:4010/_simulator/world -d '{"ytx":{"applications":{"ab000000000000000000000000000003":{"online":true}}}}'`,
  ],
  [
    'an account that the simulator does not have',
    { pathAccount: strange },
    'The simulator has no account',
    `curl -X PATCH http://127.0.0.1:4010/_simulator/world -d '{"ytx":{"accounts":{"${strange}":{"authToken":"'"$YTX_AUTH_TOKEN"'"}}}}'`,
  ],
  [
    'parties that are not JSON',
    { fields: { parties: 'Zhang San' } },
    '`parties` is a string, but it does not contain a JSON array.',
    'Send a string that contains a JSON array',
  ],
  [
    'a party without a phone',
    { fields: { parties: '[{"name":"x"}]' } },
    'Participant 1 of `parties` has no `name` or no `phone`.',
    'Give each participant',
  ],
])('YTX: %s', (_, call, says, fix) => {
  const { advice, says: summary } = diagnosisIn(ytx(call));
  expect(advice?.says).toContain(says);
  expect(summary).toContain(says);
  expect(advice?.fix).toContain(fix);
});

test.each<[string, Sent, string, string]>([
  ['a refresh without a token', refresh({}), '`refresh_token` is missing.', 'Send the refresh_token'],
  ['a refresh with an empty token', refresh({ refresh_token: '' }), '`refresh_token` is empty.', 'a value'],
  ['a refresh with a strange token', refresh({ refresh_token: 'x' }), 'it is unknown, or was used', 'log in again'],
  [
    'a room without a meeting',
    groups({ meetingRoomNumber: rooms.idle, mode: 'random', groupCount: 2, groupName: 'g' }),
    `No meeting is running in room ${rooms.idle}.`,
    `Start one: curl -X POST http://127.0.0.1:4010/_simulator/xylink/rooms/${rooms.idle}/meeting`,
  ],
  [
    'a room whose groups are open',
    groups({ meetingRoomNumber: rooms.grouped, mode: 'random', groupCount: 2 }),
    `The meeting in room ${rooms.grouped} already has 2 groups.`,
    `To close its groups in the simulator: curl -X DELETE http://127.0.0.1:4010/_simulator/xylink/rooms/${rooms.grouped}/groups`,
  ],
  [
    'an unknown room',
    byOne('GET', '990000000001/meetingStatus'),
    'The enterprise has no room 990000000001.',
    `{"xylink":{"rooms":{"990000000001":{"enterprise":"e000000000000000000000000000000000000001"}}}}`,
  ],
  [
    'a room number that is a number',
    groups({ meetingRoomNumber: Number(rooms.running), mode: 'random', groupCount: 2, groupName: 'g' }),
    '`meetingRoomNumber` must be a string, not a number.',
    'quotation marks',
  ],
  [
    'another spelling of the room',
    groups({ meetingroomnumber: rooms.running, mode: 'random' }),
    '`meetingRoomNumber` is missing. The body has `meetingroomnumber`: case matters.',
    'Rename `meetingroomnumber` to `meetingRoomNumber`.',
  ],
])('XYLink: %s', (_, sent, says, fix) => {
  const { advice } = diagnosisIn(xylink(sent));
  expect(advice?.says).toContain(says);
  expect(advice?.fix).toContain(fix);
});

test('is in Chinese as well', () => {
  const { advice, says } = diagnosisIn(ytx({ fields: { bookmeeting: 0 } }), 'zh');
  expect(says).toBe('被 ytx/bookmeeting-is-legal 拒绝：`bookmeeting` 必须是字符串 "0"，而不是数字 0。');
  expect(advice?.fix).toBe('请发送 "bookmeeting":"0"。');
});

test('commands go to the address of the caller, and to the space', async () => {
  const text = await diagnosisOverHttp({ app: 'app:offline', host: 'api.ytx.net' }, 'alice');
  expect(text.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/~alice$/);
  expect(text.diagnosis).toContain(`curl -X PATCH ${text.url}/_simulator/world -d`);
});

test('the command of an advice carries the change as JSON', () => {
  const { advice } = diagnosisIn(ytx({ host: 'api.ytx.net', app: 'app:offline' }));
  const [, patch = '{}'] = /-d '(.+?)'/.exec(advice?.fix ?? '') ?? [];
  const { ytx: part } = JSON.parse(patch) as {
    readonly ytx: { readonly applications: Readonly<Record<string, object>> };
  };
  expect(Object.values(part.applications)).toEqual([{ online: true }]);
});

/** The advice on manual groups of the running meeting; the room of type 5 comes first and needs no participantNumber. */
const adviceOnMembers = (...memberList: readonly object[]): Diagnosis['advice'] =>
  diagnosisIn(
    xylink(groups({ meetingRoomNumber: rooms.running, mode: 'manual', groupList: [{ groupName: 'A', memberList }] })),
  ).advice;

test('a missing participantNumber is that of the member that needs one', () => {
  const advice = adviceOnMembers({ id: 1, type: 5 }, { id: 2, type: 6 });
  expect(advice?.says).toBe('Member 2 of group 1 has no `participantNumber`.');
});

test('a wrong participantNumber of a terminal of type 6 is not a missing member', () => {
  const advice = adviceOnMembers({ id: 101000007, type: 6, participantNumber: '0100000010008' });
  expect(advice?.says).toBe(
    'The participantNumber of the member with id 101000007 and type 6 is "0100000010007" in the meeting of room 910000000001; the request sent "0100000010008".',
  );
  expect(advice?.fix).toContain('as meetingStatus returns it: "0100000010007"');
});

test('a wrong type is not a missing member', () => {
  expect(adviceOnMembers({ id: 101000001, type: 5 }, { id: 101000004, type: 2 })?.says).toBe(
    'The participant with id 101000004 has the type 5 in the meeting of room 910000000001; the request sent 2.',
  );
  expect(adviceOnMembers({ id: 1, type: 5 })?.says).toBe(
    'The member {"id":1,"type":5} is not in the meeting of room 910000000001.',
  );
});

test('a member that is named twice is found among the most that a request may name', () => {
  const members = Array.from({ length: 499 }, (_, id) => ({ id, type: 5 }));
  expect(adviceOnMembers(...members, { id: 498, type: 5 })?.says).toContain(
    '{"id":498,"type":5} occurs more than once',
  );
});

test('a shownumber that no application can have gets no command', () => {
  const adviceOn = (shownumber: string): string | undefined => diagnosisIn(ytx({ fields: { shownumber } })).advice?.fix;
  expect(adviceOn('01000000199')).toContain('"01000000199"]}}}}');
  expect(adviceOn('my own')).not.toContain('curl');
});

test('a long spelling of a field is shortened', () => {
  const other = `app_${'_'.repeat(5000)}id`;
  const { advice } = diagnosisIn(ytx({ fields: { appid: undefined, [other]: sandboxApp } }));
  expect(advice?.says).toContain('`appid` is missing. The body has `app_');
  expect(advice?.says.length).toBeLessThan(250);
});
