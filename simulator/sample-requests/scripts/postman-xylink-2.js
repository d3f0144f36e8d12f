// Signs a request to XYLink by 2.0: method, headers, path with query, MD5 of the body, and the secret of a login.
const cryptoJs = require('crypto-js');

const textOf = (name) => pm.variables.replaceIn(`{{${name}}}`);

// As Postman sends them: with the values of the variables, and with spaces and Chinese in the URL percent-encoded.
const url = pm.variables.replaceIn(pm.request.url.toString()).replace(/[^!-~]+/gu, encodeURIComponent);
const body = pm.variables.replaceIn(String(pm.request.body || ''));

const timestamp = String(Date.now());
const nonce = cryptoJs.lib.WordArray.random(16).toString();
const headers = [
  `x-xy-clientid=${textOf('clientId')}`,
  `x-xy-nonce=${nonce}`,
  'x-xy-signtype=HMAC_SHA256',
  `x-xy-timestamp=${timestamp}`,
];
const key = `${textOf('signSecret')}&`;
const target = url.slice(url.indexOf('/api/'));
const bodyDigest = cryptoJs.MD5(body.trim() === '' ? '' : body).toString();
const text = [pm.request.method, headers.join('&'), target, bodyDigest, key].join('\n');

pm.variables.set('timestamp', timestamp);
pm.variables.set('nonce', nonce);
pm.variables.set('sign', cryptoJs.HmacSHA256(text, key).toString().toUpperCase());
