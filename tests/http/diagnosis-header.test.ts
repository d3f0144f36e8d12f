import { afterEach, describe, expect, test } from '@jest/globals';
import { type TestServer, openServer } from './server-harness.js';

let server: TestServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function headerOn(path: string, header: Readonly<Record<string, string>>, faithful = false): Promise<unknown> {
  server = await openServer({ faithful });
  return (await server.ask({ path, headers: header })).headers['simulator-diagnosis'];
}

describe('a reply says where its diagnosis is', () => {
  test.each([
    ['a refusal', '/echo/a', { 'echo-unwanted': '1' }, '/_simulator/journal/1/diagnosis'],
    ['a refusal in a space', '/~alice/echo/a', { 'echo-unwanted': '1' }, '/~alice/_simulator/journal/1/diagnosis'],
    ['the default space by its name', '/~default/echo/a', { 'echo-unwanted': '1' }, '/_simulator/journal/1/diagnosis'],
    ['what is not modelled', '/echo/a', { 'echo-unknown': '1' }, '/_simulator/journal/1/diagnosis'],
    ['what was accepted', '/echo/a', { host: 'x' }, undefined],
    ['a fault', '/echo/a', { 'echo-throw': '1' }, undefined],
  ])('after %s', async (_what, path, header, expected) => {
    expect(await headerOn(path, header)).toBe(expected);
  });

  test('but not when it is faithful', async () => {
    expect(await headerOn('/echo/a', { 'echo-unwanted': '1' }, true)).toBeUndefined();
  });
});
