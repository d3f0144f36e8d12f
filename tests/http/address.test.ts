import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addressOf } from '../../simulator/http/address.js';
import type { Address } from '../../simulator/http/request-address.js';
import { echoProvider } from './echo-provider.js';

const own = '127.0.0.1:4010';
const from = (target: string, hostHeader: string | undefined = own): Address =>
  addressOf({ target, hostHeader }, [echoProvider]);

const provider = (
  host: string,
  targetForProvider: string,
  { space = undefined as string | undefined, scenarios = [] as string[] } = {},
) => ({
  to: 'provider',
  provider: echoProvider,
  host,
  targetForProvider,
  space,
  scenarios,
});
const control = (target: string, { space = undefined as string | undefined, throughProxy = false } = {}) => ({
  to: 'control',
  target,
  space,
  throughProxy,
});

const sandbox = 'sandbox.echo.test';
const api = 'api.echo.test';

describe('where a request is going', () => {
  test.each([
    ['/sandbox.echo.test/a/b?c=%2f', provider(sandbox, '/a/b?c=%2f')],
    ['/API.Echo.test:80/a', provider(api, '/a')],
    ['/api.echo.test', provider(api, '/')],
    ['/api.echo.test?a=b', provider(api, '/?a=b')],
    ['/api.echo.test//a/../b#c', provider(api, '//a/../b#c')],
    ['/api.echo.test/~alice/_simulator', provider(api, '/~alice/_simulator')],
    ['/~Alice/api.echo.test/a', provider(api, '/a', { space: 'alice' })],
    ['/%7ealice/%2Bapp%2Doffline/api.echo.test/a', provider(api, '/a', { space: 'alice', scenarios: ['app-offline'] })],
    ['/+one/%7Ebob/%2btwo/api.echo.test/a', provider(api, '/a', { space: 'bob', scenarios: ['one', 'two'] })],
    ['/~alice/echo/a?b', provider(sandbox, '/echo/a?b', { space: 'alice' })],
    ['/echo/a?b', provider(sandbox, '/echo/a?b')],
  ])('the path %s says it', (target, expected) => {
    expect(from(target)).toEqual(expected);
  });

  test.each([
    ['http://api.echo.test/a?b', own, provider(api, '/a?b')],
    ['HTTP://API.echo.test:80', 'sandbox.echo.test', provider(api, '/')],
    ['http://api.echo.test?b', own, provider(api, '/?b')],
    ['http://api.echo.test/~alice/+one/a', own, provider(api, '/a', { space: 'alice', scenarios: ['one'] })],
    ['http://api.echo.test/sandbox.echo.test/a', own, provider(sandbox, '/a')],
    ['http://127.0.0.1:4010/api.echo.test/a', 'sandbox.echo.test', provider(api, '/a')],
    ['http://alice.localhost:4010/echo/a', own, provider(sandbox, '/echo/a', { space: 'alice' })],
    ['http://127.0.0.1:4010/_simulator/world', api, control('/_simulator/world', { throughProxy: true })],
  ])('the absolute form %s says it', (target, hostHeader, expected) => {
    expect(from(target, hostHeader)).toEqual(expected);
  });

  test.each([
    ['/a', 'api.echo.test', provider(api, '/a')],
    ['/a', 'API.echo.test.:8080', provider(api, '/a')],
    ['/sandbox.echo.test/a', 'api.echo.test', provider(sandbox, '/a')],
    ['/~alice/a', 'api.echo.test', provider(api, '/a', { space: 'alice' })],
    ['/_simulator/world', 'api.echo.test', provider(api, '/_simulator/world')],
    ['/api.echo.test/a', 'alice.localhost:4010', provider(api, '/a', { space: 'alice' })],
    ['/~bob/api.echo.test/a', 'alice.localhost', provider(api, '/a', { space: 'bob' })],
    ['/_simulator', 'Alice.Localhost.', control('/_simulator', { space: 'alice' })],
    ['/echo/a', 'localhost:4010', provider(sandbox, '/echo/a')],
    ['/echo/a', '[::1]:4010', provider(sandbox, '/echo/a')],
  ])('%s with Host %s', (target, hostHeader, expected) => {
    expect(from(target, hostHeader)).toEqual(expected);
  });

  test.each([
    ['/_simulator', control('/_simulator')],
    ['/_simulator?a', control('/_simulator?a')],
    ['/~alice/_simulator/journal?after=3', control('/_simulator/journal?after=3', { space: 'alice' })],
    ['/api.echo.test/_simulator/world', provider(api, '/_simulator/world')],
  ])('the control API at %s', (target, expected) => {
    expect(from(target)).toEqual(expected);
  });

  test.each([
    ['*', 400],
    ['', 400],
    ['api.echo.test:443', 400],
    ['ftp://api.echo.test/a', 400],
    ['http:///a', 400],
    ['http://user:secret@api.echo.test/a', 400],
    ['/~/api.echo.test/a', 400],
    ['/~-alice/api.echo.test/a', 400],
    ['/~a%20b/api.echo.test/a', 400],
    ['/~%zz/api.echo.test/a', 400],
    ['/+%ff/api.echo.test/a', 400],
    ['/~alice/~bob/api.echo.test/a', 400],
    ['/+one/_simulator', 400],
    ['/_simulators', 404],
    ['/favicon.ico', 404],
    ['/evil.test/secret?sig=secret', 404],
    ['/%7', 404],
  ])('%s leads nowhere (%i)', (target, status) => {
    const address = from(target);
    expect(address).toMatchObject({ to: 'unknown', status });
    expect(JSON.stringify(address)).not.toContain('secret');
  });

  test('a host that names no space leads nowhere', () => {
    expect(from('/echo/a', '-.localhost')).toMatchObject({ to: 'unknown', status: 400 });
  });

  test('the error for an unknown path names the hosts, and a URL at the address of the request if that is loopback', () => {
    expect(from('/a', 'localhost:8080')).toMatchObject({
      says: expect.stringContaining('sandbox.echo.test, api.echo.test'),
      fix: expect.stringContaining('http://localhost:8080/sandbox.echo.test/'),
    });
    expect(from('/a', 'maybe-a-secret')).toMatchObject({ fix: expect.not.stringContaining('maybe-a-secret') });
  });

  test('no target is too odd to be read', () => {
    const piece = fc.constantFrom(
      '/',
      '~',
      '+',
      '%7E',
      '%2b',
      '%',
      '?',
      '#',
      '_simulator',
      'http://',
      api,
      ':',
      '..',
      '@',
      '\xff',
      '会',
      '\ud800',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary-ascii' }),
      fc.array(fc.oneof(piece, fc.string())).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), (target, hostHeader) => {
        expect(['provider', 'control', 'unknown']).toContain(addressOf({ target, hostHeader }, [echoProvider]).to);
      }),
    );
  });

  test('what stands behind the prefix reaches the provider as it stood', () => {
    const prefix = fc
      .constantFrom('', '/~alice', '/%7Ealice/+one', '/+one/%2Btwo/~alice')
      .chain((ours) => fc.constantFrom('/api.echo.test', '/API.echo.test:80').map((host) => ours + host));
    const rest = fc.string({ unit: 'binary-ascii' }).map((text) => `/${text}`);
    fc.assert(
      fc.property(
        prefix,
        fc.constantFrom('', 'http://api.echo.test', 'http://127.0.0.1:4010'),
        rest,
        (ours, base, target) => {
          expect(from(base + ours + target)).toMatchObject({ host: api, targetForProvider: target });
        },
      ),
    );
  });
});
