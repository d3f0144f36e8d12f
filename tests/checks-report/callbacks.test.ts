import { describe, expect, test } from '@jest/globals';
import type { Callbacks, Provider } from '../../simulator/core/provider.js';
import { explain } from '../../simulator/checks-report/explain.js';
import { checksReport } from '../../simulator/checks-report/json.js';
import { callbacksChapter } from '../../simulator/checks-report/markdown.js';
import { checksText } from '../../simulator/checks-report/text.js';
import { toy } from '../control/toy-provider.js';

const seen = {
  confidence: 'single',
  sources: ['toy-page'],
  statement: 'A box | sends an event when it opens.',
} as const;
const guessed = { confidence: 'assumed', statement: 'The event of a box that closes is not known.' } as const;

const callbacks: Callbacks = {
  events: {
    boxOpened: {
      name: 'boxOpened',
      title: '打开',
      says: 'A box was opened.',
      evidence: [seen],
      sample: { box: 'red' },
    },
    boxClosed: {
      name: 'boxClosed',
      title: '关闭',
      says: 'A box was closed.',
      evidence: [seen, guessed],
      sample: { box: 'red' },
    },
  },
  schemas: () => Promise.resolve({}),
  retries: () => [],
  accepts: () => true,
  scheduledEvents: () => [],
};

const toyWithEvents: Provider = { ...toy, callbacks };

describe('the checks report of a provider with events', () => {
  test('as JSON has every event with its evidence, and counts none among the checks', async () => {
    const checks = await checksReport([toyWithEvents, { ...toy, name: 'silent' }], () => []);
    expect(checks['toy']?.callbacks).toEqual([
      { event: 'boxOpened', title: '打开', says: 'A box was opened.', confidence: 'single', evidence: [seen] },
      {
        event: 'boxClosed',
        title: '关闭',
        says: 'A box was closed.',
        confidence: 'assumed',
        evidence: [seen, guessed],
      },
    ]);
    expect(checks['silent']).toEqual({ ...checks['toy'], callbacks: [] });
  });

  test('as text has a line for each event, and counts them by confidence', async () => {
    const report = await checksText(toyWithEvents, { now: 0, records: [] });
    const silent = await checksText(toy, { now: 0, records: [] });
    expect(report).toBe(
      [
        silent,
        'boxOpened       single        打开',
        'boxClosed       assumed       关闭',
        '',
        'toy: 2 callbacks: 0 documented, 0 corroborated, 1 single, 1 assumed',
        '',
      ].join('\n'),
    );
  });

  test('has a chapter in its README; a provider without events has none', () => {
    const lines = callbacksChapter(toyWithEvents).split('\n');
    expect(lines).toContain('## Callbacks');
    expect(lines).toContain(
      '| `boxOpened` | 打开 | A box was opened. | single | single (toy-page): A box \\| sends an event when it opens. |',
    );
    expect(callbacksChapter(toy)).toBe('');
  });

  test('explains an event by its name', async () => {
    const text = await explain(toyWithEvents, 'boxClosed');
    expect(text).toMatch(/^toy sends boxClosed \(关闭\): A box was closed\.$/m);
    expect(text).toMatch(/^ +single +A box \| sends an event when it opens\. {2}\[toy-page\]$/m);
    expect(text).toMatch(/^ +assumed +The event of a box that closes is not known\.$/m);
    expect(text).not.toContain('boxOpened');
    expect(await explain(toy, 'boxClosed')).toBeUndefined();
  });
});
