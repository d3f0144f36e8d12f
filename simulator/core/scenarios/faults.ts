import type { BilingualText } from '../diagnosis/mistakes.js';
import type { Reply } from '../requests/incoming-request.js';
import type { Delay, Effect, Replacement, Scenario, WireFault } from './scenario.js';

const faultScenarios = (name: string, says: BilingualText, effect: Effect): Scenario => ({
  name,
  says,
  provider: undefined,
  operations: undefined,
  effect,
});

/** In ms. */
const defaultDelay = 1000;
const maxDelayMs = 10 * 60 * 1000;

const faults: Readonly<Record<WireFault, BilingualText>> = {
  hang: { en: 'No reply arrives; the connection stays open.', zh: '一直没有应答，直到客户端放弃。' },
  'reset-before-headers': {
    en: 'The connection is reset before the first byte of the reply.',
    zh: '应答一个字节都未发出，连接即被重置。',
  },
  'reset-after-headers': {
    en: 'The connection is reset between headers and body.',
    zh: '响应头发出后、响应体发出前，连接被重置。',
  },
  'empty-reply': { en: 'The connection is closed without any reply.', zh: '连接关闭，没有任何应答。' },
  'empty-body': { en: 'Status and headers are correct, the body is empty.', zh: '状态与响应头正常，响应体为空。' },
  'truncated-body': {
    en: 'The body breaks off in the middle and the connection is closed.',
    zh: '响应体传到一半连接即关闭。',
  },
  'garbage-bytes': { en: 'The reply is not HTTP.', zh: '返回的字节根本不是 HTTP。' },
  'garbage-body': { en: 'The body is random bytes.', zh: '响应体是随机字节。' },
  'wrong-content-type': { en: 'The content type is text/html.', zh: '响应体被标成 text/html。' },
  'duplicate-keys': {
    en: 'The first member of the JSON occurs twice; its first value is null.',
    zh: 'JSON 的第一个键出现两次，先出现的值为 null。',
  },
  dribble: { en: 'The reply arrives in small pieces over two seconds.', zh: '应答在两秒内一小段一小段地到达。' },
  'content-length-too-long': {
    en: 'Content-Length is greater than the body; then the connection is closed.',
    zh: 'Content-Length 大于实际长度，随后连接关闭。',
  },
  'content-length-too-short': {
    en: 'Content-Length is smaller than the body, so the JSON is cut off.',
    zh: 'Content-Length 小于实际长度，JSON 被截断。',
  },
};

const encoder = new TextEncoder();

const page = (status: number, title: string, providerHandlesRequest: boolean): Replacement => ({
  reply: pageOf(status, title),
  providerHandlesRequest,
});

/** Only the gateway that timed out forwarded the request. */
const pages: readonly Page[] = [
  {
    name: 'gateway-502',
    says: {
      en: 'A gateway answers 502 in HTML; the provider gets nothing.',
      zh: '网关返回 502 HTML 页，请求未到达服务商。',
    },
    replacement: page(502, 'Bad Gateway', false),
  },
  {
    name: 'gateway-503',
    says: {
      en: 'A gateway answers 503 in HTML; the provider gets nothing.',
      zh: '网关返回 503 HTML 页，请求未到达服务商。',
    },
    replacement: page(503, 'Service Temporarily Unavailable', false),
  },
  {
    name: 'gateway-504',
    says: {
      en: 'A gateway answers 504 in HTML, but the provider handled the request.',
      zh: '网关返回 504 HTML 页，但服务商其实已经处理了请求。',
    },
    replacement: page(504, 'Gateway Time-out', true),
  },
  {
    name: 'http-500',
    says: { en: 'The server answers 500 in HTML and does nothing.', zh: '服务器返回 500 HTML 页，什么也没做。' },
    replacement: page(500, 'Internal Server Error', false),
  },
];

const replaced: readonly Scenario[] = pages.map(({ name, says, replacement }) =>
  faultScenarios(name, says, { does: 'replace', replacement }),
);

const broken: readonly Scenario[] = Object.entries(faults).map(([fault, says]) =>
  faultScenarios(fault, says, { does: 'break', fault: fault as WireFault }),
);

function slow(name: string, delay: Delay): Scenario {
  const { ms, spread } = delay;
  const says =
    spread === 'fixed'
      ? { en: `The reply is delayed by ${ms} ms.`, zh: `应答延迟 ${ms} 毫秒。` }
      : {
          en: `The reply is delayed by a random time with a median of ${ms} ms.`,
          zh: `应答随机延迟，中位数 ${ms} 毫秒。`,
        };
  return faultScenarios(name, says, { does: 'delay', delay });
}

/** The faults that have a fixed name. `slow-250ms`, `slow-3s` and `slow-around-2s` choose their time. */
export const namedFaults: readonly Scenario[] = [
  slow('slow', { ms: defaultDelay, spread: 'fixed' }),
  slow('slow-around', { ms: defaultDelay, spread: 'log-normal' }),
  ...broken,
  ...replaced,
];

/** Whether it is a delay without a time: after it, a bare number would be ambiguous. */
export const isDelayWithoutTime = (name: string): boolean => name === 'slow' || name === 'slow-around';

const timed = /^slow-(around-)?(\d{1,6})(ms|s)$/;

/** A fault by name; undefined if the name is unknown. A delay is at most ten minutes. */
export function findFault(name: string): Scenario | undefined {
  const match = timed.exec(name);
  if (match === null) return namedFaults.find((each) => each.name === name);
  const ms = Number(match[2]) * (match[3] === 's' ? 1000 : 1);
  if (ms === 0 || ms > maxDelayMs) return undefined;
  return slow(name, { ms, spread: match[1] === undefined ? 'fixed' : 'log-normal' });
}

/** An HTML reply from something between caller and provider. */
interface Page {
  readonly name: string;
  readonly says: BilingualText;
  readonly replacement: Replacement;
}

/** The page is HTML for every request, as gateways send it. */
export function pageOf(status: number, title: string): Reply {
  const html = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, contentType: 'text/html', body: encoder.encode(html) };
}
