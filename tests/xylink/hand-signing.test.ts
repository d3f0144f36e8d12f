import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { signRequest, defaultFlags } from '../../simulator/cli/shared/request-overrides.js';
import type { SignedByHand } from '../../simulator/core/requests/request-builder.js';
import { type Answer, login, noon, type Office, openOffice } from './office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

function signed(selection: Readonly<Record<string, string>>): SignedByHand | string {
  const [xylink] = office.simulator.providers.filter(({ name }) => name === 'xylink');
  if (xylink === undefined) throw new Error('there is no provider called xylink');
  return signRequest(xylink, office.space(), { flags: { ...defaultFlags(xylink), ...selection }, now: noon });
}

function sent(selection: Readonly<Record<string, string>>): Promise<Answer> {
  const result = signed(selection);
  if (typeof result === 'string') throw new Error(result);
  const { host, method, target, headers, body } = result;
  return office.send({ method, target: `/${host}${target}`, headers, body });
}

test.each(['appToken', 'createGroups', 'meetingStatus', 'invite'])('%s is signed by 1.0', async (operation) => {
  expect(await sent({ operation })).toMatchObject({ status: 200, refusedBy: undefined });
});

test.each(['MD5', 'SHA256', 'HMAC_SHA256'])('with the tokens of a login it is signed by 2.0, %s', async (type) => {
  const { access_token: token, signSecret } = await login(office);
  const flags = { scheme: '2', 'access-token': token, 'sign-secret': signSecret, 'sign-type': type };
  expect(await sent({ operation: 'meetingStatus', ...flags })).toMatchObject({ status: 200 });
});

test.each([
  [{ scheme: '2' }, /--access-token/],
  [{ scheme: '3' }, /1 or 2/],
  [{ enterprise: 'enterprise:rich' }, /nobody.*"enterprise:rich"/],
  [{ room: 'room:gone' }, /nobody.*"room:gone"/],
  [{ operation: 'dance' }, /no operation "dance"/],
])('%j is told what is wrong', (selection, says) => {
  expect(signed(selection as Readonly<Record<string, string>>)).toMatch(says);
});
