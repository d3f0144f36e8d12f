import type { Tamper } from '../suite/case.js';
import { text } from '../suite/references.js';
import type { Entity } from '../suite/target.js';
import { durationMs } from '../durations.js';
import { readSignature, signatureOneMatches } from '../xylink/signing-scheme1.js';
import { signTwoMatches } from '../xylink/signing-scheme2.js';
import { timestampOf } from '../ytx/china-time.js';
import { readAuthorization, signMatches } from '../ytx/signing.js';
import type { Asked, Setting } from './capture.js';

/** What is known when a signature is judged. */
interface Judging {
  readonly asked: Asked;
  readonly setting: Setting;
  /** The secrets by which 2.0 signs, as logins gave them. */
  readonly signSecrets: readonly string[];
  /** What the client's own clock showed, ms since the epoch. */
  readonly clientTime: number;
}

/** How a signature came to be what it is: none is demanded, it is right, or it is wrong in this way. */
type Judged = 'none' | 'valid' | 'missing' | 'malformed' | 'other-credential' | 'other-timestamp' | 'wrong';

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
  return `tampered:${judged === 'wrong' ? alteredPart(contractCase.when[step - 1]?.tamper ?? {}) : judged}`;
}

/** Where nothing can be recomputed, the case says what was done to the request after it was signed. */
function alteredPart(tamper: Tamper): string {
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

/** Judges the `Sign` of a request, in whichever case the parameter is written. */
function ytxSignature(judging: Judging): Judged {
  const sign = firstIn(judging.asked.url, /[?&]sign=([^&#]*)/i);
  if (sign === undefined) return 'missing';
  return /^[0-9a-f]{32}$/i.test(sign) ? judgeSign(sign, judging) : 'malformed';
}

function judgeSign(sign: string, { asked, setting, clientTime }: Judging): Judged {
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

/** Judges a 2.0 signature where the request has headers of one, else the 1.0 signature of its query. Logins have neither. */
function xylinkSignature(judging: Judging): Judged {
  const { headers, url } = judging.asked;
  if (/\/admin\/login\//.test(url)) return 'none';
  return headers['x-xy-sign'] === undefined ? signatureOne(judging) : signatureTwo(judging, headers['x-xy-sign']);
}

function signatureOne({ asked, setting }: Judging): Judged {
  const signature = /[?&]signature=([^&#]*)/.exec(asked.url)?.[1];
  if (signature === undefined) return 'missing';
  if (!/^[A-Za-z0-9+/]{43}=$/.test(readSignature(signature))) return 'malformed';
  const enterpriseId = /[?&]enterpriseId=([^&#]*)/.exec(asked.url)?.[1] ?? '';
  const enterprises = Object.values(setting.cast).filter((entity) => text(entity, 'token') !== '');
  const isBy = (token: string): boolean =>
    token !== '' && signatureOneMatches(signature, { ...asked, target: targetOf(asked.url) }, token);
  const own = enterprises.find((entity) => text(entity, 'enterpriseId') === enterpriseId);
  if (isBy(text(own, 'token'))) return 'valid';
  const others = [...enterprises, setting.contractCase.given?.credentials];
  return others.some((entity) => isBy(text(entity, 'token'))) ? 'other-credential' : 'wrong';
}

function signatureTwo({ asked, signSecrets }: Judging, sign: string): Judged {
  if (!/^(?:[0-9A-F]{32}|[0-9A-F]{64})$/.test(sign)) return 'malformed';
  const { headers, method, body, url } = asked;
  const signed = {
    clientId: headers['x-xy-clientid'],
    nonce: headers['x-xy-nonce'],
    signType: headers['x-xy-signtype'],
    timestamp: headers['x-xy-timestamp'],
  };
  const request = { method, body, target: targetOf(url), headers: signed };
  return signSecrets.some((secret) => signTwoMatches(sign, request, secret)) ? 'valid' : 'wrong';
}

/** What goes over the wire behind the method. */
const targetOf = (url: string): string => url.replace(/^[a-z]+:\/\/[^/]*/, '');
