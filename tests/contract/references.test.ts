import { describe, expect, test } from '@jest/globals';
import { namedReferences, resolveReferences } from '../../contracts/suite/references.js';

const referents = {
  cast: { 'room:running': { meetingRoomNumber: '9', participants: [{ id: 101, type: 5, participantNumber: '600' }] } },
  results: { booked: { statusMsg: { meid: '007', count: 3 } }, asked: { list: ['a', { id: 4 }], none: null } },
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
    ['<room:running.participants.count>', 1],
    ['<room:running.participants.count+2>', 3],
    ['<room:running.participants.0.id+1>', 102],
    ['{<room:running.participants.count+1>}', '{2}'],
    ['<asked.list.count>', 2],
    ['<asked.list.count+1>', 3],
    ['<asked.list.0>', 'a'],
    ['<asked.list.1.id>', '4'],
    ['<booked.statusMsg.count>', 3],
  ])('%s becomes %j', (text, value) => {
    expect(resolveReferences({ field: text }, referents)).toEqual({ field: value });
  });

  test.each([
    ['<room:small.participants.0.id>', 'the cast has no entity for the role room:small'],
    ['<room:running.participants.1.id>', 'the entity of the role room:running has no participants.1.id'],
    ['<room:running.participants>', 'the entity of the role room:running has no participants'],
    ['<room:running.participants.0.participantNumber+1>', 'has no participants.0.participantNumber+1'],
    ['<asked.none.count+1>', 'the reply to the step "asked" has no none.count+1'],
    ['<booked.statusMsg.name>', 'the reply to the step "booked" has no statusMsg.name'],
  ])('%s leads nowhere: %s', (text, says) => {
    expect(() => resolveReferences(text, referents)).toThrow(says);
  });

  test('names its role and the member', () => {
    expect(namedReferences({ field: '<room:running.participants.0.id> <booked.statusMsg.meid>' })).toEqual([
      { kind: 'room', name: 'running', member: '.participants.0.id' },
    ]);
  });
});
