import { describe, expect, test } from '@jest/globals';
import { loadStubs } from '../../simulator/index.js';

const ok = { provider: 'xylink', method: 'GET', path: '/api/rest/external/v1/things/{n}' };
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

/** The errors of a file with one stub. */
const errorsOf = async (change: object, name = 'thing'): Promise<string> => {
  try {
    await loadStubs({ [name]: { ...ok, ...change } });
    return '';
  } catch (error) {
    return error instanceof TypeError ? error.message : String(error);
  }
};

test('a stub needs provider, method and path alone', async () => {
  expect(await errorsOf({})).toBe('');
  expect(await errorsOf({ body: nested(31), status: 500, description: 'the things' })).toBe('');
});

describe('an invalid stub has an error with its place', () => {
  test.each<readonly [object, string]>([
    [{ method: 'get' }, '/thing/method must be one of: "GET"'],
    [{ path: 'things' }, '/thing/path must match the pattern'],
    [{ path: '/a?b' }, '/thing/path must match the pattern'],
    [{ path: '/a/{n}/{n}' }, '/thing/path names a placeholder twice'],
    [{ status: 199 }, '/thing/status must be a whole number from 200 to 599'],
    [{ state: 1 }, '/thing/state is unknown here'],
    [{ provider: 'zoom' }, '/thing/provider must be one of: ytx, xylink'],
    [{ action: 'a' }, '/thing/action must not be here'],
    [{ status: 204, body: {} }, '/thing/body must not be here'],
    [{ headers: { 'Content-Length': '1' } }, '/thing/headers/Content-Length is a header that the simulator sets'],
    [{ headers: { 'simulator-space': 'x' } }, '/thing/headers/simulator-space is a header that the simulator sets'],
    [{ headers: { a: '1', A: '2' } }, '/thing/headers names a header twice'],
    [{ headers: { a: 'b\r\nc: d' } }, '/thing/headers/a must match the pattern'],
    [{ body: nested(33) }, '/thing/body is nested more than 32 levels deep'],
    [{ body: 'x'.repeat(65_536) }, '/thing has 65'],
    [{ body: '{{now}}'.repeat(501) }, '/thing has 501 expressions; at most 500 are allowed'],
    [{ body: '{{#if body}}'.repeat(5000) }, '/thing has 5000 expressions; at most 500 are allowed'],
    [{ body: '{{#if body.a includeZero=true}}1{{/if}}' }, '/thing/body has a block that stubs do not have'],
    [{ body: '{{#if body.a as |b|}}1{{/if}}' }, '/thing/body has a block that stubs do not have'],
    [{ status: 205, body: {} }, '/thing/body must not be here'],
    [{ body: { a: ['{{'] } }, '/thing/body/a/0 is not a valid template, near column 3'],
    [{ body: '{{path.m}}' }, '/thing/body reads a placeholder that the path of the stub does not have; use one of: n'],
    [{ body: '{{person.name}}' }, '/thing/body has an expression that stubs do not have; use path.NAME'],
    [{ body: '{{random.digits 0}}' }, '/thing/body needs a whole number from 1 to 64'],
    [{ body: '{{random.number 9 1}}' }, '/thing/body needs two whole numbers'],
    [{ body: '{{random.uuid 1}}' }, '/thing/body has a parameter'],
    [{ body: '{{now.days}}' }, '/thing/body has an unknown form of now'],
    [{ body: '{{header.Authorization}}' }, '/thing/body reads a credential (header.authorization)'],
    [{ body: 'a {{header.X-XY-Sign}}' }, '/thing/body reads a credential (header.x-xy-sign)'],
    [{ body: '{{#if query.signature}}1{{/if}}' }, '/thing/body reads a credential (query.signature)'],
    [{ body: '{{#each body.list}}1{{/each}}' }, '/thing/body has a block that stubs do not have'],
    [{ body: '{{> file}}' }, '/thing/body has a partial or a decorator'],
    [{ body: '{{#if body.a}}'.repeat(9) + '{{/if}}'.repeat(9) }, '/thing/body has more than 8 blocks in each other'],
    [{ path: '/api/rest/external/v1/callbacks' }, '/thing/path is answered by the modelled operation listCallbacks'],
    [
      { path: '/api/rest/external/{v}/conferenceControl/{room}/meetingStatus' },
      '/thing/path is answered by the modelled operation meetingStatus',
    ],
    [{ provider: 'ytx' }, '/thing/path must begin with /{version}/sid/{accountSID}/'],
    [
      { path: '/{version}/sid/{a}/sms/TemplateSMS.wx' },
      '/thing/path begins with /{version}/sid/, as only paths of YTX',
    ],
    [
      { provider: 'ytx', method: 'POST', path: '/{v}/sid/{a}/call/TeleMeeting.wx' },
      '/thing/path is answered by the modelled operation createMeeting, so the stub would never be; if you mean another action',
    ],
    [
      { provider: 'ytx', method: 'POST', path: '/201612/sid/{a}/call/TeleMeeting.wx' },
      '/thing/path is answered by the modelled operation createMeeting, so the stub would never be; if you mean another action',
    ],
    [
      { provider: 'ytx', method: 'POST', path: '/201612/sid/{a}/call/TeleMeeting.wx', action: 'createMeeting' },
      '/thing/path is answered by the modelled operation createMeeting',
    ],
  ])('%j', async (change, error) => {
    expect(await errorsOf(change)).toContain(error);
  });

  test('about its name', async () => {
    expect(await errorsOf({}, 'a b')).toContain('/a b is unknown here');
    expect(await errorsOf({}, 'createGroups')).toContain('/createGroups has the name of a modelled operation');
  });
});

describe('two stubs of one provider and method', () => {
  const pair = async (one: string, other: string, otherChange: object = {}): Promise<string> => {
    const stubs = { one: { ...ok, path: one }, other: { ...ok, path: other, ...otherChange } };
    return loadStubs(stubs).then(
      () => '',
      (error: unknown) => String(error),
    );
  };

  test.each([
    ['/a/{x}', '/a/{y}'],
    ['/a/{x}/c', '/a/b/{y}'],
    ['/a/{x}/{y}', '/{x}/b/{y}'],
  ])('may not match the same requests: %s and %s', async (one, other) => {
    expect(await pair(one, other)).toContain(`/other/path matches requests that the stub one (${one}) matches, too`);
    expect(await pair(one, other, { method: 'PUT' })).toBe('');
  });

  test.each([
    ['/a/{x}', '/a/b'],
    ['/a/{x}', '/a/{x}/b'],
    ['/a/{x}/{y}', '/a/b/{y}'],
    ['/a/{x}', '/a/'],
  ])('may stand beside each other if one is more literal, or none matches both: %s and %s', async (one, other) => {
    expect(await pair(one, other)).toBe('');
    expect(await pair(other, one)).toBe('');
  });
});

test('a space has at most 200 stubs', async () => {
  const stubs = Array.from({ length: 201 }, (_, index) => [`s${index}`, { ...ok, path: `/things/${index}` }] as const);
  await expect(loadStubs(Object.fromEntries(stubs))).rejects.toThrow('/s200 is one too many: a space has at most 200');
  await expect(loadStubs(Object.fromEntries(stubs.slice(1)))).resolves.toHaveLength(200);
});
