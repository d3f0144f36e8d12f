import { InvalidArgumentError } from 'commander';

const units: Readonly<Record<string, number>> = { '': 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** A parser for flags that take a size within bounds, as bytes: `512mb`, `1GB`, `65536`. */
export function sizeFlag(least: number, most: number): (text: string) => number {
  return (text) => {
    const [, digits = '', unit = ''] = /^(\d{1,15})\s?([kmg]i?b|)$/i.exec(text) ?? [];
    const bytes =
      Number(digits === '' ? Number.NaN : digits) * (units[unit.toLowerCase().replace('i', '')] ?? Number.NaN);
    if (bytes >= least && bytes <= most) return bytes;
    throw new InvalidArgumentError(`It must be a size from ${inMb(least)} to ${inMb(most)}, such as 512mb.`);
  };
}

const inMb = (bytes: number): string => `${Math.ceil(bytes / 1024 ** 2)}mb`;
