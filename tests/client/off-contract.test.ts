import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { ContractError } from '../../client/index.js';
import { schemaIssues } from '../../client/core/schema.js';
import { clientOf, nowhere } from './client-of.js';
import { weekly } from './ytx-requests.js';

beforeAll(() => {
  if (!nock.isActive()) nock.activate();
});
afterEach(() => {
  nock.cleanAll();
});
afterAll(() => {
  nock.restore();
});

const json = { 'Content-Type': 'application/json;charset=utf-8' };
const meeting = { meid: '001', mepwd: '123456', meetcallerid: '01000000100' };

/** What becomes of a startMeeting that is answered so. */
async function answered(
  body: string | Buffer,
  { status = 200, headers = json }: { readonly status?: number; readonly headers?: Record<string, string> } = {},
): Promise<unknown> {
  nock(nowhere).post(/./).query(true).reply(status, body, headers);
  return clientOf()
    .startMeeting(weekly)
    .catch((error: unknown) => error);
}

/** The issues of a ContractError, as text. */
const issuesIn = (failure: unknown): readonly string[] => {
  if (!(failure instanceof ContractError)) throw new Error(`this is no ContractError: ${String(failure)}`);
  return failure.issues.map(({ part, pointer = '', message }) => `${part}${pointer}: ${message}`);
};

const success = (statusMsg: unknown): string => JSON.stringify({ statusCode: '0', statusMsg });

describe('a reply that is not as agreed', () => {
  test.each([
    ['is empty', '', 'body: is empty'],
    ['was cut short', success(meeting).slice(0, 40), 'body: is JSON that was cut short'],
    ['is plain text', 'OK', 'body: is not JSON'],
    ['is HTML', '<!doctype html><title>Login</title>', 'body: is HTML or XML, not JSON'],
    ['is no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'body: is not UTF-8'],
    ['is over 1 MiB', ' '.repeat(1024 * 1024 + 1), 'body: is over 1048576 bytes'],
    ['is no object', '[]', 'body: must be object'],
  ])('is off contract when its body %s', async (_, body, issue) => {
    expect(issuesIn(await answered(body))).toEqual([issue]);
  });

  test.each([
    [500, 'status: is 500 and not 200'],
    [302, 'status: is 302, a redirect, and not 200'],
  ])('is off contract with status %i, success though its body may be', async (status, issue) => {
    const failure = await answered(success(meeting), { status, headers: { ...json, Location: `${nowhere}/login` } });
    expect(issuesIn(failure)).toEqual([issue]);
    expect(failure).toMatchObject({ status, operation: 'createMeeting', mayHaveHappened: true });
  });

  test('is off contract when it is a refusal with a status that refusals do not have', async () => {
    const failure = await answered('{"statusCode":"-205","statusMsg":"应用验证失败"}', { status: 403 });
    expect(issuesIn(failure)).toEqual(['status: is 403 and not 200']);
  });

  test('lists all issues in one message', async () => {
    const failure = await answered('<html>Bad Gateway</html>', {
      status: 502,
      headers: { 'Content-Type': 'text/html' },
    });
    expect(String(failure)).toBe(
      'ContractError: createMeeting: the reply breaks the contract: status is 502 and not 200; body is HTML or XML, not JSON\n' +
        '  Request: POST http://sandbox.ytx.net/201612/sid/…/call/TeleMeeting.wx',
    );
  });

  test('points at what does not fit the schema', async () => {
    const issues = issuesIn(await answered(success({ ...meeting, mepwd: 123456, extra: true })));
    expect(issues).toContain('body/statusMsg/mepwd: must be string');
    expect(issues).toContain('body/statusMsg: must NOT have additional properties');
  });

  test('has said enough after 20 issues, and says none twice', () => {
    const error = (at: number) => ({ instancePath: `/${at}`, keyword: 'type', message: 'must be string' });
    const errors = Array.from({ length: 60 }, (_, index) => error(Math.floor(index / 2)));
    const issues = schemaIssues(
      Object.assign(() => false, { errors }),
      [],
    );
    expect(issues.map(({ pointer }) => pointer)).toEqual(Array.from({ length: 20 }, (_, index) => `/${index}`));
  });

  test('points into a result that came as text as if it had not', async () => {
    const issues = issuesIn(await answered(success(JSON.stringify({ ...meeting, meid: 'x' }))));
    expect(issues.join()).toContain('body/statusMsg/meid: must match pattern');
  });

  test('is parsed with any Content-Type, since the Content-Type of the provider is not known', async () => {
    const replies = [
      await answered(success(meeting), { headers: { 'Content-Type': 'text/html' } }),
      await answered(success(meeting), { headers: {} }),
      await answered(`\uFEFF${success(meeting)}\r\n`),
    ];
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(replies[0]).toMatchObject({ meetingNumber: '001' });
  });

  test('is off contract when the simulator speaks for itself, and says where to read on', async () => {
    const headers = { 'simulator-not-modelled': 'any version but 201612', 'simulator-exchange': '7' };
    const failure = await answered('{}', { status: 501, headers });
    const source = 'headers: say that the simulator does not model this; exchange 7 in its journal says more';
    expect(issuesIn(failure)).toContain(source);
    expect(issuesIn(await answered('{}', { headers: { 'simulator-fault': 'true' } }))).toContain(
      'headers: say that the simulator has a fault',
    );
  });
});
