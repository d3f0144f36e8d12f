const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const mappedInHex = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * One spelling for one IP address: IPv6 in its short form, IPv4-mapped IPv6 as IPv4; undefined when it is none.
 *
 * A zone (`fe80::1%eth0`) is left off: it means something on one machine only.
 */
export function canonicalAddress(text: string): string | undefined {
  if (ipv4.test(text)) return text;
  const [address = ''] = text.split('%', 1);
  if (!/^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(address) || !URL.canParse(`http://[${address}]`)) return undefined;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = mappedInHex.exec(short) ?? [];
  return high === undefined || low === undefined ? short : `${halves(high)}.${halves(low)}`;
}

/** Two numbers of an IPv4 address out of four hexadecimal digits. */
function halves(word: string): string {
  const value = Number.parseInt(word, 16);
  return `${value >> 8}.${value & 255}`;
}
