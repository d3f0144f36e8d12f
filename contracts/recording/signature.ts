import type { Tamper } from '../suite/case.js';
import { durationMs } from '../suite/time.js';
import type { Asked, Setting } from './exchange.js';
import { ytxSignature } from './signature-ytx.js';
import { xylinkSignature } from './signature-xylink.js';

/** What is known when a signature is judged. */
export interface Judging {
  readonly asked: Asked;
  readonly setting: Setting;
  /** The secrets by which 2.0 signs, as logins gave them. */
  readonly signSecrets: readonly string[];
  /** What the client's own clock showed, ms since the epoch. */
  readonly clientTime: number;
}

/** How a signature came to be what it is: none is demanded, it is right, or it is wrong in this way. */
export type Judged = 'none' | 'valid' | 'missing' | 'malformed' | 'other-credential' | 'other-timestamp' | 'wrong';

const judges: Readonly<Record<string, (judging: Judging) => Judged>> = { ytx: ytxSignature, xylink: xylinkSignature };

/** What a signature is, recomputed over the request as it went out: `valid`, `none`, or `tampered:<how>`. */
export function signatureIn(
  asked: Asked,
  step: number,
  { setting, signSecrets }: Pick<Judging, 'setting' | 'signSecrets'>,
): string {
  const { file, contractCase } = setting;
  const skew = contractCase.given?.clockSkew;
  const clientTime = asked.at + (skew === undefined ? 0 : durationMs(skew));
  const judged = judges[file.provider]?.({ asked, setting, signSecrets, clientTime }) ?? 'none';
  if (judged === 'none' || judged === 'valid') return judged;
  return `tampered:${judged === 'wrong' ? alteredBy(contractCase.when[step - 1]?.tamper ?? {}) : judged}`;
}

/** Where nothing can be recomputed, the case says what was done to the request after it was signed. */
function alteredBy(tamper: Tamper): string {
  const { path, query, rename, headers, method, body, bodyBase64, fields } = tamper;
  const parts: readonly (readonly [string, unknown])[] = [
    ['path', path],
    ['query', query ?? rename],
    ['header', headers],
    ['method', method],
    ['body', body ?? bodyBase64 ?? fields],
  ];
  const [part] = parts.find(([, change]) => change !== undefined) ?? [];
  return part === undefined ? 'unknown' : `${part}-altered`;
}
