import { signatureOneMatches } from '../../../../contracts/xylink/signing-scheme1.js';
import { signTwoMatches } from '../../../../contracts/xylink/signing-scheme2.js';
import { type IncomingRequest, headerOf } from '../../../core/requests/incoming-request.js';
import { rule } from '../../../core/pipeline/check.js';
import { assumed, corroborated, documented, page, refusals } from '../evidence.js';
import { findSignedTarget, rawParameter, type SignedTarget } from '../request-parts.js';
import type { Enterprise, Grant, XylinkContext } from '../model.js';

type Granted = XylinkContext & { readonly enterprise: Enterprise; readonly grant: Grant | null };

const refusal = refusals.signatureInvalid;

/** The target for which a signature 1.0 is correct; undefined if there is none. */
function matchOne({ request, enterprise }: Granted): SignedTarget | undefined {
  const signature = rawParameter(request, 'signature');
  if (signature === undefined) return undefined;
  const { method, body } = request;
  return findSignedTarget(request, (target) =>
    signatureOneMatches(signature, { method, target, body }, enterprise.token),
  );
}

export const signatureOneIsRight = rule({
  name: 'xylink/signature-one-is-right',
  scenario: 'signature-one-wrong',
  refusal,
  evidence: [
    documented(page, '签名鉴权1.0(旧):是'),
    corroborated(['java-sdk', 'java-sample', 'toolkit', 'python-suite'], 'Their results agree on common vectors.'),
    assumed('A missing signature gets the same refusal as a wrong one.'),
  ],
  readings: ['signatureStatus'],
  details: (known: Granted) => ({
    expected: 'signature 1.0 by the token of the enterprise',
    received: known.grant === null ? receivedOne(known) : 'signature 2.0 instead',
  }),
  test: (known: Granted) => known.grant !== null || matchOne(known) !== undefined,
});

function receivedOne(known: Granted): string {
  const match = matchOne(known);
  if (match !== undefined) return `a correct one, over the target ${match.as}`;
  return rawParameter(known.request, 'signature') === undefined ? 'no signature' : 'a wrong signature';
}

/** The signed headers of signature 2.0, unchanged. */
export const signedHeaders = (request: IncomingRequest) => ({
  clientId: headerOf(request, 'x-xy-clientid'),
  nonce: headerOf(request, 'x-xy-nonce'),
  signType: headerOf(request, 'x-xy-signtype'),
  timestamp: headerOf(request, 'x-xy-timestamp'),
});

/** The target for which a signature 2.0 is correct; undefined if there is none. */
function matchTwo(request: IncomingRequest, { signSecret }: Grant): SignedTarget | undefined {
  const { method, body } = request;
  const sign = headerOf(request, 'x-xy-sign') ?? '';
  const headers = signedHeaders(request);
  return findSignedTarget(request, (target) => signTwoMatches(sign, { method, headers, target, body }, signSecret));
}

export const signatureTwoIsRight = rule({
  name: 'xylink/signature-two-is-right',
  scenario: 'signature-two-wrong',
  refusal,
  evidence: [
    corroborated(['java-sdk', 'signing-sample-two', 'web-sdk'], 'Their results agree on common vectors.'),
    assumed('A wrong signature 2.0, lower-case hex or an unknown sign type gets the same refusal as a wrong 1.0.'),
  ],
  readings: ['signatureStatus'],
  details({ request, grant }: Granted) {
    const match = grant === null ? undefined : matchTwo(request, grant);
    const found = match === undefined ? 'a wrong x-xy-sign' : `a correct one, over the target ${match.as}`;
    return {
      expected: 'x-xy-sign, upper-case hex, by the signSecret of the login',
      received: grant === null ? 'signature 1.0 instead' : found,
      signType: headerOf(request, 'x-xy-signtype') ?? 'none: MD5',
    };
  },
  test: ({ request, grant }: Granted) => grant === null || matchTwo(request, grant) !== undefined,
});
