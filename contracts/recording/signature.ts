import type { Tamper } from '../suite/case.js';
import { text } from '../suite/references.js';
import type { Entity } from '../suite/target.js';
import { durationMs } from '../durations.js';
import { readSignature, signatureOneMatches } from '../xylink/signing-scheme1.js';
import { signTwoMatches } from '../xylink/signing-scheme2.js';
import { timestampOf } from '../ytx/china-time.js';
import { readAuthorization, signMatches } from '../ytx/signing.js';
import type { CapturedRequest, Setting } from './capture.js';

/** The input for verifying a signature. */
interface SignatureInput {
  readonly asked: CapturedRequest;
  readonly setting: Setting;
  /** The secrets of 2.0 signatures, from the replies to logins. */
  readonly signSecrets: readonly string[];
  /** The time of the client's own clock, ms since the epoch. */
  readonly clientTime: number;
}

/** The verdict on a signature: not required, valid, or how it is wrong. */
type SignatureVerdict = 'none' | 'valid' | 'missing' | 'malformed' | 'other-credential' | 'other-timestamp' | 'wrong';

const verifiers: Readonly<Record<string, (input: SignatureInput) => SignatureVerdict>> = {
  ytx: ytxSignature,
  xylink: xylinkSignature,
};

/** Recomputes a signature over the request that was sent: `valid`, `none`, or `tampered:<how>`. */
export function signatureIn(
  asked: CapturedRequest,
  step: number,
  { setting, signSecrets }: Pick<SignatureInput, 'setting' | 'signSecrets'>,
): string {
  const { file, contractCase } = setting;
  const skew = contractCase.given?.clockSkew;
  const clientTime = asked.at + (skew === undefined ? 0 : durationMs(skew));
  const verdict = verifiers[file.provider]?.({ asked, setting, signSecrets, clientTime }) ?? 'none';
  if (verdict === 'none' || verdict === 'valid') return verdict;
  return `tampered:${verdict === 'wrong' ? alteredPart(contractCase.when[step - 1]?.tamper ?? {}) : verdict}`;
}

/** A wrong signature does not show its cause; the case names the part that was altered after signing. */
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

/** Verifies the `Sign` of a request; the parameter's name may be in any case. */
function ytxSignature(input: SignatureInput): SignatureVerdict {
  const sign = firstIn(input.asked.url, /[?&]sign=([^&#]*)/i);
  if (sign === undefined) return 'missing';
  return /^[0-9a-f]{32}$/i.test(sign) ? verifySign(sign, input) : 'malformed';
}

function verifySign(sign: string, { asked, setting, clientTime }: SignatureInput): SignatureVerdict {
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

/** Verifies the 2.0 signature if the request has its header, or the 1.0 signature of its query. Logins have neither. */
function xylinkSignature(input: SignatureInput): SignatureVerdict {
  const { headers, url } = input.asked;
  if (/\/admin\/login\//.test(url)) return 'none';
  return headers['x-xy-sign'] === undefined ? signatureOne(input) : signatureTwo(input, headers['x-xy-sign']);
}

function signatureOne({ asked, setting }: SignatureInput): SignatureVerdict {
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

function signatureTwo({ asked, signSecrets }: SignatureInput, sign: string): SignatureVerdict {
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

/** The request target of HTTP: path and query. */
const targetOf = (url: string): string => url.replace(/^[a-z]+:\/\/[^/]*/, '');
