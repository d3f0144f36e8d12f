import { noBody } from '../../../../contracts/xylink/body-bytes.js';
import type { Bodies } from './bodies.js';
import type { Slip } from './search.js';

interface Body {
  readonly body: Uint8Array;
}

/** JSON is written in many ways, and whoever hashes it wrong may have written it in any. */
const inTwo = 12;

/** Other bytes than those that were sent were hashed, which is the same in both schemes. */
export const bodySlips: readonly Slip<Body, { readonly bodies: Bodies }>[] = [
  { mistake: 'body-left-out', ways: () => [{ parts: { body: noBody } }] },
  { mistake: 'byte-order-mark', ways: ({ bodies }) => [{ parts: { body: bodies.otherwiseMarked } }] },
  {
    mistake: 'body-reserialised',
    inTwo,
    ways: ({ bodies }) => bodies.reserialised.map((body) => ({ parts: { body } })),
  },
  {
    mistake: 'body-ascii-escaped',
    inTwo,
    ways: ({ bodies }) => bodies.escaped.map(({ body, without }) => ({ parts: { body }, without: { body: without } })),
  },
];
