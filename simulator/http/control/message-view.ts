import { isTooLong, longestRedacted } from '../../core/redaction/redactor.js';

/** A body as it is shown; its bytes stand for themselves where they are UTF-8, and one a character where not. */
interface BodyView {
  readonly body: string;
  readonly bodyEncoding?: 'latin1';
  readonly bodyBytes: number;
  /** Of a long body its beginning is shown. */
  readonly bodyIsCut?: true;
}

/** How much of a long body is shown. */
export type BodyExtent = 'beginning' | 'whole';

/** Shows a body whole, or of a long one as much as is redacted to show its beginning. */
export function bodyView(bytes: Uint8Array, extent: BodyExtent = 'beginning'): BodyView {
  const text = utf8In(bytes);
  const body = text ?? Buffer.from(bytes).toString('latin1');
  const isCut = extent === 'beginning' && isTooLong(body);
  return {
    body: isCut ? body.slice(0, longestRedacted) : body,
    ...(text === undefined && { bodyEncoding: 'latin1' }),
    bodyBytes: bytes.length,
    ...(isCut && { bodyIsCut: true }),
  };
}

function utf8In(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Shows headers in the order and case of the wire, credentials by name masked. */
export function headersView(rawHeaders: readonly string[], withPort: boolean): readonly (readonly [string, string])[] {
  return rawHeaders.flatMap((name, index) => {
    const value = rawHeaders[index + 1];
    return index % 2 === 0 && value !== undefined ? [[name, shown(name.toLowerCase(), value, withPort)] as const] : [];
  });
}

/** Shows a request target; `withPort` false takes the port out of one in absolute form. */
export function targetView(target: string, withPort: boolean): string {
  return withPort ? target : target.replace(/^([a-z][a-z\d+.-]*:\/\/[^/?#]*?):\d+(?=[/?#]|$)/i, '$1');
}

const holdsCredentials = /^(?:authorization|proxy-authorization|cookie|simulator-.*token.*)$/;

function shown(name: string, value: string, withPort: boolean): string {
  if (holdsCredentials.test(name)) return masked(value);
  return name === 'host' && !withPort ? value.replace(/:\d+$/, '') : value;
}

/** Shows a credential's first and last four characters; of a short one nothing, for they would be half of it. */
function masked(credential: string): string {
  return credential.length < 16 ? '…' : `${credential.slice(0, 4)}…${credential.slice(-4)}`;
}
