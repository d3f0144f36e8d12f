import type { Reply } from './incoming-request.js';

/** The kinds of problems that the simulator reports; each is the last part of a problem's `type`. */
type ProblemKind =
  | 'not-modelled'
  | 'fault'
  | 'warning'
  | 'bad-request'
  | 'not-found'
  | 'conflict'
  | 'forbidden'
  | 'unauthorised'
  | 'too-large'
  | 'busy'
  | 'unreachable'
  | 'invalid';

/** An error of the simulator itself, as RFC 9457 problem details. It never looks like a provider's reply. */
export interface SimulatorProblem {
  readonly status: number;
  readonly kind: ProblemKind;
  /** What is wrong, and where. */
  readonly says: string;
  /** How to fix it. */
  readonly fix: string;
  /** Further members, such as every error of a rejected world. */
  readonly more?: Readonly<Record<string, unknown>>;
}

const encoder = new TextEncoder();

/** Renders a problem as `application/problem+json`. */
export function problemReply({ status, kind, says, fix, more }: SimulatorProblem): Reply {
  const type = `urn:meeting-understudy:${kind}`;
  const document = { type, title: `simulator: ${kind}`, status, detail: says, fix, ...more };
  return { status, contentType: 'application/problem+json', body: encoder.encode(`${JSON.stringify(document)}\n`) };
}
