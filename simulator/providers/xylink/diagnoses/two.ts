import type { Findings } from '../../../core/diagnosis/mistakes.js';
import type { DiagnosisAsked } from '../../../core/provider.js';
import { headerOf } from '../../../core/requests/incoming-request.js';
import { rawParameter } from '../query.js';
import { bearerIn } from '../rules/bearer.js';
import { signedHeaders } from '../rules/signature.js';
import { enterprises, grants } from '../vocabulary.js';
import { bodiesOf } from './bodies.js';
import { bodySlips } from './body-slips.js';
import { endSlips } from './ends.js';
import { type Explained, findingsOf, nothing, targetsOf } from './findings.js';
import { methodSlips } from './methods.js';
import { type FactsTwo, type PartsTwo, partsTwo, schemeTwo } from './scheme-two.js';
import { hashSlips } from './two-body.js';
import { headerSlips } from './two-headers.js';
import { keySlips, writtenSlips } from './two-key.js';
import { targetSlips } from './two-target.js';

/** The simplest explanation first: how the digest is written, then with which key, then line by line what is signed. */
const explained: Explained<PartsTwo, FactsTwo> = {
  name: 'x-xy-sign',
  scheme: schemeTwo,
  slips: [
    ...writtenSlips,
    ...keySlips,
    ...methodSlips,
    ...targetSlips,
    ...hashSlips,
    ...bodySlips,
    ...headerSlips,
    ...endSlips,
  ],
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
  const bodies = bodiesOf(arrival.body);
  const factsOver = (target: string): FactsTwo => {
    const right = partsTwo({ ...arrival, headers, target }, signSecret);
    return { arrival, target, bodies, headers, enterprise, grant, documents, secrets, right, received };
  };
  return findingsOf(explained, targetsOf(arrival).map(factsOver));
}
