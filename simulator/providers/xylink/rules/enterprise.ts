import { lookup, rule } from '../../../core/pipeline/check.js';
import { assumed, corroborated, documented, page, refusals, single } from '../evidence.js';
import type { Readings } from '../readings.js';
import { enterpriseIdIn } from '../request-parts.js';
import { type EnterpriseContext, enterprises, type XylinkContext } from '../model.js';

/** A version or an interface that the provider does not have. */
const unknownInterface = {
  oneOf: [refusals.interfaceUnknown, refusals.interfaceUnknownWithBody],
  by: ({ unknownInterface: body }: Readings) =>
    body === 'error' ? refusals.interfaceUnknownWithBody : refusals.interfaceUnknown,
};

export const versionIsServed = rule({
  name: 'xylink/version-is-served',
  scenario: 'version-unknown',
  refusal: unknownInterface,
  readings: ['unknownInterface'],
  evidence: [
    documented(page, '传v1即可'),
    assumed('The reply to other versions is unknown: we send a plain not-found.'),
  ],
  details: ({ route }: XylinkContext) => ({ expected: 'v1', received: route.version }),
  test: ({ route }: XylinkContext) => route.version === 'v1',
});

export const enterpriseIsKnown = lookup({
  name: 'xylink/enterprise-is-known',
  scenario: 'enterprise-unknown',
  provides: 'enterprise',
  refusal: {
    oneOf: [refusals.enterpriseUnknown, refusals.signatureInvalid],
    by: ({ unknownEnterprise }: Readings) =>
      unknownEnterprise === 'bad-signature' ? refusals.signatureInvalid : refusals.enterpriseUnknown,
  },
  evidence: [
    documented(page, 'enterpriseId … 是 … 企业ID'),
    single('derived-errors', 'A code for an enterprise that does not exist is known.'),
    corroborated(['php-client', 'ainemo-client'], 'Older calls of the provider have enterprise_id instead.'),
    assumed('A missing or unknown enterprise gets this code, before other checks.'),
  ],
  readings: ['enterpriseParameter', 'unknownEnterprise', 'signatureStatus'],
  details: ({ request, readings }: XylinkContext) => ({
    expected: 'a known enterpriseId in the query',
    received: enterpriseIdIn(request, readings) ?? 'nothing',
  }),
  resolve: ({ request, documents, readings }: XylinkContext) =>
    enterprises.read(documents, enterpriseIdIn(request, readings) ?? ''),
});

const firstWithGroups = 6;

export const platformHasGroups = rule({
  name: 'xylink/platform-has-groups',
  scenario: 'platform-too-old',
  refusal: unknownInterface,
  readings: ['unknownInterface'],
  evidence: [
    documented(page, '3.9无此接口 5.2无此接口 … 6.0'),
    single('java-sdk', 'SDK 3.5.1 does not have the call.'),
    assumed('An older platform answers with a plain not-found, before other checks.'),
  ],
  details: ({ enterprise }: EnterpriseContext) => ({
    expected: 'platform 6.0 or later',
    received: enterprise.platform,
  }),
  test: ({ enterprise }: EnterpriseContext) => Number.parseFloat(enterprise.platform) >= firstWithGroups,
});
