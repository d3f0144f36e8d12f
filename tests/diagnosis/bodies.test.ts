import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { bodyAdvice } from '../../simulator/core/diagnosis/body-advice.js';
import { diagnosisOf } from '../../simulator/core/diagnosis/diagnose.js';
import { createSimulator, type Exchange } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { incomingRequest } from '../support/incoming-request.js';
import { incomingRequest as incomingXylink } from '../xylink/diagnosing.js';
import { byOne } from '../xylink/xylink-requests.js';
import { noon, prepare } from '../ytx/caller.js';

const simulator = createSimulator({ clock: { now: () => noon } });
const space = simulator.spaces.getOrCreate(undefined);

const saysOf = (exchange: Exchange): string | undefined =>
  diagnosisOf(
    { exchange, complete: true },
    { providers, documents: space.documents, redact: space.redactor(), language: 'en' },
  ).advice?.says;

/** `{"name":"张三"}` in GBK. */
const gbk = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]), Buffer.from('"}')]);

const bodies: readonly (readonly [name: string, body: string | Buffer, says: string])[] = [
  [
    'quotation marks that are not escaped',
    '{"appid":"x",\n"parties":"[{"name":"x"}]"}',
    'The string `parties` contains quotation marks that are not escaped, at line 2, column 15.',
  ],
  ['GBK', gbk, 'The body is not UTF-8 from byte 9 (counted from 0). As GBK it reads: {"name":"张三"}'],
  ['another encoding', Buffer.from([0x7b, 0xff, 0x7d]), 'The body is not UTF-8 from byte 1 (counted from 0).'],
  ['a byte order mark', '\uFEFF{}', 'The body begins with a byte order mark (EF BB BF).'],
  ['UTF-16', Buffer.from('\uFEFF{}', 'utf16le'), 'The body is in UTF-16.'],
  ['gzip', gzipSync('{}'), 'The body is compressed with gzip.'],
  ['a form', 'action=createMeeting&appid=1', 'The body is a form (name=value), not JSON.'],
  [
    'a trailing comma',
    '{"a":1,\n}',
    'The body has a comma behind the last element, before the bracket at line 2, column 1.',
  ],
  [
    'single quotation marks',
    "{'a':1}",
    'The body has a single quotation mark at line 1, column 2; JSON has only double ones.',
  ],
  ['a body that is cut off', '{"a":[1', 'The body ends before its JSON does, at line 1, column 8.'],
  ['an empty body', '', 'The body is empty.'],
  ['an array', '[1]', 'The body is JSON, but an array, not an object.'],
  ['another error', '{"a":undefined}', 'The body is not JSON: u is unexpected at line 1, column 6.'],
];

describe.each(bodies)('%s', (_, body, says) => {
  test('is named by YTX', () => {
    expect(saysOf(simulator.ask('ytx', incomingRequest(prepare(space, { body }))))).toBe(says);
  });

  test('is named by XYLink', () => {
    const bytes = Buffer.from(body);
    const { method, target } = byOne('POST', 'meeting/dynamicGroup', bytes);
    expect(saysOf(simulator.ask('xylink', incomingXylink({ method, target, body: bytes })))).toBe(says);
  });

  test('has advice in Chinese', () => {
    const advice = bodyAdvice(Buffer.from(body));
    expect(advice?.says.zh).toMatch(/\p{Script=Han}/u);
    expect(JSON.stringify(advice)).not.toMatch(/\{\w+\}(?!")/);
  });
});

const unpacking = createSimulator({
  clock: { now: () => noon },
  readings: { ytx: { gzipBody: 'unpacked' }, xylink: { gzipBody: 'unpacked' } },
});

describe.each([
  [
    'a damaged gzip body',
    gzipSync('{}').subarray(0, 12),
    'The body begins like gzip, but cannot be unpacked: it is damaged or cut off.',
  ],
  [
    'a gzip body of more than 1 MiB',
    gzipSync(' '.repeat(1024 * 1024 + 1)),
    'The body is gzip, and unpacks to more than 1 MiB.',
  ],
  [
    'GBK inside gzip',
    gzipSync(gbk),
    'The body is not UTF-8 from byte 9 (counted from 0). As GBK it reads: {"name":"张三"}',
  ],
  ['a gzip body of another type', gzipSync('[1]'), 'The body is JSON, but an array, not an object.'],
])('under the reading gzipBody=unpacked, %s', (_, body, says) => {
  test('is named by YTX', () => {
    expect(saysOf(unpacking.ask('ytx', incomingRequest(prepare(space, { body }))))).toBe(says);
  });

  test('is named by XYLink', () => {
    const { method, target } = byOne('POST', 'meeting/dynamicGroup', body);
    expect(saysOf(unpacking.ask('xylink', incomingXylink({ method, target, body })))).toBe(says);
  });
});

test('a JSON object has no advice', () => {
  expect(bodyAdvice(Buffer.from(' {"a":[1,{"b":"["}]} '))).toBeUndefined();
});
