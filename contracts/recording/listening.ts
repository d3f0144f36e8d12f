import type { RawReply, Prepared } from '../../client/index.js';
import { caseId } from '../suite/run/plan.js';
import type { Session, Situation, Target } from '../suite/target.js';
import { type Answered, type Asked, hostOf, type Setting } from './exchange.js';

/** What was heard of one case: in what it was played, and every request with its reply, logins included. */
export interface Heard {
  readonly setting: Setting;
  readonly exchanges: readonly HeardExchange[];
}

/** A request and its reply, whichever step they belong to. It holds credentials. */
export interface HeardExchange extends Asked {
  readonly reply: Answered;
}

/** A target that can be heard: it puts what it hears under the case's id. It sends and answers nothing otherwise. */
export function overheard(target: Target, heard: Map<string, Heard>): Target {
  return {
    ...target,
    async begin(situation) {
      const session = await target.begin(situation);
      const exchanges: HeardExchange[] = [];
      heard.set(caseId(situation.file, situation.contractCase), { setting: settingOf(situation, session), exchanges });
      return listeningTo(session, exchanges);
    },
  };
}

function settingOf({ file, contractCase }: Situation, session: Session): Setting {
  const baseUrl = session.urlOf(hostOf(file, contractCase));
  return { file, contractCase, cast: session.cast, began: session.now(), baseUrl };
}

/** From one reply to the next there is one instant: whatever a request says of the time, it says the same. */
function listeningTo(session: Session, exchanges: HeardExchange[]): Session {
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
      const asked = askedIn(input, init, now());
      const response = await session.fetch(input, init);
      const reply = await answered(response.clone());
      exchanges.push({ ...asked, reply });
      instant = undefined;
      return response;
    },
  };
}

/** A request as a client gives it to fetch. */
export function askedIn(input: unknown, init: RequestInit = {}, at: number): Asked {
  if (typeof input !== 'string') throw new TypeError('the suite asks for URLs as text');
  const headers = Object.entries((init.headers ?? {}) as Readonly<Record<string, string>>);
  return {
    method: init.method ?? 'GET',
    url: input,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    body: init.body instanceof Uint8Array ? init.body : new Uint8Array(),
    at,
  };
}

async function answered(response: Response): Promise<RawReply> {
  const body = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

/** Whether what was heard is this prepared request. */
export const isThis = ({ url, body }: Asked, prepared: Prepared): boolean =>
  url === prepared.url &&
  body.length === prepared.body.length &&
  body.every((byte, index) => byte === prepared.body[index]);
