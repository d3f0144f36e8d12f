import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { signatureOne } from '../../contracts/xylink/signing-scheme1.js';
import type { AnyCheck } from '../../simulator/core/pipeline/check.js';
import type { Findings } from '../../simulator/core/diagnosis/mistakes.js';
import type { IncomingRequest } from '../../simulator/index.js';
import { diagnose } from '../../simulator/providers/xylink/diagnostics/index.js';
import { xylink } from '../../simulator/providers/xylink/index.js';
import type { XylinkContext } from '../../simulator/providers/xylink/model.js';
import { incomingRequest, openDiagnoser, prefix, signedByOne, target } from './diagnosing.js';
import { loggedIn, signedByTwo } from './diagnosing-two.js';
import { main } from './xylink-requests.js';
import { anyText } from '../support/any-text.js';

const runs = { seed: 20261121, numRuns: 400 };

const diagnoser = openDiagnoser();
const { documents } = diagnoser.simulator.spaces.getOrCreate(undefined);
const tokens = loggedIn(diagnoser);
const secrets = [main.token, main.clientSecret, tokens.access_token, tokens.refresh_token, tokens.signSecret];

/** Credentials copied from other requests. */
const [, encodedOne = ''] = /signature=(.*)$/.exec(signedByOne({}).targetForProvider) ?? [];
const signTwo = signedByTwo(tokens, {}).rawHeaders.find((each) => /^[0-9A-F]{64}$/.test(each)) ?? '';
const signatures = [encodedOne, decodeURIComponent(encodedOne), signTwo];

/** What must not be shown of a request: every secret, what it carries as a signature, and what it should have carried. */
function confidentialIn(request: IncomingRequest): readonly string[] {
  const right = signatureOne({ ...request, target: request.targetForProvider }, main.token);
  const long = xylink.secretRules.credentialsIn(request).filter(({ length }) => length >= 16);
  return [...secrets, right, encodeURIComponent(right), ...long];
}

/** What a client may have put anywhere, credentials included. */
const piece = fc.oneof(
  anyText,
  fc.constantFrom(...secrets, ...signatures, main.enterpriseId, prefix, '%', '%2B', '&', '?', '=', '\ud800', '\n'),
);
const pieces = fc.array(piece, { maxLength: 4 }).map((all) => all.join(''));
const targets = fc.oneof(
  pieces,
  pieces.map((more) => `${target}&${more}`),
  fc.tuple(pieces, pieces).map(([more, signature]) => `${target}&more=${more}&signature=${signature}`),
);
const headerNames = ['x-xy-sign', 'x-xy-signtype', 'x-xy-nonce', 'x-xy-clientid', 'x-xy-timestamp', 'Authorization'];
const bearer = `Bearer ${tokens.access_token}`;
const value = fc.oneof(pieces, fc.constantFrom('MD5', 'SHA256', 'HMAC_SHA256', bearer));
const headers = fc.array(fc.tuple(fc.constantFrom(...headerNames), value), { maxLength: 6 }).map((all) => all.flat());
const signedHeaders = headers.map((more) => [...more, 'Authorization', bearer, 'x-xy-sign', 'wrong']);
const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.oneof(fc.json(), anyText).map((text) => Buffer.from(text)),
  fc.integer({ min: 1, max: 9000 }).map((depth) => Buffer.from('['.repeat(depth) + ']'.repeat(depth))),
);
const requests: fc.Arbitrary<IncomingRequest> = fc
  .record({
    method: fc.oneof(fc.constantFrom('POST', 'get', ''), anyText),
    target: targets,
    targetAsSent: targets,
    rawHeaders: fc.oneof(headers, signedHeaders),
    body: bodies,
  })
  .map(incomingRequest);

const checks: readonly AnyCheck[] = Object.values(xylink.endpoints).flatMap((endpoint) => endpoint.checks.list);

/** The diagnosis of a request for each check that may have refused it. */
const findingsOf = (request: IncomingRequest, refusedBy: AnyCheck): Findings => {
  const route = { operation: 'createGroups', version: 'v1', meetingRoomNumber: '' };
  const limit: XylinkContext['limit'] = (wanted) => ({ ...wanted, passed: true, count: 0, nextAt: 0 });
  return diagnose({
    context: { request, now: 0, readings: {}, documents, route, limit, probe: undefined },
    refusedBy,
    documents,
  });
};

describe('the diagnosis of any request, refused by any check,', () => {
  test('is made, and shows no credential', () => {
    fc.assert(
      fc.property(requests, fc.constantFrom(...checks), (request, refusedBy) => {
        const shown = JSON.stringify(findingsOf(request, refusedBy));
        expect(confidentialIn(request).filter((each) => shown.includes(each))).toEqual([]);
      }),
      runs,
    );
  });

  test.each(secrets.map((secret, index) => [index, secret] as const))(
    'hides secret number %i where it was signed by mistake',
    (_, secret) => {
      const refusing = checks.filter(({ name }) => /signature-(one|two)-is-right/.test(name));
      const sent = `${target}&more=${secret}&signature=wrong`;
      const rawHeaders = ['x-xy-nonce', secret.toUpperCase(), 'x-xy-sign', 'wrong', 'Authorization', bearer];
      const request = incomingRequest({ method: 'POST', target: sent, rawHeaders });
      for (const check of refusing) {
        const { canonical = '' } = findingsOf(request, check).signature ?? {};
        expect(canonical).toContain('more=‹redacted›');
        expect(canonical.toLowerCase()).not.toContain(secret.toLowerCase());
      }
    },
  );

  test('hides a signature 1.0 that stands in a request signed by 2.0', () => {
    const { targetForProvider } = signedByOne({});
    const { findings } = diagnoser.ask(signedByTwo(tokens, { target: targetForProvider, written: () => 'wrong' }));
    expect(findings?.signature?.canonical).toContain('&signature=‹redacted›');
  });
});
