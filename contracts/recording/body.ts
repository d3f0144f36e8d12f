import type { RecordedBody } from './recording.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** A body as changed text; each byte of a body that is not UTF-8 is one character. */
export function recordedBody(bytes: Uint8Array, change: (text: string) => string): RecordedBody {
  const text = decodeUtf8(bytes);
  return text === undefined ? { latin1: change(latin1(bytes)) } : change(text);
}

/** The bytes of a recorded body after `change` restores its text. */
export function bytesOf(body: RecordedBody, change: (text: string) => string): Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return encoder.encode(change(body));
  return Uint8Array.from(change(body.latin1), (character) => character.charCodeAt(0));
}

/** A recorded body as one text. */
export const textOfBody = (body: RecordedBody): string => (typeof body === 'string' ? body : body.latin1);

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
