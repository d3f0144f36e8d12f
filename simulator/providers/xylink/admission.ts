import { type KnownBy, pipeline } from '../../core/pipeline/pipeline.js';
import { bearerBelongsToTheCaller, bearerIsFresh, bearerIsKnown } from './rules/bearer.js';
import { enterpriseIsKnown, platformHasGroups, versionIsServed } from './rules/enterprise.js';
import { isWithinTheLimit } from './rules/limit.js';
import { nonceIsGiven, nonceIsNew, timestampIsGiven, timestampIsNear } from './rules/freshness.js';
import { signatureOneIsRight, signatureTwoIsRight } from './rules/signature.js';
import type { Enterprise, XylinkArriving } from './vocabulary.js';

const named = pipeline<XylinkArriving>().check(versionIsServed).check(enterpriseIsKnown);

/** A request that says for which enterprise it comes. */
type Named = XylinkArriving & { readonly enterprise: Enterprise };

const signed = pipeline<Named>()
  .check(bearerIsKnown)
  .check(bearerIsFresh)
  .check(bearerBelongsToTheCaller)
  .check(signatureOneIsRight)
  .check(timestampIsGiven)
  .check(nonceIsGiven)
  .check(signatureTwoIsRight)
  .check(timestampIsNear)
  .check(nonceIsNew)
  .check(isWithinTheLimit);

/** What every signed request gets through first. The provider documents no order; ours is assumed. */
export const admitted = named.then(signed);

/** The same for an interface that older platforms do not have. */
export const admittedToGroups = named.check(platformHasGroups).then(signed);

/** A request whose caller is known. */
export type Admitted = KnownBy<typeof admitted>;
