import type { Findings } from '../../../core/diagnosis/mistakes.js';
import type { DiagnosisAsked } from '../../../core/provider.js';
import { bearerBelongsToTheCaller, bearerIsKnown } from '../rules/bearer.js';
import { enterpriseIsKnown } from '../rules/enterprise.js';
import { signatureOneIsRight, signatureTwoIsRight } from '../rules/signature.js';
import { diagnoseBearer, diagnoseEnterprise, diagnoseOwner } from './caller.js';
import { nothing } from './findings.js';
import { diagnoseOne } from './one.js';
import { diagnoseTwo } from './two.js';

const byCheck: ReadonlyMap<string, (asked: DiagnosisAsked) => Findings> = new Map([
  [enterpriseIsKnown.name, diagnoseEnterprise],
  [bearerIsKnown.name, diagnoseBearer],
  [bearerBelongsToTheCaller.name, diagnoseOwner],
  [signatureOneIsRight.name, diagnoseOne],
  [signatureTwoIsRight.name, diagnoseTwo],
]);

/**
 * Which mistake a caller most likely made, where who calls is in doubt; of other refusals the checks say all.
 *
 * A wrong signature is made again with every mistake that we know, one at a time and then two; what gives the very
 * signature that was received is told.
 */
export const diagnose = (asked: DiagnosisAsked): Findings => byCheck.get(asked.refusedBy.name)?.(asked) ?? nothing;
