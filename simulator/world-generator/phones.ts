import phones from '../../fixtures/phones.json' with { type: 'json' };

const { prefix, digits } = phones.mobile;

/** How many invented mobile numbers there are. */
export const mobileCount = 10 ** digits;

/** The invented mobile number with this running number, `100` and 8 digits; a RangeError for a number there is none for. */
export function mobileOf(running: number): string {
  if (!Number.isInteger(running) || running < 0 || running >= mobileCount) {
    throw new RangeError(`mobile numbers are counted from 0 to ${mobileCount - 1}, not ${running}`);
  }
  return prefix + String(running).padStart(digits, '0');
}

/** The numbers that a meeting may show to those who are called: the default one, and one that an application adds. */
export const [defaultShownNumber = '', furtherShownNumber = ''] = phones.shownNumbers;
