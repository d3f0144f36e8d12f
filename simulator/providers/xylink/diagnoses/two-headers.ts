import { headerLine, headersAsSigned } from '../../../../contracts/xylink/signing-two.js';
import { orders } from './orders.js';
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
    inTwo: 0,
    ways: ({ headers }) => orders(headersAsSigned(headers)).map((each) => ({ parts: { headers: each.join('&') } })),
  },
];
