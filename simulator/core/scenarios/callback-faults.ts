import type { BilingualText } from '../diagnosis/mistakes.js';
import { pageOf } from './faults.js';
import type { CallbackFault, Scenario } from './scenario.js';

const affects = (name: string, says: BilingualText, fault: CallbackFault): Scenario => ({
  name,
  says,
  provider: undefined,
  operations: undefined,
  effect: { does: 'callback', fault },
});

/** In seconds, by the space's clock. */
const defaultLateness = 30;
/** Ten days. */
const maxLateness = 10 * 24 * 60 * 60;

const late = (name: string, seconds: number): Scenario =>
  affects(
    name,
    { en: `A callback is sent ${seconds} s late.`, zh: `回调晚到 ${seconds} 秒。` },
    { kind: 'late', byMs: seconds * 1000 },
  );

/** The faults of callbacks with a fixed name. `callback-late-90s` contains its time. */
export const callbackFaults: readonly Scenario[] = [
  affects(
    'callback-lost',
    { en: 'A callback is never sent, and there is no retry.', zh: '回调从未发出，也没有人发现。' },
    { kind: 'lost' },
  ),
  affects(
    'callback-duplicate',
    { en: 'A callback is sent again directly after it was accepted.', zh: '回调被接受后又立即重复到达一次。' },
    { kind: 'twice' },
  ),
  affects(
    'callback-reordered',
    {
      en: 'A callback is sent after the next one for the same receiver.',
      zh: '回调让位，等同一接收方的下一条到达之后才到。',
    },
    { kind: 'overtaken' },
  ),
  affects(
    'callback-early',
    {
      en: 'Callbacks that a request causes at once are sent before the reply.',
      zh: '请求立即引发的回调先于该请求的应答到达。',
    },
    { kind: 'early' },
  ),
  late('callback-late', defaultLateness),
  affects(
    'callback-timeout',
    {
      en: 'The receiver gets a callback, but replies too late; the provider tries again.',
      zh: '接收方收到了回调，但应答太慢，服务商会重试。',
    },
    { kind: 'too-slow' },
  ),
  affects(
    'callback-refused',
    {
      en: 'The connection to the receiver is refused; the provider tries again.',
      zh: '与接收方的连接被拒绝，服务商会重试。',
    },
    { kind: 'refused' },
  ),
  affects(
    'callback-503',
    {
      en: 'A gateway answers 503 in front of the receiver, which gets nothing; the provider tries again.',
      zh: '网关在接收方之前返回 503，接收方什么也没收到，服务商会重试。',
    },
    { kind: 'gateway', reply: pageOf(503, 'Service Temporarily Unavailable') },
  ),
];

/** Whether it is a delay without a time: after it, a bare number would be ambiguous. */
export const isLatenessWithoutTime = (name: string): boolean => name === 'callback-late';

const timed = /^callback-late-(\d{1,6})s$/;

/** A fault of callbacks by name; undefined if the name is unknown. */
export function findCallbackFault(name: string): Scenario | undefined {
  const match = timed.exec(name);
  if (match === null) return callbackFaults.find((each) => each.name === name);
  const seconds = Number(match[1]);
  return seconds === 0 || seconds > maxLateness ? undefined : late(name, seconds);
}
