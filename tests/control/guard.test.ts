import { describe, expect, test } from '@jest/globals';
import type { GuardSettings } from '../../simulator/http/control/guard.js';
import { forbidden } from '../../simulator/http/control/guard.js';
import { jsonOf, openControl } from './control-server.js';

const settings: GuardSettings = {
  boundTo: '192.0.2.7',
  allowHosts: ['Understudy.example', '[2001:db8::1]'],
  controlToken: undefined,
};

interface Sent {
  readonly host?: string | readonly string[];
  readonly origin?: string;
  readonly authorization?: string;
}

const here = { throughProxy: false, target: '/_simulator/reset' };

const statusFor = ({ host = [], ...headers }: Sent, changed: Partial<GuardSettings> = {}): number | undefined =>
  forbidden({ headers, headersDistinct: { host: [host].flat() } }, here, { ...settings, ...changed })?.status;

describe('the guard of the control API', () => {
  test.each([
    'localhost',
    'LOCALHOST:4010',
    'alice.localhost:4010',
    '127.0.0.1',
    '127.255.0.1:80',
    '[::1]',
    '[::1]:4010',
    '192.0.2.7:4010',
    'understudy.example',
    'UNDERSTUDY.example:1',
    '[2001:db8::1]:4010',
  ])('lets through the host %s', (host) => {
    expect(statusFor({ host })).toBeUndefined();
  });

  test.each([
    '',
    'evil.example',
    'localhost.evil.example',
    'evillocalhost',
    '127.0.0.1.evil.example',
    '127.1.evil',
    '127.0.0.256',
    '192.0.2.8',
    '::1',
    '[::1',
    'user@localhost',
    'localhost/x',
    'localhost:port',
    'localhost:123456',
    'localhost, localhost',
  ])('keeps out the host "%s"', (host) => {
    expect(statusFor({ host })).toBe(403);
  });

  test('keeps out a request with no host, or with two', () => {
    expect(statusFor({})).toBe(403);
    expect(statusFor({ host: ['localhost', 'localhost'] })).toBe(403);
  });

  test.each(['http://localhost:4010', 'HTTP://LOCALHOST:4010', 'https://localhost:4010'])(
    'lets through the origin %s',
    (origin) => {
      expect(statusFor({ host: 'localhost:4010', origin })).toBeUndefined();
    },
  );

  test.each([
    '',
    'null',
    'http://localhost',
    'http://localhost:4011',
    'http://evil.example',
    'localhost:4010',
    'http://127.0.0.1:4010',
    'file://',
  ])('keeps out the origin "%s"', (origin) => {
    expect(statusFor({ host: 'localhost:4010', origin })).toBe(403);
  });

  test('asks for the token when there is one', () => {
    const asking = { controlToken: 'the token' };
    expect(statusFor({ host: 'localhost', authorization: 'Bearer the token' }, asking)).toBeUndefined();
    expect(statusFor({ host: 'localhost', authorization: 'bearer the token' }, asking)).toBeUndefined();
    const wrong = [undefined, '', 'the token', 'Bearer', 'Bearer the tokem', 'Bearer the token2', 'Basic the token'];
    for (const authorization of wrong) {
      expect(statusFor({ host: 'localhost', ...(authorization !== undefined && { authorization }) }, asking)).toBe(401);
    }
  });

  test('says over HTTP how to authenticate', async () => {
    const guard = { boundTo: '127.0.0.1', allowHosts: [], controlToken: 'a-long-control-token' };
    const { ask } = await openControl({ guard });
    const reply = await ask
      .get('/_simulator/cast')
      .expect(401)
      .expect('www-authenticate', /^Bearer/);
    expect(jsonOf(reply)).toMatchObject({ type: 'urn:meeting-understudy:unauthorised' });
    await ask.get('/_simulator/cast').set('Authorization', 'Bearer a-long-control-token').expect(200);
  });

  test('does not let a stranger make a space, nor change one', async () => {
    const { ask, spaces } = await openControl();
    const reply = await ask.post('/~alice/_simulator/reset').set('Origin', 'http://evil.example').expect(403);
    expect(jsonOf(reply)).toMatchObject({ type: 'urn:meeting-understudy:forbidden' });
    expect(reply.headers).not.toHaveProperty('simulator-space');
    expect(spaces.names()).toEqual(['default']);
  });

  test('does not answer through the forward proxy', () => {
    const request = { headers: {}, headersDistinct: { host: ['localhost'] } };
    expect(forbidden(request, { ...here, throughProxy: true }, settings)?.status).toBe(403);
  });
});
