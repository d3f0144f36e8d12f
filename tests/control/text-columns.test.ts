import { expect, test } from '@jest/globals';
import stringWidth from 'string-width';
import { table } from '../../contracts/messages.js';
import { compareLines } from '../../simulator/http/control/diagnosis-text.js';

test('columns are aligned in a terminal for any content', () => {
  const rows = ['room', '会议室', '🚪', 'e\u0301'].map((cell) => [cell, '|']);
  expect(table(rows, stringWidth)).toEqual(['room    |', '会议室  |', '🚪      |', 'e\u0301       |']);
});

test('the caret stands under the character in which two texts differ', () => {
  expect(compareLines(['应为', '会议室一'], ['实为', '会议室二'])[2]).toBe(`${' '.repeat('应为'.length * 2 + 2 + 6)}^`);
});
