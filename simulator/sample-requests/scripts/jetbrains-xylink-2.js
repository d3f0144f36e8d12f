// By 2.0: method, headers, path with query, MD5 of the body, and the secret of a login. Send appToken first.
const method = 'METHOD';
const url = request.url.tryGetSubstituted().replace(/[^!-~]+/gu, encodeURIComponent);
const body = request.body.tryGetSubstituted() || '';
const timestamp = String(Date.now());
const nonce = `${timestamp}-${Math.floor(Math.random() * 1e9)}`;
const headers = [
  `x-xy-clientid=${request.environment.get('clientId')}`,
  `x-xy-nonce=${nonce}`,
  'x-xy-signtype=HMAC_SHA256',
  `x-xy-timestamp=${timestamp}`,
];
const key = `${client.global.get('signSecret')}&`;
const target = url.slice(url.indexOf('/api/'));
const bodyDigest = crypto
  .md5()
  .updateWithText(body.trim() === '' ? '' : body)
  .digest()
  .toHex();
const text = [method, headers.join('&'), target, bodyDigest, key].join('\n');

const hmac = crypto.hmac.sha256().withTextSecret(key);
request.variables.set('timestamp', timestamp);
request.variables.set('nonce', nonce);
request.variables.set('sign', hmac.updateWithText(text).digest().toHex().toUpperCase());
