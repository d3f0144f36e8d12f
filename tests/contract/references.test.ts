import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { matchesContract } from '../../contracts/suite/assertions.js';
import { namedIn, resolved } from '../../contracts/suite/references.js';

const referents = {
  cast: { 'room:running': { meetingRoomNumber: '9', participants: [{ id: 101, type: 5, participantNumber: '600' }] } },
  results: { booked: { statusMsg: { meid: '007' } } },
  notations: { time: (argument: string) => `in ${argument}` },
};

describe('a reference', () => {
  test.each<[string, unknown]>([
    ['<room:running>', '9'],
    ['<room:running.participants.0.id>', 101],
    ['<room:running.participants.0.id.text>', '101'],
    ['<room:running.participants.0.participantNumber>', '600'],
    ['"id":<room:running.participants.0.id>,', '"id":101,'],
    ['<time:P31D>:00', 'in P31D:00'],
    ['<booked.statusMsg.meid>', '007'],
    ['no <reference', 'no <reference'],
  ])('%s becomes %j', (text, value) => {
    expect(resolved({ field: text }, referents)).toEqual({ field: value });
  });

  test.each([
    ['<room:small.participants.0.id>', 'nobody plays room:small here'],
    ['<room:running.participants.1.id>', 'room:running has no participants.1.id here'],
    ['<room:running.participants>', 'room:running has no participants here'],
    ['<booked.statusMsg.name>', 'the step "booked" was not answered with any statusMsg.name'],
  ])('%s leads nowhere: %s', (text, says) => {
    expect(() => resolved(text, referents)).toThrow(says);
  });

  test('names its role and the member', () => {
    expect(namedIn({ field: '<room:running.participants.0.id> <booked.statusMsg.meid>' })).toEqual([
      { kind: 'room', name: 'running', member: '.participants.0.id' },
    ]);
  });
});

const booked = { meid: '100200300', mepwd: '123456', meetcallerid: '01012345678' };
const accepted = (statusMsg: unknown, rest = {}): object => ({
  statusCode: '0',
  statusMsg,
  requestId: '2026112112000001',
  ...rest,
});
const refused = { developerMessage: 'd', userMessage: 'u', errorCode: 1, moreInfo: 'm' };

describe('a reply that is off contract', () => {
  test.each<[string, string, unknown, readonly string[]]>([
    ['a number for a text', 'createMeeting', accepted({ ...booked, meid: 1 }), ['/statusMsg/meid must be string']],
    [
      'numbers for all texts',
      'createMeeting',
      accepted({ meid: 1, mepwd: 2, meetcallerid: 3 }),
      ['/statusMsg/meid must be string', '/statusMsg/mepwd must be string', '/statusMsg/meetcallerid must be string'],
    ],
    ['a member too many', 'createMeeting', accepted(booked, { more: 1 }), [' must NOT have additional properties']],
    ['a refusal with a number for a text', 'invite', { ...refused, userMessage: 7 }, ['/userMessage must be string']],
    [
      'a refusal that lacks most',
      'invite',
      { errorCode: 1, userMessage: 'u' },
      [" must have required property 'developerMessage'", " must have required property 'moreInfo'"],
    ],
  ])('is told only what concerns it: %s', (_what, operation, reply, problems) => {
    expect(matchesContract(operation, reply)).toEqual(problems);
  });

  test('is told of nothing when it fits', () => {
    expect(matchesContract('createMeeting', accepted(booked))).toEqual([]);
    expect(matchesContract('invite', '')).toEqual([]);
  });
});

const top = fileURLToPath(new URL('../../', import.meta.url));

/** Where something is still to be filled in, as `file:line: the line`. */
const marked = ['contracts', 'simulator/providers'].flatMap((folder) =>
  readdirSync(top + folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(json|yaml|ts)$/.test(name) && !/generated|openapi\.json$/.test(name))
    .flatMap((name) =>
      readFileSync(`${top}${folder}/${name}`, 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          line.includes('TODO(new)') ? [`${folder}/${name}:${index + 1}: ${line.trim()}`] : [],
        ),
    ),
);

test('nothing that `npm run new` wrote is left to be filled in', () => {
  expect(marked).toEqual([]);
});
