import { afterEach, expect, jest, test } from '@jest/globals';
import { tidyUp } from '../support/cli.js';
import { expectAsShown, inShell } from './commands.js';
import { shownIn, textOf } from './markdown.js';

afterEach(tidyUp);
// A dozen processes run here, on a machine that may be busy.
jest.setTimeout(300_000);

test('the READMEs show what really happens', async () => {
  // Both run the same, as another test holds.
  const shown = shownIn(textOf('README.md'));
  expect(shown.length).toBeGreaterThan(5);
  await expectAsShown(shown, inShell);
});
