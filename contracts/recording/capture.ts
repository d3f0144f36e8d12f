import type { Prepared, RawReply } from '../../client/index.js';
import type { CaseFile, ContractCase } from '../suite/case.js';
import type { StepSeen } from '../suite/played-steps.js';
import { caseId } from '../suite/run/plan.js';
import type { Session, Situation, Target } from '../suite/target.js';
import { operations as xylink } from '../xylink/generated.js';
import type { Cast } from './cast.js';

/** The capture of one case: its setting, and every request with its reply, logins included. */
export interface Captured {
  readonly setting: Setting;
  readonly exchanges: readonly CapturedExchange[];
}

/** A request and its reply, before they belong to a step. It holds credentials. */
interface CapturedExchange extends CapturedRequest {
  readonly reply: CapturedReply;
}

/** A target that also captures its exchanges under the case's id. It changes no request and no reply. */
export function capturing(target: Target, captured: Map<string, Captured>): Target {
  return {
    ...target,
    async begin(situation) {
      const session = await target.begin(situation);
      const exchanges: CapturedExchange[] = [];
      captured.set(caseId(situation.file, situation.contractCase), {
        setting: settingOf(situation, session),
        exchanges,
      });
      return capturingSession(session, exchanges);
    },
  };
}

function settingOf({ file, contractCase }: Situation, session: Session): Setting {
  const baseUrl = session.urlOf(hostOf(file, contractCase));
  return { file, contractCase, cast: session.cast, began: session.now(), baseUrl };
}

/** The clock stands still from one reply to the next, so that all times in a request agree. */
function capturingSession(session: Session, exchanges: CapturedExchange[]): Session {
  let instant: number | undefined;
  const now = (): number => (instant ??= session.now());
  return {
    ...session,
    now,
    advance(byMs) {
      instant = undefined;
      return session.advance(byMs);
    },
    async fetch(input, init) {
      const asked = captureRequest(input, init, now());
      const response = await session.fetch(input, init);
      const reply = await captureReply(response.clone());
      exchanges.push({ ...asked, reply });
      instant = undefined;
      return response;
    },
  };
}

/** Reads a request from the arguments of fetch. */
export function captureRequest(input: unknown, init: RequestInit = {}, at: number): CapturedRequest {
  if (typeof input !== 'string') throw new TypeError('fetch of the suite takes a URL as a string');
  const headers = Object.entries((init.headers ?? {}) as Readonly<Record<string, string>>);
  return {
    method: init.method ?? 'GET',
    url: input,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    body: init.body instanceof Uint8Array ? init.body : new Uint8Array(),
    at,
  };
}

async function captureReply(response: Response): Promise<RawReply> {
  const body = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

/** Whether a captured request is this prepared one. */
const isThis = ({ url, body }: CapturedRequest, prepared: Prepared): boolean =>
  url === prepared.url &&
  body.length === prepared.body.length &&
  body.every((byte, index) => byte === prepared.body[index]);

/**
 * The captured exchanges by step. A request of no step is the client's own and belongs to the next step. Requests after the
 * last step only clean up and are left out.
 */
export function capturedSteps(
  captured: readonly CapturedExchange[],
  steps: readonly StepSeen[],
  { baseUrl }: Pick<Setting, 'baseUrl'>,
): readonly RecordedExchange[] {
  const remaining = [...steps];
  return captured.flatMap((exchange): readonly RecordedExchange[] => {
    const [next] = remaining;
    if (next === undefined) return [];
    const { step } = next;
    if (!isThis(exchange, next.prepared)) {
      return [{ ...exchange, step, askedBy: 'client', operation: loginAt(exchange.url.slice(baseUrl.length)) }];
    }
    remaining.shift();
    return [{ ...exchange, step, askedBy: 'case', operation: next.operation }];
  });
}

/** The client's own requests are logins; the path identifies the operation. */
const loginAt = (target: string): string =>
  Object.entries(xylink).find(([, { path }]) => path === target)?.[0] ?? 'unknown';

/** A request as it was sent. It holds credentials. */
export interface CapturedRequest {
  readonly method: string;
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** When it was sent, by the provider's clock, ms since the epoch. */
  readonly at: number;
}

/** A reply, unchanged. */
export interface CapturedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A request and its reply, with its step and operation. */
export interface RecordedExchange extends CapturedRequest {
  readonly step: number;
  readonly askedBy: 'case' | 'client';
  readonly operation: string;
  readonly reply: CapturedReply;
}

/** The setting of one run of a case. */
export interface Setting {
  readonly file: CaseFile;
  readonly contractCase: ContractCase;
  readonly cast: Cast;
  /** When it began, by the provider's clock, ms since the epoch. */
  readonly began: number;
  /** The URL of the case's host, without a slash at its end. */
  readonly baseUrl: string;
}

/** The host of a case. */
export const hostOf = ({ base }: CaseFile, { given }: ContractCase): string => given?.host ?? base.host;
