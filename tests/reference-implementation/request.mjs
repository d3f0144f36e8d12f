import { Buffer } from 'node:buffer';
import { TextDecoder } from 'node:util';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A body as text; empty when its bytes are no UTF-8. */
export function textOf(body) {
  try {
    return utf8.decode(body);
  } catch {
    return '';
  }
}

/** A request as the providers look at it, `/api.ytx.net` or another host in front of its path taken away. */
export async function requestFrom(incoming) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const [, host = incoming.headers.host ?? '', target] = /^(?:\/([a-z]+\.[a-z.]+))?(\/.*)$/s.exec(incoming.url);
  const mark = target.indexOf('?');
  return {
    method: incoming.method,
    host,
    target,
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: incoming.headers,
    body: Buffer.concat(chunks),
    from: incoming.socket.remoteAddress ?? '',
  };
}
