import { describe, expect, test } from '@jest/globals';
import { type Call, prepare } from './caller.js';
import { incomingRequest } from '../support/incoming-request.js';
import { accountSID, base64, diagnoser, rightSign } from './diagnosed.js';
import { headersMade, type Made, signsMade } from './diagnosed-mistakes.js';
import { timesMade } from './diagnosed-times.js';
import { mistakes } from '../../simulator/providers/ytx/diagnostics/index.js';
import texts from '../../simulator/providers/ytx/diagnostics/mistakes.json' with { type: 'json' };

const made = [...headersMade, ...signsMade, ...timesMade];

/** The check that refused, and the first that is said of it. */
function diagnosed({ call, given }: Pick<Made, 'call' | 'given'>) {
  const { ask, findings, space } = diagnoser(given);
  const exchange = ask(incomingRequest(prepare(space, call)));
  const refusedBy = exchange.outcome.source === 'provider' ? exchange.outcome.refusedBy?.name : undefined;
  return { refusedBy, ...findings(exchange) };
}

const known = new Map<Made, ReturnType<typeof diagnosed>>();

/** The same for an example, which is diagnosed once. */
function diagnosedExample(example: Made): ReturnType<typeof diagnosed> {
  const found = known.get(example) ?? diagnosed(example);
  known.set(example, found);
  return found;
}

describe('a mistake in signing', () => {
  test.each(made)('is found: $mistake, $how', (example) => {
    const { mistake, refusedBy, says = '', signed } = example;
    const { hypotheses, ...rest } = diagnosedExample(example);
    const [first] = hypotheses;
    expect({ mistake: first?.mistake, refusedBy: rest.refusedBy }).toEqual({ mistake, refusedBy });
    expect(first?.says.en).toContain(says);
    if (signed !== undefined) expect(first?.signed).toBe(signed);
  });

  test('has an example here, and a text whose every value is known', () => {
    const ids = mistakes.map(({ mistake }) => mistake);
    expect([...new Set(made.map(({ mistake }) => mistake))].sort()).toEqual([...ids].sort());
    expect(Object.keys(texts).sort()).toEqual([...ids].sort());
    for (const example of made) expect(JSON.stringify(diagnosedExample(example).hypotheses)).not.toMatch(/\{\w+\}/);
  });

  test('has texts in English and in Chinese', () => {
    for (const { says, fix } of Object.values(texts)) {
      for (const { en, zh } of [says, fix]) expect([/[一-龥]/.test(en), /[一-龥]/.test(zh)]).toEqual([false, true]);
    }
  });

  test('has full-width punctuation in Chinese, outside of code', () => {
    for (const { zh } of Object.values(texts).flatMap(({ says, fix }) => [says, fix])) {
      const prose = zh.replace(/(?:base64|MD5)\([^)]*\)/g, '');
      expect(prose).not.toMatch(/\p{Script=Han}\s*[,.;:!()"]|[,.;:!()"]\s*\p{Script=Han}/u);
      expect(prose).toMatch(/。$/);
    }
  });

  test('says in Chinese what it says in English', () => {
    const inChinese = (call: Call): string | undefined => diagnosed({ call }).hypotheses[0]?.says.zh;
    const claims = ['', ':'].map((separator) => base64(`${accountSID}${separator}20261121120000`));
    expect(claims.map((authorization) => inChinese({ authorization }))).toEqual([
      '各部分之间没有用分隔符。',
      '各部分之间用了“:”连接。',
    ]);
    expect(inChinese({ sign: rightSign('20261121120000').slice(8, 24) })).toContain('第 9 到第 24 个字符');
    expect(inChinese({ timestamp: '20261120110000' })).toBe('时间戳是 25 小时前的，有效期只有 24 小时。');
  });

  test('never makes the diagnosis say a credential', () => {
    for (const example of made) {
      const said = JSON.stringify(diagnosedExample(example));
      expect(said).not.toMatch(/7000000000000000/);
      expect(said).not.toContain(rightSign('20261121120000'));
      expect(said).not.toContain(base64(`${accountSID}|20261121120000`));
    }
  });
});
