import { describe, expect, test } from '@jest/globals';
import type { IncomingRequest } from '../../simulator/core/requests/incoming-request.js';
import type { Diagnosis } from '../../simulator/core/diagnosis/diagnosis.js';
import { diagnosisOf } from '../../simulator/core/diagnosis/diagnose.js';
import type { Language } from '../../simulator/core/diagnosis/sentences.js';
import { type Exchange, handleRequest } from '../../simulator/core/requests/handle-request.js';
import { type RequestEffects, noEffects } from '../../simulator/core/scenarios/request-effects.js';
import { wireFaults } from '../../simulator/core/scenarios/scenario.js';
import { findFault } from '../../simulator/core/scenarios/faults.js';
import { createSpace, type Space } from '../../simulator/core/state/space.js';
import { byteRing } from '../../simulator/platform/byte-ring.js';
import { documentsInMemory } from '../../simulator/platform/documents-in-memory.js';
import { seededRandom } from '../../simulator/platform/seeded-random.js';
import { toy } from '../control/toy-provider.js';

const spaceWith = (boxes: object): Space =>
  createSpace('default', [toy], {
    start: { world: { toy: { boxes } }, seed: 'seed' },
    platform: {
      clock: { now: () => 0 },
      documents: documentsInMemory,
      ring: () => byteRing<never>({ entries: 5, bytes: 100_000 }),
      randomness: seededRandom,
    },
  });

const boxes = { red: { key: 's3cret-key' }, blue: { key: 'other-key9' } };

const posting = (key: string, changed: Partial<IncomingRequest> = {}): IncomingRequest => ({
  method: 'POST',
  host: 'toy.test',
  targetAsSent: '/post?red',
  targetForProvider: '/post?red',
  rawHeaders: ['toy-key', key],
  body: Buffer.from('hello'),
  clientIp: '127.0.0.1',
  ...changed,
});

function diagnosed(
  space: Space,
  done: Exchange,
  { language = 'en', whole = true }: { readonly language?: Language; readonly whole?: boolean } = {},
): Diagnosis {
  const { documents } = space;
  return diagnosisOf(
    { exchange: done, complete: whole },
    { providers: [toy], documents, redact: space.redactor(), language },
  );
}

const of = (request: IncomingRequest, language?: Language): Diagnosis => {
  const space = spaceWith(boxes);
  return diagnosed(space, handleRequest(space, toy, request), language === undefined ? {} : { language });
};

/** The same exchange when a gateway times out before the reply. */
function throughGateway(done: Exchange): Exchange {
  const { reply } = done;
  const replacement = { reply, providerHandlesRequest: true, scenario: 'gateway-504' };
  const effects = { ...noEffects, names: ['gateway-504'], replacement };
  return { ...done, effects, outcome: { source: 'scenario', operation: 'post', scenario: 'gateway-504' } };
}

describe('a diagnosis', () => {
  test('lists the checks that were met, the refusing one last and with its evidence', () => {
    expect(of(posting('wrong-key'))).toMatchObject({
      exchange: 1,
      provider: 'toy',
      operation: 'post',
      refusedBy: 'toy/key-fits',
      refusal: { name: 'locked', code: '-2', means: 'the key is another' },
      checks: [
        { check: 'toy/box-exists', passed: true, box: 'red' },
        { check: 'toy/key-fits', passed: false, evidence: [{ confidence: 'assumed', statement: 'tests need it' }] },
      ],
    });
  });

  test('puts the likeliest mistake into its sentence, and shows where the signed texts part', () => {
    const diagnosis = of(posting('yek-terc3s'));
    expect(diagnosis.says).toBe('Refused by toy/key-fits. Most likely: The key of the box red was sent backwards.');
    expect(diagnosis.hypotheses).toEqual([
      {
        mistake: 'key-backwards',
        says: 'The key of the box red was sent backwards.',
        fix: 'Turn it round.',
        signed: 'with love to red|‹backwards›',
        firstDifference: { at: 17, expected: '…ith love to red|‹key›', received: '…ith love to red|‹backwards›' },
      },
    ]);
    expect(diagnosis.signature).toEqual({
      name: 'key',
      canonical: 'with love to red|‹key›',
      expected: '1111…2222',
      received: '3333…4444',
    });
  });

  test('is in Chinese on request', () => {
    const { says, hypotheses, refusal } = of(posting('yek-terc3s'), 'zh');
    expect(says).toBe('被 toy/key-fits 拒绝。最可能的原因：盒子 red 的钥匙写反了。');
    expect([hypotheses[0]?.fix, refusal?.means]).toEqual(['请倒过来写。', '不行']);
  });

  test('says so when no mistake that we know gives what was received', () => {
    expect(of(posting('wrong-key'))).toMatchObject({
      says: 'Refused by toy/key-fits. No known mistake produces this request.',
      hypotheses: [],
    });
    expect(of(posting('wrong-key'), 'zh').says).toBe('被 toy/key-fits 拒绝。没有已知的错误能解释收到的内容。');
  });

  test('names only the check when the check shows no details', () => {
    const { says, signature } = of(posting('s3cret-key', { targetForProvider: '/post?green' }));
    expect([says, signature]).toEqual(['Refused by toy/box-exists.', undefined]);
  });

  test('says that nothing was refused, and shows the checks all the same', () => {
    const { says, checks, refusedBy } = of(posting('s3cret-key'));
    expect([says, checks.map(({ passed }) => passed), refusedBy]).toEqual([
      'No check refused the request.',
      [true, true],
      undefined,
    ]);
  });

  test('judges by the documents as they were read, and knows the others as they are now', () => {
    const space = spaceWith(boxes);
    const done = handleRequest(space, toy, posting('yek-terc3s'));
    space.replaceWorld({ toy: { boxes: { red: { key: 'new-key-00' }, green: { key: 'yek-terc3s' } } } }, true);
    expect(diagnosed(space, done).hypotheses.map(({ mistake }) => mistake)).toEqual([
      'key-backwards',
      'key-of-another-box',
    ]);
  });

  test('never shows a key', () => {
    for (const key of ['wrong-key', 's3cret-key', 'other-key9', 'S3CRET-KEY']) {
      const text = JSON.stringify(of(posting(key, { targetForProvider: '/post?blue' })));
      expect(text).not.toMatch(/s3cret-key|other-key9/i);
    }
  });

  test('says that no check looked at a request which a scenario answered', () => {
    const space = spaceWith(boxes);
    const done = handleRequest(space, toy, posting('s3cret-key'));
    const refusal = toy.refusals['locked'];
    if (refusal === undefined) throw new Error('the toy has lost a refusal');
    const outcome = { source: 'scenario', operation: 'post', scenario: 'toy/locked', refusal } as const;
    expect(diagnosed(space, { ...done, outcome })).toMatchObject({
      says: 'The scenario toy/locked determined this reply; no check ran on the request.',
      scenario: 'toy/locked',
      refusal: { code: '-2' },
      checks: [],
    });
  });

  test.each([
    ['s3cret-key', ' No check refused the request.', undefined],
    ['yek-terc3s', ' Refused by toy/key-fits. Most likely: The key of the box red was sent backwards.', 'toy/key-fits'],
  ])("reports the provider's reply to %s although a gateway answered", (key, said, refusedBy) => {
    const space = spaceWith(boxes);
    const done = throughGateway(handleRequest(space, toy, posting(key)));
    const diagnosis = diagnosed(space, done);
    expect(diagnosis.says).toBe(
      `The scenario gateway-504 replaced the provider's reply; the provider still handled the request.${said}`,
    );
    expect(diagnosis).toMatchObject({ source: 'scenario', scenario: 'gateway-504' });
    expect([diagnosis.refusedBy, diagnosis.refusal?.name]).toEqual([refusedBy, refusedBy && 'locked']);
    expect(diagnosis.checks.map(({ passed }) => passed)).toEqual([true, refusedBy === undefined]);
    expect(diagnosed(space, done, { language: 'zh' }).says).toMatch(
      /但请求仍到达了服务商。(请求未被拒绝|被 toy\/key-fits 拒绝)。/,
    );
  });

  test('does not claim to know what the provider said of a request that was too large to keep', () => {
    const space = spaceWith(boxes);
    const done = throughGateway(handleRequest(space, toy, posting('wrong-key')));
    const { says, checks, refusedBy } = diagnosed(space, { ...done, reads: [] }, { whole: false });
    expect(says).toMatch(/gateway-504.*larger than the whole journal/);
    expect(says).not.toContain('No check refused the request');
    expect([checks, refusedBy]).toEqual([[], undefined]);
  });

  test.each(wireFaults)('reports that %s affected the reply on its way', (fault) => {
    const space = spaceWith(boxes);
    const done = {
      ...handleRequest(space, toy, posting('wrong-key')),
      effects: { ...noEffects, names: [fault], fault },
    };
    const summary = diagnosed(space, done).says;
    const means = findFault(fault)?.says;
    expect(summary).toMatch(/^Refused by toy\/key-fits\. /);
    expect(summary.endsWith(` The scenario ${fault} damaged the reply: ${means?.en ?? 'nothing'}`)).toBe(true);
    expect(diagnosed(space, done, { language: 'zh' }).says).toMatch(
      new RegExp(`。场景 ${fault} 破坏了返回途中的应答：.*。$`),
    );
  });

  test('reports how long the reply was delayed, and by which scenarios', () => {
    const space = spaceWith(boxes);
    const names = ['slow', 'slow-2s', 'hang'];
    const effects: RequestEffects = { ...noEffects, names, delayMs: 3000, fault: 'hang' };
    const done = { ...handleRequest(space, toy, posting('s3cret-key')), effects };
    expect(diagnosed(space, done).says).toBe(
      'No check refused the request. The scenario slow, slow-2s delayed the reply by 3000 ms. ' +
        'The scenario hang damaged the reply: No reply arrives; the connection stays open.',
    );
    expect(diagnosed(space, done, { language: 'zh' }).says).toContain(
      '请求未被拒绝。应答在返回途中按场景 slow, slow-2s 的要求延迟了 3000 毫秒。',
    );
  });

  test('reports a bug of the simulator without the error thrown', () => {
    const diagnosis = of(posting('s3cret-key', { rawHeaders: ['toy-key', 's3cret-key', 'toy-throw', '1'] }));
    expect(diagnosis.says).toContain('The simulator has a bug');
    expect([diagnosis.checks, JSON.stringify(diagnosis).includes('asked to throw')]).toEqual([[], false]);
  });

  test('admits that it cannot walk again what was too large to keep', () => {
    const space = spaceWith(boxes);
    const done = handleRequest(space, toy, posting('yek-terc3s'));
    const { says, checks, hypotheses } = diagnosed(space, done, { whole: false });
    expect(says).toContain('larger than the whole journal');
    expect([checks, hypotheses]).toEqual([[], []]);
  });

  test('names the nearest operation of a request that means none', () => {
    expect(of(posting('x', { method: 'GET', targetForProvider: '/pots?red' }))).toMatchObject({
      says: 'The simulator does not model any other path. The nearest operation is post: POST /post',
      nearest: [{ provider: 'toy', operation: 'post' }],
      checks: [],
    });
  });
});
