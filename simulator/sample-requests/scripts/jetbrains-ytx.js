// Sign is the MD5 of account, token and timestamp; Authorization is the base64 of account and timestamp.
const hour = 60 * 60 * 1000;
// The provider reads times at +08:00.
const chinaTime = (instant) => new Date(instant + 8 * hour).toISOString();
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const base64 = (text) => {
  const bits = Array.from(text, (char) => char.charCodeAt(0).toString(2).padStart(8, '0')).join('');
  const sextets = bits.match(/.{1,6}/g).map((sextet) => digits[parseInt(sextet.padEnd(6, '0'), 2)]);
  return sextets.join('') + '='.repeat((4 - (sextets.length % 4)) % 4);
};

const accountSID = request.environment.get('accountSID');
const authToken = request.environment.get('authToken');
const timestamp = chinaTime(Date.now()).replace(/\D/g, '').slice(0, 14);
const bookingTime = chinaTime(Date.now() + 31 * 24 * hour);

const sign = crypto.md5().updateWithText(accountSID + authToken + timestamp);
request.variables.set('sign', sign.digest().toHex());
request.variables.set('authorization', base64(`${accountSID}|${timestamp}`));
request.variables.set('bookingTime', bookingTime.slice(0, 16).replace('T', ' '));
