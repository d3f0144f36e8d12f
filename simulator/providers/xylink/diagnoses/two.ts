import { bodyDigest } from '../../../../contracts/xylink/signing-two.js';
import type { DiagnosisAsked, Findings } from '../../../core/diagnosis.js';
import { headerOf } from '../../../core/arrival.js';
import { rawParameter } from '../query.js';
import { bearerIn } from '../rules/bearer.js';
import { signedHeaders } from '../rules/signature.js';
import { enterprises, grants } from '../vocabulary.js';
import { endSlips } from './ends.js';
import type { Explained } from './findings.js';
import { findingsOf, nothing, targetsOf } from './findings.js';
import { methodSlips } from './methods.js';
import type { FactsTwo, PartsTwo } from './scheme-two.js';
import { partsTwo, schemeTwo } from './scheme-two.js';
import { bodySlips } from './two-body.js';
import { headerSlips } from './two-headers.js';
import { keySlips, writtenSlips } from './two-key.js';
import { targetSlips } from './two-target.js';

/** The simplest explanation first: how the digest is written, then with which key, then line by line what is signed. */
const explained: Explained<PartsTwo, FactsTwo> = {
  name: 'x-xy-sign',
  scheme: schemeTwo,
  slips: [...writtenSlips, ...keySlips, ...methodSlips, ...targetSlips, ...bodySlips, ...headerSlips, ...endSlips],
};

/** What is made of a wrong signature 2.0. */
export function diagnoseTwo({ arriving: { arrival, documents: then }, documents }: DiagnosisAsked): Findings {
  const enterprise = enterprises.read(then, rawParameter(arrival, 'enterpriseId') ?? '');
  const grant = grants.read(then, bearerIn(arrival) ?? '');
  if (enterprise === undefined || grant === undefined) return nothing;
  const headers = signedHeaders(arrival);
  const received = headerOf(arrival, 'x-xy-sign') ?? '';
  const { signSecret, accessToken, refreshToken } = grant;
  const secrets = [signSecret, accessToken, refreshToken, enterprise.token, enterprise.clientSecret];
  const keys = { signSecret, bodyDigest: bodyDigest(arrival.body) };
  const factsOver = (target: string): FactsTwo => {
    const right = partsTwo({ method: arrival.method, headers, target }, keys);
    return { arrival, target, headers, enterprise, grant, documents, secrets, right, received };
  };
  return findingsOf(explained, targetsOf(arrival).map(factsOver));
}
