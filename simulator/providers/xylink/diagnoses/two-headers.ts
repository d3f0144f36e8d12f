import { headerLine, headersAsSigned } from '../../../../contracts/xylink/signing-two.js';
import type { SlipTwo } from './scheme-two.js';

/** The names of the headers that are signed, by what they mean. */
const names = {
  clientId: 'x-xy-clientid',
  nonce: 'x-xy-nonce',
  signType: 'x-xy-signtype',
  timestamp: 'x-xy-timestamp',
};

/** Mistakes in the line of the headers. */
export const headerSlips: readonly SlipTwo[] = [
  {
    mistake: 'header-left-out',
    ways: ({ headers }) =>
      Object.entries(names).map(([member, header]) => ({
        parts: { headers: headerLine({ ...headers, [member]: undefined }) },
        values: { header },
      })),
  },
  {
    mistake: 'headers-unsorted',
    alone: true,
    ways: ({ headers }) => orders(headersAsSigned(headers)).map((each) => ({ parts: { headers: each.join('&') } })),
  },
];

/** All orders of a few things: four have 24. */
function orders(things: readonly string[]): readonly (readonly string[])[] {
  if (things.length < 2) return [things];
  return things.flatMap((first, index) => orders(things.toSpliced(index, 1)).map((others) => [first, ...others]));
}
