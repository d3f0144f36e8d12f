import { describe, expect, test } from '@jest/globals';
import { hour, minute, mobile, noon, second } from './caller.js';
import { bookingAt, cancelling, editing } from './situations.js';
import {
  account,
  bodyOf,
  withCallbackId,
  madeIn,
  parties,
  patchWorld,
  problemsWith,
  recordsIn,
  spaceWith,
  statesIn,
  textOf,
} from './meeting-events.js';

const other = '10000000804';
const about = (meid: string): string => `ytx/meeting ${account}/${meid}`;
const withApplication = (patch: object): object => ({ applications: { [withCallbackId]: patch } });
const requestid = expect.stringMatching(/^202611\d{23}$/);

describe('a meeting of an application with a callback address', () => {
  test('sends events from its start to its call record, each party in its turn', () => {
    const { events } = madeIn(spaceWith());
    const sent = events.map((event) => {
      const { state, dsc, stateDesc } = bodyOf(event);
      return [event.due - noon, event.type, state, dsc, stateDesc];
    });
    expect(sent).toEqual([
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

  test('sends them to the address, about itself, with bodies that fit the contract', () => {
    const { events } = madeIn(spaceWith());
    expect([...new Set(events.map(({ url }) => url))]).toEqual(['/_simulator/sink/ytx']);
    expect([...new Set(events.map((event) => event.subject))]).toEqual([about('001')]);
    expect(events.flatMap(problemsWith)).toEqual([]);
  });

  test('has states that are flat, members in the order that was seen of another product', () => {
    const { events } = madeIn(spaceWith(), { fields: { CustomParm: 'order-1' } });
    const answered = events.find((event) => textOf(event).includes('"answer"'));
    expect(answered && textOf(answered)).toMatch(
      new RegExp(
        `^\\{"requestid":"202611\\d{23}","appid":"${withCallbackId}","meid":"001","dsc":"${other}","state":"answer",` +
          '"stateDesc":"应答\\|正常","timestamp":"2026-11-21 12:00:05","customParm":"order-1"\\}$',
      ),
    );
  });

  test('has one record for each party, with what the call came to', () => {
    const { events } = madeIn(spaceWith({ phones: { [mobile]: { outcome: 'rejects' } } }));
    const shared = {
      requestid,
      appid: withCallbackId,
      fid: 5,
      caller: '01000000100',
      callerstime: '2026-11-21 12:00:00',
      calleretime: '2026-11-21 12:30:00',
      tapesurl: 'NoTapes',
      customParm: '',
      meid: '001',
    };
    const talked = { calledstime: '2026-11-21 12:00:05', calledetime: '2026-11-21 12:30:00' };
    expect(recordsIn(events)).toEqual([
      { ...shared, called: other, ...talked, duration: 1795, oriamount: 4.5, stateDesc: '应答|正常' },
      { ...shared, called: mobile, calledstime: '', calledetime: '', duration: 0, oriamount: 0, stateDesc: '用户拒接' },
    ]);
  });

  test('shows in its record the number that the request asked to show', () => {
    const space = spaceWith(withApplication({ shownumbers: ['01000000190'] }));
    const { events } = madeIn(space, { fields: { shownumber: '01000000190' } });
    expect(recordsIn(events).map(({ caller }) => caller)).toEqual(['01000000190', '01000000190']);
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
  ])('reports a phone that is %s by %s, once, when it would have answered', (outcome, text, rings) => {
    const { events } = madeIn(spaceWith({ phones: { [mobile]: { outcome } } }), {
      fields: { parties: parties(mobile) },
    });
    const sent = statesIn(events).filter(({ dsc }) => dsc === mobile);
    expect(sent.map(({ state, stateDesc, timestamp }) => [state, stateDesc, timestamp])).toEqual([
      ['callout', '', '2026-11-21 12:00:00'],
      ...(rings ? [['alerting', '', '2026-11-21 12:00:00']] : []),
      ['disconnect', text, '2026-11-21 12:00:05'],
    ]);
    expect(recordsIn(events)).toMatchObject([{ stateDesc: text }]);
    expect(events.flatMap(problemsWith)).toEqual([]);
  });

  test('calls an extension by number and extension, and a phone that is named twice twice', () => {
    const line = '01000000200,1234';
    const { events } = madeIn(spaceWith({ phones: { [line]: { outcome: 'busy' } } }), {
      fields: { parties: parties(line, mobile, mobile) },
    });
    const left = statesIn(events).filter(({ state }) => state === 'disconnect');
    expect(left.map(({ dsc, stateDesc }) => [dsc, stateDesc])).toEqual([
      [line, '用户正忙'],
      [mobile, '应答|正常'],
      [mobile, '应答|正常'],
    ]);
    expect(recordsIn(events).map(({ called }) => called)).toEqual([line, mobile, mobile]);
  });

  test('takes as long as the world says', () => {
    const settings = { meetingLastsMinutes: 1.5, answersAfterSeconds: 10 };
    const { events } = madeIn(spaceWith({ settings }), { fields: { parties: parties(mobile) } });
    expect(events.map(({ due }) => (due - noon) / second)).toEqual([0, 0, 0, 10, 90, 90, 91]);
    expect(recordsIn(events)).toMatchObject([{ duration: 80, oriamount: 0.3 }]);
  });

  test('writes the same body at any time, after any change of the world', () => {
    const space = spaceWith({ phones: { [mobile]: { outcome: 'busy' } } });
    const { events } = madeIn(space, { fields: { customParm: 'order-1' } });
    const before = events.map(textOf);
    patchWorld(space, { ...withApplication({ number: '01000000191' }), phones: null, meetings: null });
    space.clock.advance(hour);
    expect(events.map(textOf)).toEqual(before);
  });

  test('that is booked sends events from its booktime on', () => {
    const { events, emits } = madeIn(spaceWith(), bookingAt(noon + hour));
    expect(emits?.withdraws).toEqual([]);
    expect(statesIn(events)[0]).toMatchObject({ state: 'started', timestamp: '2026-11-21 13:00:00' });
    expect([events[0]?.due, events.at(-1)?.due]).toEqual([noon + hour, noon + hour + 30 * minute + second]);
  });

  test('that is edited sends the events of its new state, and withdraws the old ones', () => {
    const space = spaceWith();
    madeIn(space, { fields: { ...bookingAt(noon + hour).fields, customParm: 'order-1' } });
    const { fields } = editing('001', noon + 2 * hour);
    const { emits, events } = madeIn(space, { fields: { ...fields, parties: parties(other) } });
    expect(emits?.withdraws).toEqual([about('001')]);
    expect(events.map(({ due }) => due >= noon + 2 * hour)).not.toContain(false);
    expect(recordsIn(events)).toMatchObject([{ called: other, customParm: 'order-1' }]);
  });

  test('that is cancelled sends no more events', () => {
    const space = spaceWith();
    madeIn(space, bookingAt(noon + hour));
    expect(madeIn(space, cancelling('001')).emits).toEqual({ withdraws: [about('001')], events: [] });
  });

  test('that is pushed out by newer ones sends no more events, of any application', () => {
    const space = spaceWith({ settings: { meetingsKept: 1 } });
    madeIn(space);
    expect(madeIn(space).emits?.withdraws).toEqual([about('001')]);
    const silent = madeIn(space, { app: 'app:production' });
    expect(silent.emits).toEqual({ withdraws: [about('002')], events: [] });
    expect(madeIn(space).emits?.withdraws).toEqual([]);
  });
});

describe('a meeting without a receiver', () => {
  const silent = [
    ['the sandbox', { app: 'app:sandbox', host: 'sandbox.ytx.net' }],
    ['an application without an address', { app: 'app:production', host: 'api.ytx.net' }],
  ] as const;

  test.each(silent)('of %s emits no events, after any change', (_says, call) => {
    const space = spaceWith({ settings: { meetingsKept: 1 } });
    const done = [{}, bookingAt(noon + hour), editing('002', noon + hour), cancelling('002')].map((each) =>
      madeIn(space, { ...call, ...each }),
    );
    expect(done.map(({ emits }) => emits)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test.each(silent)('of %s is kept without a request id', (_says, call) => {
    const space = spaceWith({}, { requestId: 'digits-29' });
    madeIn(space, call);
    expect(JSON.stringify(space.world())).not.toContain('requestId');
  });
});

describe('the request id that pushes carry', () => {
  const sentIds = (events: Parameters<typeof statesIn>[0]): readonly unknown[] => [
    ...new Set([...statesIn(events), ...recordsIn(events)].map((each) => each['requestid'])),
  ];
  const repliedId = (reply: string): unknown => (JSON.parse(reply) as { readonly requestId?: string }).requestId;

  test.each(['digits-29', 'digits-16'])('is the reply’s where replies carry one: %s', (requestId) => {
    const space = spaceWith({}, { requestId });
    for (const call of [{}, bookingAt(noon + hour), editing('002', noon + hour)]) {
      const { reply, events } = madeIn(space, call);
      expect(sentIds(events)).toEqual([repliedId(reply)]);
    }
  });

  test('is drawn where replies carry none, and follows from seed, clock and request', () => {
    const [one, again] = [madeIn(spaceWith()), madeIn(spaceWith())];
    expect(repliedId(one.reply)).toBeUndefined();
    expect(sentIds(one.events)).toEqual([requestid]);
    expect(again.events.map(textOf)).toEqual(one.events.map(textOf));
    const seeds = Array.from({ length: 20 }, (_, seed) =>
      sentIds(madeIn(spaceWith({}, {}, { seed: `${seed}` })).events),
    );
    expect(new Set(seeds.flat()).size).toBeGreaterThan(1);
  });
});
