import { digestEnds, type Findings, type Hypothesis } from '../../../core/diagnosis/mistakes.js';
import type { IncomingRequest } from '../../../core/requests/incoming-request.js';
import type { Documents } from '../../../core/state/documents.js';
import { type Enterprise, enterprises } from '../model.js';
import { signedTargets } from '../request-parts.js';
import { secretRules } from '../secrets.js';
import type { Bodies } from './body-variants.js';
import { type Scheme, searchFor, type SignatureMistake, type Wrong } from './search.js';

/** A wrong signature over one of the possible targets. */
export interface WrongRequest<Parts> extends Wrong<Parts> {
  readonly request: IncomingRequest;
  readonly target: string;
  readonly bodies: Bodies;
  /** All documents of the space in their present state. */
  readonly documents: Documents;
  /** The caller's credentials at the time of the request. */
  readonly secrets: readonly string[];
}

/** The explanation of wrong signatures of one scheme. */
export interface Explained<Parts, Facts> {
  readonly name: string;
  readonly scheme: Scheme<Parts>;
  readonly mistakes: readonly SignatureMistake<Parts, Facts>[];
}

/** No findings. */
export const nothing: Findings = { hypotheses: [] };

/**
 * The findings on a wrong signature, with the facts for each possible target.
 *
 * The correct text is shown for the target that a mistake was found with, so that only the mistake differs.
 */
export function findingsOf<Parts extends object, Facts extends WrongRequest<Parts>>(
  explained: Explained<Parts, Facts>,
  overEachTarget: readonly Facts[],
): Findings {
  const searched = overEachTarget.map((facts) => ({ facts, search: searchFor({ ...explained, facts }) }));
  // A single mistake over either target is likelier than two mistakes.
  const looks = depths.flatMap((depth) => searched.map(({ facts, search }) => ({ facts, look: search[depth] })));
  for (const { facts, look } of looks) {
    const hypotheses = look();
    if (hypotheses.length > 0) return showFinding(explained, facts, hypotheses);
  }
  const [first] = overEachTarget;
  return first === undefined ? nothing : showFinding(explained, first, []);
}

const depths = ['single', 'double'] as const;

function showFinding<Parts extends object, Facts extends WrongRequest<Parts>>(
  { name, scheme }: Explained<Parts, Facts>,
  facts: Facts,
  hypotheses: readonly Hypothesis[],
): Findings {
  const { right, received } = facts;
  const expected = scheme.sign(right) ?? '';
  const hide = hiding([...secretsOf(facts), expected, encodeURIComponent(expected)]);
  const canonical = hide(scheme.text(right));
  return {
    signature: { name, canonical, expected: digestEnds(expected), received: digestEnds(received) },
    hypotheses: hypotheses.map(({ signed, ...shown }) => ({
      ...shown,
      ...(signed !== undefined && { signed: hide(signed) }),
    })),
  };
}

/** The possible signed targets, without duplicates. */
export const targetsOf = (request: IncomingRequest): readonly string[] => [
  ...new Set([...signedTargets(request)].map(({ target }) => target)),
];

const secretsOf = ({ request, documents, received, secrets }: WrongRequest<object>): readonly string[] => [
  ...secrets,
  ...secretRules.secretsIn(documents),
  ...secretRules.credentialsIn(request),
  received,
];

/** Shorter texts occur in every other word; every credential is longer. */
const shortest = 8;

/** Removes credentials from a text: a request may carry them in unexpected places. */
function hiding(secrets: readonly string[]): (text: string) => string {
  const spellings = secrets
    .filter(({ length }) => length >= shortest)
    .flatMap((secret) => [secret, secret.toLowerCase(), secret.toUpperCase()]);
  return (text) => spellings.reduce((left, secret) => left.replaceAll(secret, '‹redacted›'), text);
}

/** The maximum number of other enterprises whose tokens are tried. */
const maxEnterprises = 500;

/** The enterprises whose token may have been used by mistake: all but this one, up to a limit. */
export const enterprisesBut = (enterpriseId: string | undefined, documents: Documents): readonly Enterprise[] =>
  enterprises
    .all(documents)
    .map(([, each]) => each)
    .filter((each) => each.enterpriseId !== enterpriseId)
    .slice(0, maxEnterprises);
