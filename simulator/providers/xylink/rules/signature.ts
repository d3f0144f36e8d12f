import { signatureOneMatches } from '../../../../contracts/xylink/signing-one.js';
import { signTwoMatches } from '../../../../contracts/xylink/signing-two.js';
import { type Arrival, headerOf } from '../../../core/requests/incoming-request.js';
import { rule } from '../../../core/pipeline/check.js';
import { assumed, corroborated, documented, invalidSignature, page, refusals } from '../evidence.js';
import { rawParameter, type SignedTarget, signedTargets } from '../request-parts.js';
import type { Enterprise, Grant, XylinkArriving } from '../model.js';

type Granted = XylinkArriving & { readonly enterprise: Enterprise; readonly grant: Grant | null };

const refusal = refusals.signatureInvalid;

/** Over which target a signature 1.0 is right; undefined when over none. */
function matchOne({ arrival, enterprise }: Granted): SignedTarget | undefined {
  const signature = rawParameter(arrival, 'signature');
  if (signature === undefined) return undefined;
  const { method, body } = arrival;
  return signedTargets(arrival).find(({ target }) =>
    signatureOneMatches(signature, { method, target, body }, enterprise.token),
  );
}

export const signatureOneIsRight = rule({
  name: 'xylink/signature-one-is-right',
  failsAs: 'signature-one-wrong',
  refusal,
  because: [
    documented(page, '签名鉴权1.0(旧):是'),
    invalidSignature,
    corroborated(['java-sdk', 'java-sample', 'toolkit', 'python-suite'], 'Run against common vectors, they agree.'),
    assumed('That a missing signature is answered as a wrong one.'),
  ],
  shows: (known: Granted) => ({
    expected: 'signature 1.0 by the token of the enterprise',
    received: known.grant === null ? receivedOne(known) : 'signature 2.0 instead',
  }),
  holds: (known: Granted) => known.grant !== null || matchOne(known) !== undefined,
});

function receivedOne(known: Granted): string {
  const match = matchOne(known);
  if (match !== undefined) return `a right one, over the target ${match.as}`;
  return rawParameter(known.arrival, 'signature') === undefined ? 'no signature' : 'a wrong signature';
}

/** The headers of signature 2.0 that are signed, as they came. */
export const signedHeaders = (arrival: Arrival) => ({
  clientId: headerOf(arrival, 'x-xy-clientid'),
  nonce: headerOf(arrival, 'x-xy-nonce'),
  signType: headerOf(arrival, 'x-xy-signtype'),
  timestamp: headerOf(arrival, 'x-xy-timestamp'),
});

/** Over which target a signature 2.0 is right; undefined when over none. */
function matchTwo(arrival: Arrival, { signSecret }: Grant): SignedTarget | undefined {
  const { method, body } = arrival;
  const sign = headerOf(arrival, 'x-xy-sign') ?? '';
  const headers = signedHeaders(arrival);
  return signedTargets(arrival).find(({ target }) =>
    signTwoMatches(sign, { method, headers, target, body }, signSecret),
  );
}

export const signatureTwoIsRight = rule({
  name: 'xylink/signature-two-is-right',
  failsAs: 'signature-two-wrong',
  refusal,
  because: [
    corroborated(['java-sdk', 'signing-sample-two', 'web-sdk'], 'Run against common vectors, they agree.'),
    assumed('That a wrong signature 2.0, lower-case hex or an unknown sign type is answered as a wrong 1.0.'),
  ],
  shows({ arrival, grant }: Granted) {
    const match = grant === null ? undefined : matchTwo(arrival, grant);
    const found = match === undefined ? 'a wrong x-xy-sign' : `a right one, over the target ${match.as}`;
    return {
      expected: 'x-xy-sign, upper-case hex, by the signSecret of the login',
      received: grant === null ? 'signature 1.0 instead' : found,
      signType: headerOf(arrival, 'x-xy-signtype') ?? 'none: MD5',
    };
  },
  holds: ({ arrival, grant }: Granted) => grant === null || matchTwo(arrival, grant) !== undefined,
});
