/** The first byte of a TLS handshake record; no method of HTTP begins with it. */
export const handshakeRecord = 0x16;

/** Bytes of a record before its contents: type, version, length. */
const recordHeader = 5;
/** The largest record, RFC 8446 §5.1. */
const maxRecordBytes = 16 * 1024;

/** Whether the first record is complete, or so long that it need not be awaited. */
export function isWholeRecord(bytes: Buffer): boolean {
  if (bytes.length < recordHeader) return false;
  return bytes.length >= recordHeader + Math.min(bytes.readUInt16BE(3), maxRecordBytes);
}

/**
 * The server name that a ClientHello in the first record asks for (SNI, RFC 6066 §3), lower case; undefined without one,
 * and for bytes that are no ClientHello.
 */
export function serverNameIn(bytes: Buffer): string | undefined {
  try {
    return serverName(readerOf(bytes.subarray(recordHeader)));
  } catch (error) {
    // A length leads beyond the end: the handshake itself will reject it.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const clientHello = 1;
const serverNameExtension = 0;
const hostName = 0;

function serverName(record: Reader): string | undefined {
  if (record.number(1) !== clientHello) return undefined;
  const hello = record.part(3);
  // Version and random.
  hello.skip(34);
  // Session id, cipher suites, compression methods.
  hello.part(1);
  hello.part(2);
  hello.part(1);
  const extensions = hello.part(2);
  while (!extensions.isAtEnd()) {
    const type = extensions.number(2);
    const extension = extensions.part(2);
    if (type !== serverNameExtension) continue;
    const names = extension.part(2);
    return names.number(1) === hostName ? names.part(2).text().toLowerCase() : undefined;
  }
  return undefined;
}

/** Reads bytes from front to end; a RangeError beyond the end. */
interface Reader {
  readonly number: (bytes: 1 | 2 | 3) => number;
  /** A part whose length stands before it in so many bytes. */
  readonly part: (lengthBytes: 1 | 2 | 3) => Reader;
  readonly skip: (bytes: number) => void;
  readonly isAtEnd: () => boolean;
  readonly text: () => string;
}

function readerOf(bytes: Buffer): Reader {
  let at = 0;
  const number: Reader['number'] = (length) => {
    const value = bytes.readUIntBE(at, length);
    at += length;
    return value;
  };
  const skip: Reader['skip'] = (length) => {
    if (at + length > bytes.length) throw new RangeError('a part leads beyond the end');
    at += length;
  };
  return {
    number,
    skip,
    part(lengthBytes) {
      const length = number(lengthBytes);
      const start = at;
      skip(length);
      return readerOf(bytes.subarray(start, at));
    },
    isAtEnd: () => at >= bytes.length,
    text: () => bytes.toString('latin1'),
  };
}
