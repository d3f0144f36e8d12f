import { expect, test } from '@jest/globals';
import nock from 'nock';
import { answerOnce } from '../../contracts/recording/nock-replay.js';

const staged = { status: 200, headers: {}, body: new Uint8Array() };

test("nock stands in node's http while a recording is played, and no longer", async () => {
  const several = ['/one', '/two', '/three'].map((path) => answerOnce(`http://a-recording.test${path}`, {}, staged));
  const answered = await Promise.all(several);
  expect(answered.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(nock.isActive()).toBe(false);
});
