// By 1.0: method, path, sorted query and the hash of the body's first 100 bytes.
const method = 'METHOD';
const url = request.url.tryGetSubstituted().replace(/[^!-~]+/gu, encodeURIComponent);
const body = request.body.tryGetSubstituted() || '';
const keyOf = (pair) => pair.split('=', 1)[0];
const byKey = (one, other) => (keyOf(one) === keyOf(other) ? 0 : keyOf(one) < keyOf(other) ? -1 : 1);
const hexOf = (text) =>
  encodeURIComponent(text).replace(/%(..)|./g, (char, hex) => hex || char.charCodeAt(0).toString(16));

const [whole, query = ''] = url.split('?');
const path = whole.replace(/^.*\/api\/rest\/external\/v[0-9]{1,2}\//, '');
const pairs = query.split('&').filter((pair) => pair !== '' && keyOf(pair) !== 'signature');
const bodyHash = crypto
  .sha256()
  .updateWithHex(hexOf(body.trim() === '' ? '' : body).slice(0, 200))
  .digest()
  .toBase64();
const text = [method, path, pairs.sort(byKey).join('&'), bodyHash].join('\n');

const hmac = crypto.hmac.sha256().withTextSecret(request.environment.get('enterpriseToken'));
request.variables.set('signature', encodeURIComponent(hmac.updateWithText(text).digest().toBase64()));
