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

/** The most bytes of an unpacked body: those of one that is sent uncompressed. */
const mostUnpacked = 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a body by these readings; undefined if it has none. A byte order mark that is not skipped stays. */
export function bodyText(
  body: Uint8Array,
  readings: ReadingOptions<typeof bodyReadings>,
  gunzip: Gunzip,
): string | undefined {
  try {
    const text = decode(isGzip(body) && readings.gzipBody === 'unpacked' ? unpack(body, gunzip) : body, readings);
    return readings.byteOrderMark === 'accepted' && text.startsWith('\ufeff') ? text.slice(1) : text;
  } catch {
    return undefined;
  }
}

const isGzip = (body: Uint8Array): boolean => body[0] === 0x1f && body[1] === 0x8b;

const unpack = (body: Uint8Array, gunzip: Gunzip): Uint8Array => gunzip(body, { maxOutputLength: mostUnpacked });

function decode(body: Uint8Array, { bodyCharset }: ReadingOptions<typeof bodyReadings>): string {
  if (bodyCharset === 'utf-8') return utf8.decode(body);
  try {
    return utf8.decode(body);
  } catch {
    // Constructed here, since a Node without the full ICU does not know GBK.
    return new TextDecoder('gbk', { fatal: true }).decode(body);
  }
}
