import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BadUse } from '../../simulator/cli/shared/flags.js';
import { rawRequest } from '../../simulator/cli/shared/request-file.js';
import { anyText } from '../support/any-text.js';

function outcomeOf(text: string): string {
  try {
    return `read: ${rawRequest(Buffer.from(text)).method}`;
  } catch (error) {
    if (error instanceof BadUse) return error.message;
    throw error;
  }
}

describe('a raw request', () => {
  test.each(['\r\n', '\n'])('is read whole where lines end with %j', (end) => {
    const text = ['POST /a?b=%zz HTTP/1.1', 'Host: api.ytx.net', 'x-empty:', 'X-Two:  a: b ', '', '{"会":1}\n'].join(
      end,
    );
    expect(rawRequest(Buffer.from(text))).toEqual({
      method: 'POST',
      target: '/a?b=%zz',
      rawHeaders: ['Host', 'api.ytx.net', 'x-empty', '', 'X-Two', 'a: b'],
      body: Buffer.from('{"会":1}\n'),
    });
  });

  test('needs neither version, headers nor body', () => {
    expect(rawRequest(Buffer.from('GET http://api.ytx.net/a'))).toEqual({
      method: 'GET',
      target: 'http://api.ytx.net/a',
      rawHeaders: [],
      body: Buffer.from(''),
    });
  });

  test('has the body that Content-Length says, so that the end of the file is none of it', () => {
    const { body } = rawRequest(Buffer.from('PUT / HTTP/1.1\ncontent-length: 4\n\nbody\n'));
    expect(Buffer.from(body).toString()).toBe('body');
  });

  test.each([
    ['', /line 1 of the request must have the form/],
    ['hello', /line 1 of the request must have the form/],
    ['GET /a b HTTP/1.1', /line 1 of the request must have the form/],
    ['GET / HTTP/1.1\nHost: x\ns3cret', /line 3 of the request is not a header/],
    ['GET / HTTP/1.1\nAuthorization: a\n s3cret', /line 3 of the request begins with a blank: it folds the header/],
    ['GET / HTTP/1.1\nTransfer-Encoding: chunked\n\n0', /Transfer-Encoding, which is not supported: remove it/],
    ['GET / HTTP/1.1\nContent-Length: 9\n\nbody', /must be a number up to 4, the length of the body/],
    ['GET / HTTP/1.1\nContent-Length: s3cret\n\nbody', /must be a number up to 4, the length of the body/],
  ])('%j is refused in words', (text, says) => {
    expect(outcomeOf(text)).toMatch(says);
    expect(outcomeOf(text)).not.toContain('s3cret');
  });

  test('is read, or rejected with a message, for any content of the file', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(outcomeOf(`POST / HTTP/1.1\n${text}`)).toMatch(/^(read: POST|.* request .*)$/s);
        expect(outcomeOf(text)).not.toBe('');
      }),
      { seed: 20261121 },
    );
  });
});
