import { describe, expect, test } from '@jest/globals';
import { qualityOf } from '../../simulator/http/control/diagnosis.js';
import { type ControlServer, jsonOf, openControl } from './control-server.js';

const path = '/_simulator/journal/1/diagnosis';

/** A server that has refused a key which was sent backwards. */
async function refused(): Promise<ControlServer> {
  const server = await openControl();
  await server.post('red', { 'toy-key': 'yek-terc3s' });
  return server;
}

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

const text = `Exchange 1 · toy · post · -2 locked: the key is another
Refused by toy/key-fits. Most likely: The key of the box red was sent backwards.

key
  signs     with love to red|‹key›
  expected  1111…2222
  received  3333…4444

Likely mistakes, the likeliest first
  1. The key of the box red was sent backwards. (key-backwards)
     To do: Turn it round.
     First difference, at character 17 (counted from 0):
       expected  …ith love to red|‹key›
       received  …ith love to red|‹backwards›
                                  ^

Checks, in the order in which they were met
  ✓  toy/box-exists  box red
  ✗  toy/key-fits    keyOfBox ‹redacted›

Why toy/key-fits is believed
  whole: assumed (condition assumed, order assumed, code assumed, text assumed, status assumed, headers assumed)
  assumed  tests need it
`;

describe('the diagnosis of an exchange', () => {
  test('is JSON for programs', async () => {
    const { ask } = await refused();
    const reply = await ask.get(path).expect(200).expect('Content-Type', 'application/json; charset=utf-8');
    expect(jsonOf(reply)).toMatchObject({
      exchange: 1,
      refusedBy: 'toy/key-fits',
      hypotheses: [{ mistake: 'key-backwards' }],
      language: 'en',
    });
    expect(reply.headers).toMatchObject({
      vary: 'Accept, Accept-Language',
      'content-language': 'en',
      'simulator-space': 'default',
    });
  });

  test('is laid out for people who look with a browser', async () => {
    const { ask } = await refused();
    const reply = await ask.get(path).set('Accept', browser).expect(200);
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(reply.text).toBe(text);
  });

  test.each([
    ['*/*', 'json'],
    ['application/json', 'json'],
    ['text/plain', 'text'],
    ['TEXT/HTML', 'text'],
    ['text/*;q=0.9, application/json;q=0.8', 'text'],
    ['text/html;q=0.5, application/json', 'json'],
    ['text/html, application/json', 'json'],
    ['text/plain;q=0, */*', 'json'],
    ['application/problem+json, text/plain;q=0.1', 'json'],
    ['image/png', 'json'],
    ['text/plain;q=much', 'json'],
  ])('for the header Accept: %s is sent as %s', async (accept, form) => {
    const { ask } = await refused();
    const { headers } = await ask.get(path).set('Accept', accept).expect(200);
    expect(headers['content-type']).toContain(form === 'json' ? 'application/json' : 'text/plain');
  });

  test.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['zh', 'zh'],
    ['ZH-Hant', 'zh'],
    ['fr, zh;q=0.5', 'zh'],
    ['en-US,en;q=0.9,zh;q=0.8', 'en'],
    ['en, zh', 'en'],
    ['*', 'en'],
    ['fr', 'en'],
    ['zha', 'en'],
  ])('for the header Accept-Language: %s is sent in %s', async (languages, language) => {
    const { ask } = await refused();
    const { headers, text: diagnosisText } = await ask.get(path).set('Accept-Language', languages).expect(200);
    expect(headers['content-language']).toBe(language);
    expect(diagnosisText).toContain(language === 'zh' ? '盒子 red 的钥匙写反了。' : 'was sent backwards');
  });

  test('follows the query rather than the headers', async () => {
    const { ask } = await refused();
    const reply = await ask.get(`${path}?form=text&language=zh`).set('Accept', 'application/json').expect(200);
    expect(reply.text).toContain('1. 盒子 red 的钥匙写反了。 (key-backwards)\n     解决方法：请倒过来写。');
    const json = await ask.get(`${path}?form=json&language=en`).set('Accept', browser).set('Accept-Language', 'zh');
    expect(jsonOf(json)).toMatchObject({ language: 'en' });
  });

  test('begins in Chinese with the number of the request, and quotes what is only known in English', async () => {
    const { ask } = await refused();
    expect((await ask.get(`${path}?form=text&language=zh`)).text).toMatch(/^第 1 次请求 · toy · post/);
    await ask.get('/toy.test/elsewhere');
    const { text: diagnosisText } = await ask.get('/_simulator/journal/2/diagnosis?form=text&language=zh');
    expect(diagnosisText).toContain('模拟器没有实现 any other path。');
  });

  test('puts the caret under the place in Chinese too, whose letters are twice as wide', async () => {
    const { ask } = await refused();
    const { text: diagnosisText } = await ask.get(`${path}?form=text&language=zh`);
    const lines = diagnosisText.split('\n');
    const caret = lines.findIndex((line) => /^ +\^$/.test(line));
    // Two letters of a label take four columns.
    expect((lines[caret]?.indexOf('^') ?? 0) - 2).toBe(lines[caret - 1]?.indexOf('‹backwards›'));
  });

  test.each([
    ['/_simulator/journal/9/diagnosis', 404, 'journal lists'],
    ['/_simulator/journal/x/diagnosis', 400, 'simulator-exchange'],
    [`${path}?language=fr`, 400, 'Use one of: en, zh.'],
    [`${path}?form=xml`, 400, 'Use one of: json, text.'],
    [`${path}?colour=red`, 400, 'Use: language, form.'],
  ])('is not to be had at %s: %d', async (asked, status, fix) => {
    const { ask } = await refused();
    const reply = await ask.get(asked).expect(status);
    expect((jsonOf(reply) as { readonly fix: string }).fix).toContain(fix);
  });

  test('shows nothing that a terminal would obey', async () => {
    const { ask } = await openControl();
    await ask.post('/toy.test/post?%1b[2J');
    await ask.post(`/toy.test/po%E2%80%AEst\u009b`);
    for (const id of [1, 2]) {
      const { text: diagnosisText } = await ask.get(`/_simulator/journal/${id}/diagnosis?form=text`).expect(200);
      expect(diagnosisText).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    }
  });

  test('never shows a key, in any form or language', async () => {
    const { ask, post } = await openControl();
    await post('red', { 'toy-key': 'wrong-key9' });
    await post('s3cret-key', { 'toy-key': 's3cret-key' });
    await ask.get('/toy.test/s3cret-key?s3cret-key');
    const forms = ['form=json', 'form=text', 'form=text&language=zh'];
    for (const asked of [1, 2, 3].flatMap((id) => forms.map((form) => `/_simulator/journal/${id}/diagnosis?${form}`))) {
      expect((await ask.get(asked).expect(200)).text).not.toContain('s3cret-key');
    }
  });

  test('names the nearest operation, and what to change', async () => {
    const { ask } = await openControl();
    await ask.get('/toy.test/Post');
    const { text: diagnosisText } = await ask.get(`${path}?form=text`);
    expect(diagnosisText).toContain(
      '  toy post: POST /post\n    method     expected POST  received GET   Use the method POST.\n' +
        '    segment 1  expected post  received Post  Change it to post; letter case counts.\n',
    );
  });
});

describe('a header with quality values', () => {
  test('wishes for the most specific of what it lists', () => {
    const shapes = [/^a$/, /^\*$/];
    expect(qualityOf('a;q=0.2, *', shapes)).toBe(0.2);
    expect(qualityOf('b, * ; q=0.3', shapes)).toBe(0.3);
    expect(qualityOf('a;level=1;q=0.4, a;q=0.1', shapes)).toBe(0.4);
    expect([qualityOf('b', shapes), qualityOf('', shapes), qualityOf(undefined, shapes)]).toEqual([0, 0, 0]);
  });
});
