import { isJsonObject } from '../../../contracts/json.js';
import { jsonOf } from '../../../contracts/suite/assertions.js';
import type { CaseResult } from '../../../contracts/suite/run/result.js';
import type { Profile } from '../../../contracts/suite/targets/sandbox-profile.js';
import { type Redact, redactorFor } from '../../core/redaction/redactor.js';
import { createSimulator } from '../../simulator.js';
import { providers } from '../../providers/index.js';

/** Members of an entity or a reply that hold credentials. */
const secretName = /token$|secret$/i;

function secretTextsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(secretTextsIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    typeof each === 'string' && secretName.test(name) ? [each] : secretTextsIn(each),
  );
}

/** Every credential in a profile. */
export const secretsIn = ({ providers: parts }: Profile): readonly string[] =>
  Object.values(parts).flatMap(({ cast }) => Object.values(cast).flatMap(secretTextsIn));

/** Removes credentials from texts, and learns the ones in replies during the run. */
export interface LearningRedactor {
  readonly redact: Redact;
  readonly learn: (result: Pick<CaseResult, 'steps'>) => void;
}

/** A redactor for the credentials of the included world, and these. */
export function learningRedactor(secrets: readonly string[]): LearningRedactor {
  const { documents } = createSimulator().spaces.getOrCreate(undefined);
  const known = new Set(secrets);
  let redact = redactorFor(providers, documents, known);
  return {
    redact: (text) => redact(text),
    learn({ steps }) {
      const before = known.size;
      for (const secret of steps.flatMap(({ reply }) => secretTextsIn(jsonOf(reply)?.value))) known.add(secret);
      if (known.size > before) redact = redactorFor(providers, documents, known);
    },
  };
}
