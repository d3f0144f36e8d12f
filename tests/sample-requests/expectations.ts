import { expect } from '@jest/globals';
import { operations as xylink } from '../../contracts/xylink/generated.js';
import { operations as ytx } from '../../contracts/ytx/generated.js';
import type { Sent } from './sender.js';

/** The example of a refusal of each provider is refused by its check; everything else is accepted, and is every operation. */
export function expectEveryOperation(sent: readonly Sent[]): void {
  const refused = sent.filter(({ refusedBy }) => refusedBy !== undefined);
  expect(refused.map(({ name, refusedBy }) => [/refused/.test(name), refusedBy])).toEqual([
    [true, 'ytx/creator-is-a-phone'],
    [true, 'xylink/mode-is-known'],
  ]);
  const accepted = sent.filter(({ operation, refusedBy }) => operation !== undefined && refusedBy === undefined);
  expect(new Set(accepted.map(({ operation }) => operation))).toEqual(
    new Set([...Object.keys(ytx), ...Object.keys(xylink)]),
  );
  const others = sent.filter(({ operation }) => operation === undefined);
  expect(others.filter(({ status }) => status < 200 || status > 299)).toEqual([]);
  expect(others[0]?.text).toContain('mode');
}

/** Changes a request such that much of it matters for a signature: unsorted and Chinese parameters, and a body over 100 bytes. */
export const withChinese = (
  url: string,
  body: string | undefined,
): { readonly url: string; readonly body: string } => ({
  url: url.replace('?', '?z=1&b=周会 一&'),
  body: (body ?? '').replace('{', `{ "groupName": "a${'周会'.repeat(30)}",`),
});
