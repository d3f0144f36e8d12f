import type { Slip } from './search.js';

interface Method {
  readonly method: string;
}

const methods = ['GET', 'POST', 'PUT', 'DELETE'];
const capitalised = (method: string): string => method.slice(0, 1) + method.slice(1).toLowerCase();

/** Mistakes in the first line, which is the same in both schemes. */
export const methodSlips: readonly Slip<Method, { readonly right: Method }>[] = [
  {
    mistake: 'method-case',
    ways: ({ right: { method } }) =>
      [method.toLowerCase(), capitalised(method)].map((each) => ({ parts: { method: each } })),
  },
  {
    mistake: 'method-differs',
    ways: ({ right }) =>
      methods.filter((each) => each !== right.method).map((method) => ({ parts: { method }, values: { method } })),
  },
];
