import { STATUS_CODES } from 'node:http';
import type { Outgoing } from './wire-script.js';

/** Status line and headers as bytes; the connection is closed afterwards, and says so. */
export function rawHead({ status, headers }: Outgoing): Uint8Array {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`];
  for (let index = 0; index + 1 < headers.length; index += 2) lines.push(`${headers[index]}: ${headers[index + 1]}`);
  return Buffer.from(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`, 'latin1');
}

/** The same with another value for a header, which it gets when it had none. */
export function withHeader(outgoing: Outgoing, name: string, value: string): Outgoing {
  const { headers } = outgoing;
  const kept = headers.filter((_, index) => headers[index - (index % 2)] !== name);
  return { ...outgoing, headers: [...kept, name, value] };
}
