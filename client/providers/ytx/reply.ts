import { operations, refusals } from '../../../contracts/ytx/generated.js';
import * as validators from '../../../contracts/ytx/generated-validators.js';
import type { Issue } from '../../core/errors/off-contract.js';
import { OffContract } from '../../core/errors/off-contract.js';
import { Refused } from '../../core/errors/refused.js';
import { headIssues } from '../../core/head-issues.js';
import { readJson } from '../../core/json-body.js';
import type { RawReply } from '../../core/prepared.js';
import { refusalWithCode } from '../../core/refusal-names.js';
import type { Validator } from '../../core/schema.js';
import { schemaIssues } from '../../core/schema.js';
import { refusedBy } from '../../core/simulator-voice.js';
import type { YtxAccepted, YtxOperation, YtxRefusalName } from './operations.js';
import { withResultRead } from './result-text.js';

const validatorOf: Readonly<Record<YtxOperation, Validator>> = validators;

/** What all replies of the provider have, whatever the operation. */
interface Envelope {
  readonly statusCode: string;
}

/** After these the operation may have been done all the same. */
const leaveItOpen: readonly YtxRefusalName[] = ['exceptional', 'unknown'];

/**
 * What a reply says: the success, in the provider's own fields.
 *
 * Throws `Refused` for a refusal, and `OffContract` for whatever the operation's contract does not know. The body
 * decides; its Content-Type does not, since what the provider sends there was never seen.
 */
export function understood<Name extends YtxOperation>(operation: Name, reply: RawReply): YtxAccepted<Name> {
  const { status } = reply;
  const { accepted } = operations[operation];
  const { envelope, bodyIssues } = opened(operation, reply);
  const code = envelope?.statusCode ?? accepted.statusCode;
  const refusal = code === accepted.statusCode ? undefined : refusalWithCode(refusals, code);
  const agreed = refusal === undefined || refusal === 'unknown' ? accepted : refusals[refusal];
  const issues = [...headIssues(reply, agreed.status), ...bodyIssues];
  if (issues.length > 0) throw new OffContract({ operation, status, issues });
  if (refusal !== undefined) {
    const mayHaveHappened = leaveItOpen.includes(refusal);
    throw new Refused({ operation, refusal, code, status, refusedBy: refusedBy(reply), mayHaveHappened });
  }
  // The validator took it for a reply of this operation, and it has the code that no refusal has.
  return envelope as YtxAccepted<Name>;
}

interface Opened {
  /** Absent when there are issues. */
  readonly envelope?: Envelope;
  readonly bodyIssues: readonly Issue[];
}

function opened(operation: YtxOperation, { body }: RawReply): Opened {
  const json = readJson(body);
  if ('issue' in json) return { bodyIssues: [json.issue] };
  const value = withResultRead(json.value, operations[operation].accepted.statusCode);
  const bodyIssues = schemaIssues(validatorOf[operation], value);
  // What fits any operation's schema has a statusCode.
  return bodyIssues.length > 0 ? { bodyIssues } : { envelope: value as Envelope, bodyIssues };
}
