import { readSignature } from '../../../../contracts/xylink/signing-one.js';
import type { Findings } from '../../../core/diagnosis/mistakes.js';
import type { DiagnosisAsked } from '../../../core/provider.js';
import { rawParameter } from '../query.js';
import { enterprises } from '../vocabulary.js';
import { bodiesOf } from './bodies.js';
import { bodySlips } from './body-slips.js';
import { endSlips } from './ends.js';
import { type Explained, findingsOf, nothing, targetsOf } from './findings.js';
import { methodSlips } from './methods.js';
import { hashSlips } from './one-body.js';
import { keySlips } from './one-key.js';
import { targetSlips } from './one-target.js';
import { writtenSlips } from './one-written.js';
import { type FactsOne, type PartsOne, partsOne, schemeOne } from './scheme-one.js';

/** The simplest explanation first: how the digest is written, then line by line what is signed, then with which key. */
const explained: Explained<PartsOne, FactsOne> = {
  name: 'signature 1.0',
  scheme: schemeOne,
  slips: [...writtenSlips, ...methodSlips, ...targetSlips, ...hashSlips, ...bodySlips, ...endSlips, ...keySlips],
};

/** What is made of a wrong signature 1.0, or of none. */
export function diagnoseOne({ arriving: { arrival, documents: then }, documents }: DiagnosisAsked): Findings {
  const enterprise = enterprises.read(then, rawParameter(arrival, 'enterpriseId') ?? '');
  if (enterprise === undefined) return nothing;
  const received = readSignature(rawParameter(arrival, 'signature') ?? '');
  const secrets = [enterprise.token, enterprise.clientSecret];
  const bodies = bodiesOf(arrival.body);
  const factsOver = (target: string): FactsOne => {
    const right = partsOne({ ...arrival, target }, enterprise.token);
    return { arrival, target, bodies, enterprise, documents, secrets, right, received };
  };
  return findingsOf(explained, targetsOf(arrival).map(factsOver));
}
