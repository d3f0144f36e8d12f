import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runCases } from '../../contracts/suite/run/run.js';
import { sandboxTarget } from '../../contracts/suite/targets/sandbox.js';
import xylinkWorld from '../../fixtures/xylink/world.json' with { type: 'json' };
import { caseCalled, noon } from '../reference-implementation/reference-target.js';
import { profileOf } from '../reference-implementation/profile.js';
import { type ReferenceImplementation, startReferenceImplementation } from '../reference-implementation/start.js';

const room = '910000000001';

/** Three people whom the included world does not know. */
const participants = [
  { id: 777000001, type: 5, participantNumber: '660001' },
  { id: 777000002, type: 7, participantNumber: '66000002' },
  { id: 777000003, type: 6, participantNumber: '0106600000003' },
];

const clock = { now: () => Date.parse(noon) };
const sleep = (): Promise<void> => Promise.resolve();

describe('a room of the owner with three people in it', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    const meeting = {
      meetingId: '1156777777777',
      participants: participants.map((each) => ({ name: 'x', participantId: '65600', ...each })),
    };
    const xylink = { ...xylinkWorld, meetings: { ...xylinkWorld.meetings, [room]: meeting } };
    implementation = await startReferenceImplementation({ now: noon, world: { xylink } });
  });
  afterAll(() => implementation.stop());

  test.each([
    'xylink/createGroups: two random groups of all who are present',
    'xylink/createGroups: manual groups are as they are named',
    'xylink/createGroups: ids and types may be texts of digits',
    'xylink/createGroups: groupCount is ignored beside manual',
    'xylink/createGroups: a member of two groups is refused',
    'xylink/createGroups: a member with another type is refused',
    'xylink/createGroups: an unknown participant in a group is refused',
    'xylink/disconnect: a disconnected participant is no longer listed',
  ])('is one in which a sandbox run can play %s', async (id) => {
    await implementation.reset();
    const profile = profileOf(implementation.url);
    const cast = { ...profile.providers['xylink']?.cast, 'room:running': { meetingRoomNumber: room, participants } };
    const providers = Object.fromEntries(
      Object.entries(profile.providers).map(([name, part]) => [name, name === 'xylink' ? { ...part, cast } : part]),
    );
    const target = sandboxTarget({ ...profile, providers }, { fetch, clock, sleep, allowDialling: true });
    const { results } = await runCases([await caseCalled(id)], { target, clock });
    expect(results.map(({ verdict }) => verdict)).toEqual([{ outcome: 'passed' }]);
  });
});
