import { text } from '../suite/entity.js';
import { readSignature, signatureOneMatches } from '../xylink/signing-one.js';
import { signTwoMatches } from '../xylink/signing-two.js';
import type { Judged, Judging } from './signature.js';

/** Judges a 2.0 signature where the request has headers of one, else the 1.0 signature of its query. Logins have neither. */
export function xylinkSignature(judging: Judging): Judged {
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
