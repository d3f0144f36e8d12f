import { describe, expect, test } from '@jest/globals';
import { unknownPaths } from '../../simulator/core/requests/unknown-path.js';

const routed = unknownPaths({
  provider: 'town',
  operations: {
    visit: { method: 'GET', path: '/v1/streets/{street}/house' },
    build: { method: 'POST', path: '/v1/streets/{street}/house' },
    leave: { method: 'DELETE', path: '/v1/town' },
  },
  neighbours: {
    '/v1/streets/{street}/garden': {
      title: '花园',
      methods: ['PUT', 'GET'],
      documentation: 'https://town.example/garden',
    },
    '/v1/streets/{street}/mute': { title: '静音', methods: ['PUT'] },
  },
});

const of = (line: string): { readonly what: string; readonly fix: string } => {
  const [method = '', path = ''] = line.split(' ');
  const found = routed(method, path);
  if (found.modelled) throw new Error('it is never modelled');
  return found;
};

describe('a path that matches no operation', () => {
  test('is named with its documentation if the provider has the operation', () => {
    expect(of('PUT /v1/streets/Long/garden')).toEqual({
      modelled: false,
      what: 'town PUT /v1/streets/{street}/garden (花园)',
      template: '/v1/streets/{street}/garden',
      fix: expect.stringMatching(/^The provider has this .* Its documentation: https:\/\/town.example\/garden$/),
    });
    expect(of('PUT /v1/streets/Long/mute').fix).toMatch(/^The provider has this .* or answer it with a stub\.$/);
  });

  test('is named with the methods that clients send if its own is another', () => {
    expect(of('DELETE /v1/streets/Long/garden')).toEqual({
      modelled: false,
      what: 'town DELETE /v1/streets/{street}/garden (花园)',
      template: '/v1/streets/{street}/garden',
      fix: expect.stringMatching(/^Clients send it PUT or GET, not DELETE\. The provider has this /),
    });
  });

  test.each([
    ['PUT /v1/streets/Long/hose', 'GET /v1/streets/{street}/house'],
    ['GET /v1/street/house', 'GET /v1/streets/{street}/house'],
    ['POST /v1/street/Long/hose', 'POST /v1/streets/{street}/house'],
    ['GET /v1/street/Long/gardn', 'PUT or GET /v1/streets/{street}/garden (花园), which is not modelled'],
  ])('is a mistyped one with two slips as well: %s', (line, meant) => {
    expect(of(line).fix).toBe(`Did you mean ${meant}?`);
  });

  test.each([
    ['GET /v1/street/Long/house', 'GET /v1/streets/{street}/house'],
    ['POST /v1/streets/Long/hose', 'POST /v1/streets/{street}/house'],
    ['GET /V1/streets/Long/House', 'GET /v1/streets/{street}/house'],
    ['GET /v1/streets/Long/house/', 'GET /v1/streets/{street}/house'],
    ['GET /v1/streets/house', 'GET /v1/streets/{street}/house'],
    ['GET /v1/town', 'DELETE /v1/town'],
    ['PUT /v1/streets/Long/unmute', 'PUT /v1/streets/{street}/mute (静音), which is not modelled'],
  ])('is a mistyped one if another is near: %s', (line, meant) => {
    expect(of(line)).toEqual({
      modelled: false,
      what: 'this method and path of town',
      fix: `Did you mean ${meant}?`,
    });
  });

  test.each(['GET /', 'GET /v1', 'POST /v2/rivers/Long/house', 'GET /v1/streets/Long/cellar', 'GET /a/b/c/d'])(
    'gets the list of all if none is near: %s',
    (line) => {
      expect(of(line).fix).toBe(
        'Modelled: GET /v1/streets/{street}/house, POST /v1/streets/{street}/house, DELETE /v1/town.',
      );
    },
  );

  test.each([
    ['long segments', `/${'x'.repeat(1_000_000)}/${'streets'.repeat(100_000)}`],
    ['many segments', '/v1/streets'.repeat(100_000)],
    ['empty segments', '/'.repeat(1_000_000)],
  ])('costs no more for %s than the beginning does', (_what, path) => {
    const began = performance.now();
    expect(of(`GET ${path}`).fix).toMatch(/^Modelled/);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
