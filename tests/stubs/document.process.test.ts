import { afterEach, expect, jest, test } from '@jest/globals';
import { load } from 'js-yaml';
import { loadStubs } from '../../simulator/index.js';
import { codeBlocksIn, missingFrom, shownIn, textOf } from '../readme/markdown.js';
import { folderWith, serve, tidyUp, understudy } from '../support/cli.js';
import { shell } from '../support/process.js';
import { signedByOne, startServer } from '../xylink/xylink-requests.js';

afterEach(tidyUp);
jest.setTimeout(60_000);

const page = textOf('docs/stubs.md');

test('the commands of docs/stubs.md show what really happens', async () => {
  const { url } = await serve();
  const [shown] = shownIn(page);
  if (shown === undefined) throw new Error('the page runs no command');
  const { stdout, code } = await shell(shown.command.replaceAll('http://127.0.0.1:4010', url));
  expect({ code, missing: missingFrom(stdout, shown.lines) }).toEqual({ code: 0, missing: [] });
});

test('the file of docs/stubs.md answers as the page says', async () => {
  const [file] = codeBlocksIn(page).filter(({ language }) => language === 'yaml');
  const stubs = await loadStubs(load(file?.text ?? '') as Readonly<Record<string, unknown>>);
  expect(stubs.map(({ name }) => name)).toEqual(['mute', 'query-meeting']);
  const server = await startServer({ stubs });
  const { status, text } = await server.send(
    signedByOne('PUT', 'conferenceControl/910000000001/mute', '{"members":["a"]}'),
  );
  await server.close();
  expect([status, JSON.parse(text)]).toEqual([
    200,
    {
      room: '910000000001',
      muted: ['a'],
      at: expect.any(Number),
      request: expect.stringMatching(/^m-\d{6}$/),
    },
  ]);
});

test('the cases of docs/stubs.md pass with its stubs', async () => {
  const [stubs, cases] = codeBlocksIn(page).filter(({ language }) => language === 'yaml');
  const cwd = folderWith({ 'stubs.yaml': stubs?.text ?? '', 'mute.cases.yaml': cases?.text ?? '' });
  const [, shown] = shownIn(page);
  if (shown === undefined) throw new Error('the page runs no cases');
  const [program, ...args] = shown.command.trim().split(' ');
  const { stdout, code } = await understudy(args, { cwd });
  expect({ program, code, missing: missingFrom(stdout, shown.lines) }).toEqual({
    program: 'understudy',
    code: 0,
    missing: [],
  });
});
