import { digestEnds, type Findings, type Hypothesis } from '../../../core/diagnosis/mistakes.js';
import type { IncomingRequest } from '../../../core/requests/incoming-request.js';
import type { Documents } from '../../../core/state/documents.js';
import { type Enterprise, enterprises } from '../model.js';
import { signedTargets } from '../request-parts.js';
import { secretRules } from '../secrets.js';
import type { Bodies } from './body-variants.js';
import { type Scheme, searchFor, type SignatureMistake, type Wrong } from './search.js';

/** A wrong signature over one of the targets that may have been signed. */
export interface WrongRequest<Parts> extends Wrong<Parts> {
  readonly request: IncomingRequest;
  readonly target: string;
  readonly bodies: Bodies;
  /** Everything in the space as it is now. */
  readonly documents: Documents;
  /** The credentials of the caller as they were then. */
  readonly secrets: readonly string[];
}

/** How wrong signatures of one scheme are explained. */
export interface Explained<Parts, Facts> {
  readonly name: string;
  readonly scheme: Scheme<Parts>;
  readonly mistakes: readonly SignatureMistake<Parts, Facts>[];
}

/** Nothing to tell. */
export const nothing: Findings = { hypotheses: [] };

/**
 * What is made of a wrong signature, given the facts once for each target that may have been signed.
 *
 * The right text is shown over the target with which a mistake was found, so that nothing but the mistake differs.
 */
export function findingsOf<Parts extends object, Facts extends WrongRequest<Parts>>(
  explained: Explained<Parts, Facts>,
  overEachTarget: readonly Facts[],
): Findings {
  const searched = overEachTarget.map((facts) => ({ facts, search: searchFor({ ...explained, facts }) }));
  // One mistake over either target is likelier than two.
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
    hypotheses: hypotheses.map(({ signed, ...told }) => ({
      ...told,
      ...(signed !== undefined && { signed: hide(signed) }),
    })),
  };
}

/** The targets that may have been signed, each once. */
export const targetsOf = (request: IncomingRequest): readonly string[] => [
  ...new Set(signedTargets(request).map(({ target }) => target)),
];

const secretsOf = ({ request, documents, received, secrets }: WrongRequest<object>): readonly string[] => [
  ...secrets,
  ...secretRules.secretsIn(documents),
  ...secretRules.credentialsIn(request),
  received,
];

/** What is shorter is in every other word; no credential is. */
const shortest = 8;

/** Takes credentials out of a text: a request may carry them where nobody looks for them. */
function hiding(secrets: readonly string[]): (text: string) => string {
  const spellings = secrets
    .filter(({ length }) => length >= shortest)
    .flatMap((secret) => [secret, secret.toLowerCase(), secret.toUpperCase()]);
  return (text) => spellings.reduce((left, secret) => left.replaceAll(secret, '‹redacted›'), text);
}

/** The tokens of so many other enterprises are tried. */
const mostEnterprises = 500;

/** The enterprises whose token may have been taken by mistake: all but this one, as many as are tried. */
export const enterprisesBut = (enterpriseId: string | undefined, documents: Documents): readonly Enterprise[] =>
  enterprises
    .all(documents)
    .map(([, each]) => each)
    .filter((each) => each.enterpriseId !== enterpriseId)
    .slice(0, mostEnterprises);
