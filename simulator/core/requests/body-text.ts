import type { ReadingOptions, ReadingCatalogue } from '../pipeline/reading.js';

/** Readings of any provider about the bytes of a body, before its JSON is parsed. */
export const bodyReadings = {
  bodyCharset: {
    asks: 'In which charset may a body be?',
    options: { 'utf-8': 'only in UTF-8', 'utf-8-or-gbk': 'in UTF-8, or in GBK if it is not UTF-8' },
    default: 'utf-8',
    reason: 'Clients send UTF-8; nothing shows that the provider tries another charset.',
  },
  byteOrderMark: {
    asks: 'May a body begin with a byte order mark?',
    options: { refused: 'no, then it is not JSON', accepted: 'yes, the mark is skipped' },
    default: 'refused',
    reason: 'JSON has no such mark (RFC 8259); parsers may skip it. No body with one was seen.',
  },
  gzipBody: {
    asks: 'Is a body that is compressed with gzip unpacked?',
    options: { refused: 'no, then it is not JSON', unpacked: 'yes, up to 1 MiB' },
    default: 'refused',
    reason: 'No client compresses its requests, and servers rarely unpack them unless they are configured to.',
  },
} as const satisfies ReadingCatalogue;

/** Unpacks gzip into at most this many bytes; throws if it cannot. */
export type Gunzip = (body: Uint8Array, limits: { readonly maxOutputLength: number }) => Uint8Array;

/** The maximum number of bytes of an unpacked body: those of one that is sent uncompressed. */
const maxUnpacked = 1024 * 1024;

/** What the readings choose. */
export type BodyReadings = ReadingOptions<typeof bodyReadings>;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a body by these readings; undefined if it has none. A byte order mark that is not skipped stays. */
export function bodyText(body: Uint8Array, readings: BodyReadings, gunzip: Gunzip): string | undefined {
  try {
    return decode(isToUnpack(body, readings) ? unpack(body, gunzip) : body, readings);
  } catch {
    return undefined;
  }
}

/** Why a body could not be unpacked. */
type UnpackProblem = 'gzip-damaged' | 'gzip-too-large';

/** What bytes a body without text leaves, for its diagnosis: unpacked as far as the readings say so. */
export function unpackedBody(body: Uint8Array, readings: BodyReadings, gunzip: Gunzip): Uint8Array | UnpackProblem {
  if (!isToUnpack(body, readings)) return body;
  try {
    return unpack(body, gunzip);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      ? 'gzip-too-large'
      : 'gzip-damaged';
  }
}

const isToUnpack = (body: Uint8Array, { gzipBody }: BodyReadings): boolean =>
  body[0] === 0x1f && body[1] === 0x8b && gzipBody === 'unpacked';
const unpack = (body: Uint8Array, gunzip: Gunzip): Uint8Array => gunzip(body, { maxOutputLength: maxUnpacked });

function decode(bytes: Uint8Array, readings: BodyReadings): string {
  const text = decodeCharset(bytes, readings);
  return readings.byteOrderMark === 'accepted' && text.startsWith('\ufeff') ? text.slice(1) : text;
}

function decodeCharset(bytes: Uint8Array, { bodyCharset }: BodyReadings): string {
  if (bodyCharset === 'utf-8') return utf8.decode(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    // Constructed here, since a Node without the full ICU does not know GBK.
    return new TextDecoder('gbk', { fatal: true }).decode(bytes);
  }
}
