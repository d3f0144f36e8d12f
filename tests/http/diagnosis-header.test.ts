import { afterEach, describe, expect, test } from '@jest/globals';
import { type TestServer, openServer } from './server-harness.js';

let server: TestServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function headerOn(path: string, header: Readonly<Record<string, string>>, faithful = false): Promise<unknown> {
  server = await openServer({ faithful });
  const value = (await server.ask({ path, headers: header })).headers['simulator-diagnosis'];
  return typeof value === 'string' ? value.replace(server.url, 'http://own') : value;
}

describe('a reply says where its diagnosis is', () => {
  test.each([
    ['a refusal', '/echo/a', { 'echo-unwanted': '1' }, 'http://own/_simulator/journal/1/diagnosis'],
    [
      'a refusal in a space',
      '/~alice/echo/a',
      { 'echo-unwanted': '1' },
      'http://own/~alice/_simulator/journal/1/diagnosis',
    ],
    [
      'the default space by its name',
      '/~default/echo/a',
      { 'echo-unwanted': '1' },
      'http://own/_simulator/journal/1/diagnosis',
    ],
    ['what is not modelled', '/echo/a', { 'echo-unknown': '1' }, 'http://own/_simulator/journal/1/diagnosis'],
    ['what was accepted', '/echo/a', { host: 'x' }, undefined],
    ['a fault', '/echo/a', { 'echo-throw': '1' }, undefined],
  ])('after %s', async (_what, path, header, expected) => {
    expect(await headerOn(path, header)).toBe(expected);
  });

  test.each([
    ['under its own name', 'Alice.LocalHost:8080', 'http://alice.localhost:8080/_simulator/journal/1/diagnosis'],
    ['under the name of loopback', 'localhost', 'http://localhost/_simulator/journal/1/diagnosis'],
    ['under a foreign name', 'elsewhere.test', 'http://own/_simulator/journal/1/diagnosis'],
    ['under a name that is none', '@@', 'http://own/_simulator/journal/1/diagnosis'],
  ])('as a URL that its sender reaches: %s', async (_name, host, expected) => {
    const space = host.startsWith('Alice') ? '/~alice' : '';
    const url = await headerOn('/echo/a', { host, 'echo-unwanted': '1' });
    expect(url).toBe(expected.replace('/_simulator', `${space}/_simulator`));
  });

  test('under its own address if the host could write into a page or a log', async () => {
    const header = { host: '"><i>;.localhost', 'echo-unwanted': '1' };
    expect(await headerOn('/~default/echo/a', header)).toBe('http://own/_simulator/journal/1/diagnosis');
  });

  test('but not when it is faithful', async () => {
    expect(await headerOn('/echo/a', { 'echo-unwanted': '1' }, true)).toBeUndefined();
  });
});
