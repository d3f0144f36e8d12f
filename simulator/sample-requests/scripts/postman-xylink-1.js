// Signs a request to XYLink by 1.0: method, path, sorted query and the hash of the body's first 100 bytes.
const cryptoJs = require('crypto-js');

const keyOf = (pair) => pair.split('=', 1)[0];
const byKey = (one, other) => (keyOf(one) === keyOf(other) ? 0 : keyOf(one) < keyOf(other) ? -1 : 1);

// As Postman sends them: with the values of the variables, and with spaces and Chinese in the URL percent-encoded.
const url = pm.variables.replaceIn(pm.request.url.toString()).replace(/[^!-~]+/gu, encodeURIComponent);
const body = pm.variables.replaceIn(String(pm.request.body || ''));

const [whole, query = ''] = url.split('?');
const path = whole.replace(/^.*\/api\/rest\/external\/v[0-9]{1,2}\//, '');
const pairs = query
  .split('&')
  .filter((pair) => pair !== '' && keyOf(pair) !== 'signature')
  .sort(byKey);

const bytes = cryptoJs.enc.Utf8.parse(body.trim() === '' ? '' : body);
bytes.sigBytes = Math.min(bytes.sigBytes, 100);
bytes.clamp();
const bodyHash = cryptoJs.enc.Base64.stringify(cryptoJs.SHA256(bytes));

const text = [pm.request.method, path, pairs.join('&'), bodyHash].join('\n');
const signature = cryptoJs.HmacSHA256(text, pm.variables.replaceIn('{{enterpriseToken}}'));
pm.variables.set('signature', encodeURIComponent(cryptoJs.enc.Base64.stringify(signature)));
