import type { Language } from '../core/diagnosis/sentences.js';
import { isJsonObject } from '../../contracts/json.js';
import { headerNames } from '../../contracts/simulator-headers.js';
import { BadUse } from './bad-use.js';

/** Which exchange is asked about, of which simulator. */
export interface SentAsked {
  /** Its number within the space. */
  readonly id: number;
  /** The simulator's address, without a slash at its end. */
  readonly url: string;
  readonly space: string | undefined;
  readonly controlToken: string | undefined;
  readonly language: Language;
  readonly form: 'json' | 'text';
}

/** What a running simulator says about one of its exchanges. */
export async function diagnosisOfSent(asked: SentAsked): Promise<string> {
  const reply = await replyTo(asked);
  const text = await reply.text();
  // Whoever answers without it is no simulator, and what he says is nobody's diagnosis.
  if (reply.status === 200 && reply.headers.has(headerNames.space)) return text;
  throw new BadUse(problemIn(text) ?? `what answers at ${asked.url} is no simulator, or one without diagnoses`);
}

async function replyTo({ id, url, space, controlToken, language, form }: SentAsked): Promise<Response> {
  const prefix = space === undefined ? '' : `/~${encodeURIComponent(space)}`;
  const headers = controlToken === undefined ? {} : { Authorization: `Bearer ${controlToken}` };
  try {
    return await fetch(`${url}${prefix}/_simulator/journal/${id}/diagnosis?language=${language}&form=${form}`, {
      headers,
    });
  } catch {
    throw new BadUse(`nobody answers at ${url}; start a simulator with \`understudy serve\`, or name yours with --url`);
  }
}

/** What a simulator says is wrong, in a line; undefined when it is no simulator that speaks. */
function problemIn(text: string): string | undefined {
  try {
    const problem: unknown = JSON.parse(text);
    if (!isJsonObject(problem) || !String(problem['type']).startsWith('urn:meeting-understudy:')) return undefined;
    return `${String(problem['detail'])} ${String(problem['fix'])}`;
  } catch {
    return undefined;
  }
}
