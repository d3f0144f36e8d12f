import { isReceiverAddress, receiverAddressInWords } from '../../../core/callbacks/event.js';
import { lookup, rule } from '../../../core/pipeline/check.js';
import { acceptsProbe, probeInWords, resultInWords } from '../callbacks/probe.js';
import { enterpriseEvents, roomEvents } from '../callbacks/registrations.js';
import { assumed, callbacksPage, documented, refusals, single } from '../evidence.js';
import { isText, showValue } from '../request-parts.js';
import { roomNumberOf, type XylinkContext } from '../model.js';
import type { Fields, XylinkWithFields } from './body.js';

const refusal = refusals.parameterInvalid;
const named = single(['java-sdk', 'java-sdk-source'], 'Both name the events, and separate those of one room.');

/** The requested event, from the path or the body. */
const requestedEvent = ({ fields, route }: XylinkContext & { readonly fields?: Fields }): unknown =>
  route.callbackEvent === '' ? fields?.['callbackEvent'] : route.callbackEvent;

const isAmong = (events: readonly string[], event: unknown): event is string =>
  typeof event === 'string' && events.includes(event);

export const callbackEventIsKnown = lookup({
  name: 'xylink/callback-event-is-known',
  scenario: 'callback-event-unknown',
  provides: 'event',
  refusal,
  evidence: [named, assumed('Other events, and those of a room, are refused with this code.')],
  details: (known: XylinkContext & { readonly fields?: Fields }) => ({
    expected: `one of ${enterpriseEvents.join(', ')}`,
    received: showValue(requestedEvent(known)),
  }),
  resolve(known: XylinkContext & { readonly fields?: Fields }): string | undefined {
    const event = requestedEvent(known);
    return isAmong(enterpriseEvents, event) ? event : undefined;
  },
});

export const rosterEventIsKnown = lookup({
  name: 'xylink/roster-event-is-known',
  scenario: 'roster-event-unknown',
  provides: 'event',
  refusal,
  evidence: [named, assumed('Other events, and those of the enterprise, are refused with this code.')],
  details: ({ fields }: XylinkWithFields) => ({
    expected: `one of ${roomEvents.join(', ')}`,
    received: showValue(fields['callbackEvent']),
  }),
  resolve({ fields }: XylinkWithFields): string | undefined {
    const event = fields['callbackEvent'];
    return isAmong(roomEvents, event) ? event : undefined;
  },
});

export const handlerUrlIsUsable = lookup({
  name: 'xylink/handler-url-is-usable',
  scenario: 'handler-url-wrong',
  provides: 'url',
  refusal,
  evidence: [
    single(['java-sdk', 'java-sdk-source'], 'Both register a handlerUrl.'),
    assumed('It must be an http or https URL without user or password. The sink is an addition of the simulator.'),
  ],
  details: ({ fields }: XylinkWithFields) => ({
    expected: receiverAddressInWords,
    received: showValue(fields['handlerUrl']),
  }),
  resolve({ fields }: XylinkWithFields): string | undefined {
    const url = fields['handlerUrl'];
    return isText(url) && isReceiverAddress(url) ? url : undefined;
  },
});

/** How a handler receives an event; undefined members were not registered. */
export interface HandlerOptions {
  readonly version?: string;
  readonly businessTag?: string;
}

export const handlerOptionsAreText = lookup({
  name: 'xylink/handler-options-are-text',
  scenario: 'handler-options-wrong',
  provides: 'options',
  refusal,
  evidence: [
    documented(callbacksPage, '"version":"v2", "businessTag":"business-test"'),
    assumed('Both may be absent, null or empty. Other types are refused with this code.'),
  ],
  details: ({ fields }: XylinkWithFields) => ({
    expected: 'texts, or none',
    received: `version: ${showValue(fields['version'])}, businessTag: ${showValue(fields['businessTag'])}`,
  }),
  resolve({ fields }: XylinkWithFields): HandlerOptions | undefined {
    const { version = null, businessTag = null } = fields;
    if (!isTextOrNull(version) || !isTextOrNull(businessTag)) return undefined;
    return { ...(isText(version) && { version }), ...(isText(businessTag) && { businessTag }) };
  },
});

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';

export const confNumbersAgree = rule({
  name: 'xylink/conf-numbers-agree',
  scenario: 'conf-number-of-another-room',
  refusal,
  evidence: [
    single(['java-sdk', 'java-sdk-source'], 'Both name the room in the path and in the body.'),
    assumed('A body may omit it, and another room gets this code.'),
  ],
  readings: ['confnoSuffix'],
  details: ({ fields, route }: XylinkWithFields) => ({
    expected: `the room of the path, ${route.meetingRoomNumber}, or none`,
    received: showValue(fields['confNumber']),
  }),
  test({ fields, readings, route }: XylinkWithFields) {
    const { confNumber = null } = fields;
    return (
      confNumber === null || roomNumberOf(confNumber, readings) === roomNumberOf(route.meetingRoomNumber, readings)
    );
  },
});

export const handlerAnswers = rule({
  name: 'xylink/handler-answers',
  scenario: 'handler-unreachable',
  refusal: refusals.handlerUnreachable,
  evidence: [
    documented(callbacksPage, '如500ms未及时返回或返回状态码不为2xx、400,将判定为接口不通,注册失败'),
    assumed('The probe is the last check. A request that is refused before causes none.'),
  ],
  readings: ['registrationProbe'],
  details: ({ probe }: XylinkContext) => ({ expected: probeInWords, received: resultInWords(probe) }),
  test: ({ probe, readings }: XylinkContext) =>
    probe === undefined || readings.registrationProbe === 'off' || acceptsProbe(probe),
});
