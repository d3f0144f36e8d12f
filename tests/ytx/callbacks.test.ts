import { describe, expect, test } from '@jest/globals';
import { hour, minute, mobile, noon, second } from './caller.js';
import { bookingAt, cancelling, editing } from './situations.js';
import {
  account,
  bodyOf,
  calledBackId,
  madeIn,
  parties,
  patchWorld,
  problemsWith,
  recordsIn,
  spaceWith,
  statesIn,
  textOf,
} from './told.js';

const other = '10000000804';
const about = (meid: string): string => `ytx/meeting ${account}/${meid}`;
const withApplication = (patch: object): object => ({ applications: { [calledBackId]: patch } });
const requestid = expect.stringMatching(/^202611\d{23}$/);

describe('a meeting of an application with a callback address', () => {
  test('is told of from its start to its record, each party in its turn', () => {
    const { notices } = madeIn(spaceWith());
    const told = notices.map((notice) => {
      const { state, dsc, stateDesc } = bodyOf(notice);
      return [notice.due - noon, notice.event, state, dsc, stateDesc];
    });
    expect(told).toEqual([
      [0, 'meetingState', 'started', '', ''],
      [0, 'meetingState', 'callout', other, ''],
      [0, 'meetingState', 'alerting', other, ''],
      [0, 'meetingState', 'callout', mobile, ''],
      [0, 'meetingState', 'alerting', mobile, ''],
      [5 * second, 'meetingState', 'answer', other, '应答|正常'],
      [5 * second, 'meetingState', 'answer', mobile, '应答|正常'],
      [30 * minute, 'meetingState', 'disconnect', other, '应答|正常'],
      [30 * minute, 'meetingState', 'disconnect', mobile, '应答|正常'],
      [30 * minute, 'meetingState', 'ended', '', ''],
      [30 * minute + second, 'callRecord', undefined, undefined, undefined],
    ]);
  });

  test('is told of at the address, in notices about itself, in bodies that fit the contract', () => {
    const { notices } = madeIn(spaceWith());
    expect([...new Set(notices.map(({ url }) => url))]).toEqual(['/_simulator/sink/ytx']);
    expect([...new Set(notices.map((notice) => notice.about))]).toEqual([about('001')]);
    expect(notices.flatMap(problemsWith)).toEqual([]);
  });

  test('has states that are flat, members in the order that was seen of another product', () => {
    const { notices } = madeIn(spaceWith(), { fields: { CustomParm: 'order-1' } });
    const answered = notices.find((notice) => textOf(notice).includes('"answer"'));
    expect(answered && textOf(answered)).toMatch(
      new RegExp(
        `^\\{"requestid":"202611\\d{23}","appid":"${calledBackId}","meid":"001","dsc":"${other}","state":"answer",` +
          '"stateDesc":"应答\\|正常","timestamp":"2026-11-21 12:00:05","customParm":"order-1"\\}$',
      ),
    );
  });

  test('has one record for each party, with what the call came to', () => {
    const { notices } = madeIn(spaceWith({ phones: { [mobile]: { outcome: 'rejects' } } }));
    const shared = {
      requestid,
      appid: calledBackId,
      fid: 5,
      caller: '01053189900',
      callerstime: '2026-11-21 12:00:00',
      calleretime: '2026-11-21 12:30:00',
      tapesurl: 'NoTapes',
      customParm: '',
      meid: '001',
    };
    const talked = { calledstime: '2026-11-21 12:00:05', calledetime: '2026-11-21 12:30:00' };
    expect(recordsIn(notices)).toEqual([
      { ...shared, called: other, ...talked, duration: 1795, oriamount: 4.5, stateDesc: '应答|正常' },
      { ...shared, called: mobile, calledstime: '', calledetime: '', duration: 0, oriamount: 0, stateDesc: '用户拒接' },
    ]);
  });

  test('shows in its record the number that the request asked to show', () => {
    const space = spaceWith(withApplication({ shownumbers: ['01053189990'] }));
    const { notices } = madeIn(space, { fields: { shownumber: '01053189990' } });
    expect(recordsIn(notices).map(({ caller }) => caller)).toEqual(['01053189990', '01053189990']);
  });

  test.each([
    ['powered-off', '关机', false],
    ['no-such-number', '空号', false],
    ['out-of-service', '停机', false],
    ['in-a-call', '正在通话中', false],
    ['rejects', '用户拒接', true],
    ['unreachable', '无法拨通', false],
    ['suspended', '暂停服务', false],
    ['busy', '用户正忙', false],
    ['unknown', '未知', false],
  ])('tells of a phone that is %s by %s, once, when it would have answered', (outcome, text, rings) => {
    const { notices } = madeIn(spaceWith({ phones: { [mobile]: { outcome } } }), {
      fields: { parties: parties(mobile) },
    });
    const told = statesIn(notices).filter(({ dsc }) => dsc === mobile);
    expect(told.map(({ state, stateDesc, timestamp }) => [state, stateDesc, timestamp])).toEqual([
      ['callout', '', '2026-11-21 12:00:00'],
      ...(rings ? [['alerting', '', '2026-11-21 12:00:00']] : []),
      ['disconnect', text, '2026-11-21 12:00:05'],
    ]);
    expect(recordsIn(notices)).toMatchObject([{ stateDesc: text }]);
    expect(notices.flatMap(problemsWith)).toEqual([]);
  });

  test('calls an extension by number and extension, and a phone that is named twice twice', () => {
    const line = '01053889900,1234';
    const { notices } = madeIn(spaceWith({ phones: { [line]: { outcome: 'busy' } } }), {
      fields: { parties: parties(line, mobile, mobile) },
    });
    const left = statesIn(notices).filter(({ state }) => state === 'disconnect');
    expect(left.map(({ dsc, stateDesc }) => [dsc, stateDesc])).toEqual([
      [line, '用户正忙'],
      [mobile, '应答|正常'],
      [mobile, '应答|正常'],
    ]);
    expect(recordsIn(notices).map(({ called }) => called)).toEqual([line, mobile, mobile]);
  });

  test('takes as long as the world says', () => {
    const settings = { meetingLastsMinutes: 1.5, answersAfterSeconds: 10 };
    const { notices } = madeIn(spaceWith({ settings }), { fields: { parties: parties(mobile) } });
    expect(notices.map(({ due }) => (due - noon) / second)).toEqual([0, 0, 0, 10, 90, 90, 91]);
    expect(recordsIn(notices)).toMatchObject([{ duration: 80, oriamount: 0.3 }]);
  });

  test('writes the same body whenever it is asked, whatever has become of the world', () => {
    const space = spaceWith({ phones: { [mobile]: { outcome: 'busy' } } });
    const { notices } = madeIn(space, { fields: { customParm: 'order-1' } });
    const before = notices.map(textOf);
    patchWorld(space, { ...withApplication({ customParmSpelling: 'both' }), phones: null, meetings: null });
    space.clock.advance(hour);
    expect(notices.map(textOf)).toEqual(before);
  });

  test('that is booked is told of from its booktime on', () => {
    const { notices, announces } = madeIn(spaceWith(), bookingAt(noon + hour));
    expect(announces?.withdraws).toEqual([]);
    expect(statesIn(notices)[0]).toMatchObject({ state: 'started', timestamp: '2026-11-21 13:00:00' });
    expect([notices[0]?.due, notices.at(-1)?.due]).toEqual([noon + hour, noon + hour + 30 * minute + second]);
  });

  test('that is edited is told of as it is now, and no longer as it was', () => {
    const space = spaceWith();
    madeIn(space, { fields: { ...bookingAt(noon + hour).fields, customParm: 'order-1' } });
    const { fields } = editing('001', noon + 2 * hour);
    const { announces, notices } = madeIn(space, { fields: { ...fields, parties: parties(other) } });
    expect(announces?.withdraws).toEqual([about('001')]);
    expect(notices.map(({ due }) => due >= noon + 2 * hour)).not.toContain(false);
    expect(recordsIn(notices)).toMatchObject([{ called: other, customParm: 'order-1' }]);
  });

  test('that is cancelled is told of no more', () => {
    const space = spaceWith();
    madeIn(space, bookingAt(noon + hour));
    expect(madeIn(space, cancelling('001')).announces).toEqual({ withdraws: [about('001')], notices: [] });
  });

  test('that is pushed out by newer ones is told of no more, whoever pushes it out', () => {
    const space = spaceWith({ settings: { meetingsKept: 1 } });
    madeIn(space);
    expect(madeIn(space).announces?.withdraws).toEqual([about('001')]);
    const silent = madeIn(space, { app: 'app:production' });
    expect(silent.announces).toEqual({ withdraws: [about('002')], notices: [] });
    expect(madeIn(space).announces?.withdraws).toEqual([]);
  });
});

describe('a meeting that nobody is told of', () => {
  const silent = [
    ['the sandbox', { app: 'app:sandbox', host: 'sandbox.ytx.net' }],
    ['an application without an address', { app: 'app:production', host: 'api.ytx.net' }],
  ] as const;

  test.each(silent)('of %s announces nothing, whatever becomes of it', (_says, call) => {
    const space = spaceWith({ settings: { meetingsKept: 1 } });
    const done = [{}, bookingAt(noon + hour), editing('002', noon + hour), cancelling('002')].map((each) =>
      madeIn(space, { ...call, ...each }),
    );
    expect(done.map(({ announces }) => announces)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test.each(silent)('of %s is kept without a request id', (_says, call) => {
    const space = spaceWith({}, { requestId: 'digits-29' });
    madeIn(space, call);
    expect(JSON.stringify(space.world())).not.toContain('requestId');
  });
});

describe('the request id that pushes carry', () => {
  const toldIds = (notices: Parameters<typeof statesIn>[0]): readonly unknown[] => [
    ...new Set([...statesIn(notices), ...recordsIn(notices)].map((each) => each['requestid'])),
  ];
  const repliedId = (reply: string): unknown => (JSON.parse(reply) as { readonly requestId?: string }).requestId;

  test.each(['digits-29', 'digits-16'])('is the reply’s where replies carry one: %s', (requestId) => {
    const space = spaceWith({}, { requestId });
    for (const call of [{}, bookingAt(noon + hour), editing('002', noon + hour)]) {
      const { reply, notices } = madeIn(space, call);
      expect(toldIds(notices)).toEqual([repliedId(reply)]);
    }
  });

  test('is drawn where replies carry none, and follows from seed, clock and request', () => {
    const [one, again] = [madeIn(spaceWith()), madeIn(spaceWith())];
    expect(repliedId(one.reply)).toBeUndefined();
    expect(toldIds(one.notices)).toEqual([requestid]);
    expect(again.notices.map(textOf)).toEqual(one.notices.map(textOf));
    const seeds = Array.from({ length: 20 }, (_, seed) =>
      toldIds(madeIn(spaceWith({}, {}, { seed: `${seed}` })).notices),
    );
    expect(new Set(seeds.flat()).size).toBeGreaterThan(1);
  });
});
