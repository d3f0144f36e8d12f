import type { Reply } from '../arrival.js';
import type { Told } from '../diagnosis.js';
import type { Instead } from './scenario.js';

/** A page that something between caller and provider answers with. */
export interface Page {
  readonly name: string;
  readonly says: Told;
  readonly instead: Instead;
}

const encoder = new TextEncoder();

/** Such pages are HTML whatever the caller asked for; which program makes them is nobody's business. */
export function pageOf(status: number, title: string): Reply {
  const html = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, contentType: 'text/html', body: encoder.encode(html) };
}

const page = (status: number, title: string, reaches: boolean): Instead => ({ reply: pageOf(status, title), reaches });

/** Of these only the gateway that lost patience had handed the request on. */
export const pages: readonly Page[] = [
  {
    name: 'gateway-502',
    says: {
      en: 'A gateway answers 502 in HTML; the provider gets nothing.',
      zh: '网关返回 502 HTML 页，请求未到达服务商。',
    },
    instead: page(502, 'Bad Gateway', false),
  },
  {
    name: 'gateway-503',
    says: {
      en: 'A gateway answers 503 in HTML; the provider gets nothing.',
      zh: '网关返回 503 HTML 页，请求未到达服务商。',
    },
    instead: page(503, 'Service Temporarily Unavailable', false),
  },
  {
    name: 'gateway-504',
    says: {
      en: 'A gateway answers 504 in HTML, although the provider has done what it was asked.',
      zh: '网关返回 504 HTML 页，但服务商其实已经处理了请求。',
    },
    instead: page(504, 'Gateway Time-out', true),
  },
  {
    name: 'http-500',
    says: { en: 'The server answers 500 in HTML and does nothing.', zh: '服务器返回 500 HTML 页，什么也没做。' },
    instead: page(500, 'Internal Server Error', false),
  },
];
