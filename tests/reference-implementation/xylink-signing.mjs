import { createHash, createHmac } from 'node:crypto';
import { Buffer } from 'node:buffer';

const nothing = Buffer.alloc(0);
/** A body of white space is signed as none. */
const asSigned = (body) => (/^\s*$/.test(body.toString('latin1')) ? nothing : body);

/** Signature 1.0 of a request, in base64: method, path without its prefix, sorted query, hash of the first 100 bytes. */
export function signatureOne({ method, path, query, body }, token) {
  const pairs = query
    .split('&')
    .filter((pair) => pair !== '' && !/^signature(=|$)/.test(pair))
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : Number(nameOf(one) > nameOf(other))));
  const bodyHash = createHash('sha256').update(asSigned(body).subarray(0, 100)).digest('base64');
  const lines = [method, path.replace(/^\/api\/rest\/external\/v\d+\//, ''), pairs.join('&'), bodyHash];
  return createHmac('sha256', token).update(lines.join('\n')).digest('base64');
}

const nameOf = (pair) => pair.slice(0, pair.indexOf('='));

/** The signature in a query, with the plus signs back that came as spaces; undefined when there is none. */
export function signatureIn(query) {
  const raw = parameterIn(query, 'signature');
  try {
    return raw && decodeURIComponent(raw).replaceAll(' ', '+');
  } catch {
    return undefined;
  }
}

/** A parameter's first value in a raw query. */
export const parameterIn = (query, name) =>
  query
    .split('&')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

const signedHeaders = ['x-xy-clientid', 'x-xy-nonce', 'x-xy-signtype', 'x-xy-timestamp'];

const ways = {
  MD5: (text) => createHash('md5').update(text),
  SHA256: (text) => createHash('sha256').update(text),
  HMAC_SHA256: (text, key) => createHmac('sha256', key).update(text),
};

/** Signature 2.0 of a request, in upper-case hex, by the algorithm that it names; undefined when that is unknown. */
export function signatureTwo({ method, headers, target, body }, signSecret) {
  const way = ways[headers['x-xy-signtype'] || 'MD5'];
  const headerLine = signedHeaders
    .filter((name) => headers[name])
    .map((name) => `${name}=${headers[name]}`)
    .join('&');
  const bodyHash = createHash('md5').update(asSigned(body)).digest('hex');
  const text = [method, headerLine, target, bodyHash, `${signSecret}&`].join('\n');
  return way?.(text, `${signSecret}&`).digest('hex').toUpperCase();
}
