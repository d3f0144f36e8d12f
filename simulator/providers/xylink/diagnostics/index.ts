import { readSignature } from '../../../../contracts/xylink/signing-scheme1.js';
import { type Findings, hypothesesOf, type Mistake } from '../../../core/diagnosis/mistakes.js';
import type { DiagnosisInput } from '../../../core/provider.js';
import { type IncomingRequest, headerOf } from '../../../core/requests/incoming-request.js';
import type { Documents } from '../../../core/state/documents.js';
import { type Enterprise, enterprises, grants, refreshTokens } from '../model.js';
import { enterpriseIdIn, rawParameter } from '../request-parts.js';
import { bearerBelongsToTheCaller, bearerIn, bearerIsKnown } from '../rules/bearer.js';
import { enterpriseIsKnown } from '../rules/enterprise.js';
import { signatureOneIsRight, signatureTwoIsRight } from '../rules/signature.js';
import { enterprisesBut, nothing, targetsOf } from './findings.js';
import { diagnoseOne } from './scheme1-mistakes.js';
import { diagnoseTwo } from './scheme2-mistakes.js';
import { partsOne, schemeOne } from './schemes.js';
import { type MistakeId, texts } from './search.js';

const authorizationOf = (request: IncomingRequest): string => headerOf(request, 'authorization')?.trim() ?? '';

/** Mistakes behind an unknown enterprise. */
const enterpriseMistakes: readonly Known[] = [
  {
    mistake: 'enterprise-id-underscored',
    reproduces({ context: { request, documents } }) {
      const enterprise = enterprises.read(documents, rawParameter(request, 'enterprise_id') ?? '');
      return enterprise && {};
    },
  },
  {
    mistake: 'token-of-another-enterprise',
    reproduces({ context: { request, readings }, documents }) {
      const named = enterpriseIdIn(request, readings) ?? '';
      const signer = named === '' ? undefined : signerOf(request, documents);
      // The enterprise may have been added since.
      if (signer === undefined || signer.enterpriseId === named) return undefined;
      return { values: { enterpriseId: signer.enterpriseId } };
    },
  },
];

/** Mistakes behind an unknown bearer. */
const bearerMistakes: readonly Known[] = [
  {
    mistake: 'bearer-word-missing',
    reproduces({ context: { request, documents } }) {
      const grant = grants.read(documents, authorizationOf(request).split(' ').at(-1) ?? '');
      return grant && {};
    },
  },
  {
    mistake: 'refresh-token-as-bearer',
    reproduces({ context: { request, documents } }) {
      return refreshTokens.read(documents, bearerIn(request) ?? '') && {};
    },
  },
];

/** Mistakes behind a bearer that is not the caller's. */
const ownerMistakes: readonly Known[] = [
  {
    mistake: 'bearer-of-another-enterprise',
    reproduces({ context: { request, documents, readings } }) {
      const grant = grants.read(documents, bearerIn(request) ?? '');
      if (grant === undefined || grant.enterprise === enterpriseIdIn(request, readings)) return undefined;
      return { values: { enterpriseId: grant.enterprise } };
    },
  },
  {
    mistake: 'client-id-differs',
    reproduces({ context: { request, documents } }) {
      const grant = grants.read(documents, bearerIn(request) ?? '');
      if (grant === undefined || grant.clientId === headerOf(request, 'x-xy-clientid')?.trim()) return undefined;
      return { values: { clientId: grant.clientId } };
    },
  },
];

const amongst =
  (mistakes: readonly Known[]) =>
  (asked: Asked): Findings => ({ hypotheses: hypothesesOf(mistakes, asked, texts) });

/** Diagnoses an unknown enterprise. */
const diagnoseEnterprise = amongst(enterpriseMistakes);

/** Diagnoses an unknown bearer. */
const diagnoseBearer = amongst(bearerMistakes);

/** Diagnoses a bearer of another caller. */
const diagnoseOwner = amongst(ownerMistakes);

const byCheck: ReadonlyMap<string, (asked: DiagnosisInput) => Findings> = new Map([
  [enterpriseIsKnown.name, diagnoseEnterprise],
  [bearerIsKnown.name, diagnoseBearer],
  [bearerBelongsToTheCaller.name, diagnoseOwner],
  [signatureOneIsRight.name, diagnoseOne],
  [signatureTwoIsRight.name, diagnoseTwo],
]);

/**
 * Finds the likeliest mistake behind a refusal about the caller's identity; for other refusals the check explains all.
 *
 * It signs again with every known mistake, one at a time and then in pairs, and reports those that produce the received
 * signature.
 */
export const diagnose = (asked: DiagnosisInput): Findings => byCheck.get(asked.refusedBy.name)?.(asked) ?? nothing;

type Asked = Pick<DiagnosisInput, 'context' | 'documents'>;
type Known = Mistake<Asked> & { readonly mistake: MistakeId };

/** The enterprise whose token made a request's signature 1.0. */
function signerOf(request: IncomingRequest, documents: Documents): Enterprise | undefined {
  const received = readSignature(rawParameter(request, 'signature') ?? '');
  const signed = targetsOf(request).map((target) => partsOne({ ...request, target }, ''));
  return enterprisesBut(undefined, documents).find(({ token }) =>
    signed.some((parts) => schemeOne.sign({ ...parts, key: token }) === received),
  );
}
