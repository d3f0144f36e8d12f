import { gzipSync } from 'node:zlib';
import { authorizationOf } from '../../contracts/ytx/signing.js';
import { about, passes, type ReadingCase } from './reading-case.js';

const meeting = (name: string): string =>
  JSON.stringify({
    action: 'createMeeting',
    appid: 'ab000000000000000000000000000001',
    meetingname: name,
    creator: '10000007556',
    parties: [{ name: 'a', phone: '10000000804' }],
    bookmeeting: '0',
  });

/** A body in GBK whose name is 张. */
const gbk = Buffer.concat(
  meeting('|')
    .split('|')
    .map((part, index) => Buffer.concat([Buffer.from(index === 0 ? [] : [0xd5, 0xc5]), Buffer.from(part)])),
);

const notJson = 'ytx/body-is-a-json-object';
const claim = { accountSID: 'ac000000000000000000000000000001', timestamp: '20261121120000' };
const unpadded = authorizationOf(claim).replace(/=+$/, '');

/** The options of readings about encodings and about the signature. */
export const encodingCases: readonly ReadingCase[] = [
  ...about('bodyCharset', 'GBK', { body: gbk }, { 'utf-8': notJson, 'utf-8-or-gbk': passes }),
  ...about('bodyCharset', 'UTF-8', { body: meeting('张') }, { 'utf-8': passes, 'utf-8-or-gbk': passes }),
  ...about(
    'bodyCharset',
    'bytes of neither',
    { body: Buffer.from([0x7b, 0xff, 0xff]) },
    {
      'utf-8': notJson,
      'utf-8-or-gbk': notJson,
    },
  ),
  ...about('byteOrderMark', 'a mark', { body: `\ufeff${meeting('a')}` }, { refused: notJson, accepted: passes }),
  ...about(
    'byteOrderMark',
    'two marks',
    { body: `\ufeff\ufeff${meeting('a')}` },
    { refused: notJson, accepted: notJson },
  ),
  ...about('gzipBody', 'gzip', { body: gzipSync(meeting('a')) }, { refused: notJson, unpacked: passes }),
  ...about(
    'gzipBody',
    'gzip that is cut off',
    { body: gzipSync(meeting('a')).subarray(0, 60) },
    {
      refused: notJson,
      unpacked: notJson,
    },
  ),
  ...about(
    'gzipBody',
    'more than 1 MiB in gzip',
    { body: gzipSync(meeting('a') + ' '.repeat(1024 * 1024)) },
    {
      refused: notJson,
      unpacked: notJson,
    },
  ),
  ...about(
    'absentSign',
    'no Sign',
    { query: 'a=b' },
    { wrong: 'ytx/sign-is-present', 'missing-parameter': 'ytx/sign-is-present' },
  ),
  ...about(
    'authorizationPadding',
    'base64 without padding',
    { authorization: unpadded },
    {
      required: 'ytx/authorization-is-readable',
      optional: passes,
    },
  ),
  ...about(
    'authorizationPadding',
    'base64 with too much padding',
    { authorization: `${unpadded}==` },
    {
      required: 'ytx/authorization-is-readable',
      optional: 'ytx/authorization-is-readable',
    },
  ),
];
