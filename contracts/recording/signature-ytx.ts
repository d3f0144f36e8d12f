import { text } from '../suite/entity.js';
import type { Entity } from '../suite/target.js';
import { timestampOf } from '../ytx/china-time.js';
import { readAuthorization, signMatches } from '../ytx/signing.js';
import type { Judged, Judging } from './signature.js';

/** Judges the `Sign` of a request, in whichever case the parameter is written. */
export function ytxSignature(judging: Judging): Judged {
  const sign = firstIn(judging.asked.url, /[?&]sign=([^&#]*)/i);
  if (sign === undefined) return 'missing';
  return /^[0-9a-f]{32}$/i.test(sign) ? judgedBy(sign, judging) : 'malformed';
}

function judgedBy(sign: string, { asked, setting, clientTime }: Judging): Judged {
  const accountSID = firstIn(asked.url, /\/sid\/([^/?#]*)\//) ?? '';
  const isBy = (entities: readonly Entity[], timestamp: string): boolean =>
    entities.some((entity) => signMatches(sign, { accountSID, authToken: text(entity, 'authToken') }, timestamp));
  const accounts = Object.values(setting.cast).filter((entity) => text(entity, 'authToken') !== '');
  const own = accounts.filter((entity) => text(entity, 'accountSID') === accountSID);
  const others = [...accounts, setting.contractCase.given?.credentials ?? {}];
  const claim = readAuthorization(asked.headers['authorization'] ?? '');
  if (claim === undefined) return 'wrong';
  if (isBy(own, claim.timestamp)) return 'valid';
  if (isBy(others, claim.timestamp)) return 'other-credential';
  return isBy(own, timestampOf(clientTime)) ? 'other-timestamp' : 'wrong';
}

const firstIn = (text: string, shape: RegExp): string | undefined => shape.exec(text)?.[1];
