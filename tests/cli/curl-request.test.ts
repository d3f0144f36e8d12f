import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BadUse } from '../../simulator/cli/shared/flags.js';
import { curlRequest } from '../../simulator/cli/shared/curl-request.js';
import { wordsOf } from '../../simulator/cli/shared/curl-words.js';
import { anyText } from '../support/any-text.js';

/** The value, or the message of the error. */
function attempt<Value>(doing: () => Value): Value | string {
  try {
    return doing();
  } catch (error) {
    if (error instanceof BadUse) return error.message;
    throw error;
  }
}

const utf8 = (bytes: string): string => Buffer.from(bytes, 'latin1').toString();

describe('the words of a command', () => {
  test.each([
    [`a  b\tc`, ['a', 'b', 'c']],
    [`'it'"s"\\ one`, ['its one']],
    [`'' ""`, ['', '']],
    [`'$HOME \\n "quoted"'`, ['$HOME \\n "quoted"']],
    [`"a \\"b\\" \\$c \\\\ \\d"`, ['a "b" $c \\ \\d']],
    [`a \\\n  b\\\nc \\\r\n d`, ['a', 'bc', 'd']],
    [`"one\\\ntwo"`, ['onetwo']],
    [`'two\nlines'`, ['two\nlines']],
    [`$'it\\'s\\n\\ta \\\\ \\"'`, [`it's\n\ta \\ "`]],
    [`$'\\u4f1a\\u8bae \\x41\\101\\U0001f004 \\u0021'`, ['会议 AA🀄 !']],
    [`$'\\ud83c\\udc04'`, ['🀄']],
    [`$'\\xe4\\xbc\\x9a'`, ['会']],
    [`$'\\q\\u'`, ['\\q\\u']],
    [`会议 à`, ['会议', 'à']],
    [`a | b`, ['a']],
    [`a; b`, ['a']],
    [`a && b`, ['a']],
    [`a\nb`, ['a']],
    [`a > out 2>&1`, ['a']],
    [`a 2>/dev/null`, ['a']],
    [`a \\`, ['a']],
    [`  `, []],
  ])('%j are %j', (command, words) => {
    expect(wordsOf(command).map(utf8)).toEqual(words);
  });

  test.each([
    [`a 'b`, /unclosed quotation mark/],
    [`a "b`, /unclosed quotation mark/],
    [`a $'b`, /unclosed quotation mark/],
    [`a "b $c"`, /variable/],
    [`a $b`, /variable/],
    ['a `b`', /backquotes/],
    [`a http://x/?b=1&c=2`, /put the URL in quotation marks/],
    [`a <b`, /unsupported shell syntax/],
  ])('cannot be read from %j', (command, says) => {
    expect(attempt(() => wordsOf(command))).toMatch(says);
  });

  test('are found, or rejected with a message, for any pasted text', () => {
    const pasted = fc.oneof(
      anyText,
      fc
        .array(fc.constantFrom(...Array.from(`curl -dX'"\\$\`\n\t &|;<>()\u4f1aux41{}@:=/?#`)), { maxLength: 60 })
        .map((all) => all.join('')),
    );
    fc.assert(
      fc.property(pasted, (text) => {
        for (const command of [text, `curl ${text}`, `curl $'${text}'`]) {
          expect(typeof attempt(() => wordsOf(command).length)).toMatch(/number|string/);
          expect(typeof attempt(() => curlRequest(command).method)).toBe('string');
        }
      }),
      { seed: 20261121, numRuns: 500 },
    );
  });

  test('are what the shell would make of them', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (words) => {
        const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' \\\n ');
        expect(wordsOf(quoted).map(utf8)).toEqual(words);
      }),
      { seed: 20261121 },
    );
  });
});

const shown = (command: string) => {
  const { method, target, rawHeaders, body } = curlRequest(command);
  return [method, target, rawHeaders, utf8(Buffer.from(body).toString('latin1'))];
};

const form = ['Content-Type', 'application/x-www-form-urlencoded'];

describe('a curl command', () => {
  test.each<readonly [string, readonly unknown[]]>([
    ['curl http://x:1/a?b#c', ['GET', '/a?b', ['Host', 'x:1'], '']],
    ['/usr/bin/curl x/a', ['GET', '/a', ['Host', 'x'], '']],
    ['curl https://x?a', ['GET', '/?a', ['Host', 'x'], '']],
    ['curl --url x', ['GET', '/', ['Host', 'x'], '']],
    ['curl -XPUT x/a', ['PUT', '/a', ['Host', 'x'], '']],
    ['curl -sSX PUT x', ['PUT', '/', ['Host', 'x'], '']],
    ['curl -I x', ['HEAD', '/', ['Host', 'x'], '']],
    ['curl -d a=1 -d b=会 x', ['POST', '/', ['Host', 'x', ...form, 'Content-Length', '9'], 'a=1&b=会']],
    [`curl --data-raw '@a' x`, ['POST', '/', ['Host', 'x', ...form, 'Content-Length', '2'], '@a']],
    [`curl -X DELETE --data-binary '' x`, ['DELETE', '/', ['Host', 'x', ...form, 'Content-Length', '0'], '']],
    [
      `curl --json '{}' x`,
      ['POST', '/', ['Host', 'x', 'Content-Type', 'application/json', 'Content-Length', '2'], '{}'],
    ],
    [
      `curl --data-urlencode 'a=b c&会' --data-urlencode =d x`,
      ['POST', '/', ['Host', 'x', ...form, 'Content-Length', '21'], 'a=b%20c%26%E4%BC%9A&d'],
    ],
    ['curl -G -d a=1 x/b?c', ['GET', '/b?c&a=1', ['Host', 'x'], '']],
    ['curl -G x/b', ['GET', '/b', ['Host', 'x'], '']],
    [`curl -H 'a: b:c' -H 'D;' -H 'Host:y' x`, ['GET', '/', ['a', 'b:c', 'D', '', 'Host', 'y'], '']],
    [`curl -d a -H 'content-type:' x`, ['POST', '/', ['Host', 'x', 'Content-Length', '1'], 'a']],
    ['curl -u me:pass x', ['GET', '/', ['Host', 'x', 'Authorization', 'Basic bWU6cGFzcw=='], '']],
    ['curl -A me -b a=1 x', ['GET', '/', ['Host', 'x', 'User-Agent', 'me', 'Cookie', 'a=1'], '']],
    ['curl -s -S -sS -i -k -L -v --compressed -o out --max-time 5 x', ['GET', '/', ['Host', 'x'], '']],
    [`curl 'x/a%2fb/../c?d=%zz'`, ['GET', '/a%2fb/../c?d=%zz', ['Host', 'x'], '']],
  ])('%s is read', (command, request) => {
    expect(shown(command)).toEqual(request);
  });

  const secret = 's3cret-token';
  test.each([
    ['wget x', /begins with curl/],
    ['', /begins with curl/],
    ['curl', /has no URL/],
    ['curl x y', /more than one URL/],
    [`curl --proxy-header=${secret} x`, /has --proxy-header,.*--request FILE/],
    [`curl --frobnicate ${secret} x`, /has --frobnicate,/],
    [`curl -F a=${secret} x`, /has -F,/],
    [`curl -sT${secret} x`, /has -T,/],
    [`curl --${secret.repeat(9)} x`, /has an invalid flag/],
    ['curl x -H', /-H of the curl command needs a value/],
    [`curl -d @${secret} x`, /-d of the curl command reads a file.*--request FILE/],
    [`curl --json @${secret} x`, /--json of/],
    [`curl --data-urlencode a@${secret} x`, /--data-urlencode of/],
    [`curl -H @${secret} x`, /-H of/],
    [`curl -b ${secret} x`, /-b of/],
    [`curl -H ${secret} x`, /write Name: value/],
    [`curl http://me:${secret}@x/`, /must be an http or https URL without user/],
    [`curl ftp://x/`, /must be an http or https URL/],
  ])('%s is refused in words that repeat no secret', (command, says) => {
    const outcome = attempt(() => curlRequest(command).method);
    expect(outcome).toMatch(says);
    expect(outcome).not.toContain(secret);
  });
});
