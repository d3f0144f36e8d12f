import phones from '../../fixtures/phones.json' with { type: 'json' };

const { prefix, digits } = phones.mobile;

/** The number of invented mobile numbers. */
export const mobileCount = 10 ** digits;

/** The invented mobile number with this index, `100` and 8 digits. Throws a RangeError for an index out of range. */
export function mobileOf(running: number): string {
  if (!Number.isInteger(running) || running < 0 || running >= mobileCount) {
    throw new RangeError(`mobile numbers are counted from 0 to ${mobileCount - 1}, not ${running}`);
  }
  return prefix + String(running).padStart(digits, '0');
}

/** The numbers that the called party may see: the default one, and one that an application adds. */
export const [defaultShownNumber = '', furtherShownNumber = ''] = phones.shownNumbers;
