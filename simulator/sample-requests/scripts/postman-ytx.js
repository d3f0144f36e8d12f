// Signs a request to YTX: Sign is the MD5 of account, token and timestamp; Authorization names account and timestamp.
const cryptoJs = require('crypto-js');

const hour = 60 * 60 * 1000;
const textOf = (name) => pm.variables.replaceIn(`{{${name}}}`);
// The provider reads times at +08:00.
const chinaTime = (instant) => new Date(instant + 8 * hour).toISOString();

const accountSID = textOf('accountSID');
const timestamp = chinaTime(Date.now()).replace(/\D/g, '').slice(0, 14);
const claim = cryptoJs.enc.Utf8.parse(`${accountSID}|${timestamp}`);

pm.variables.set('sign', cryptoJs.MD5(accountSID + textOf('authToken') + timestamp).toString());
pm.variables.set('authorization', cryptoJs.enc.Base64.stringify(claim));
pm.variables.set(
  'bookingTime',
  chinaTime(Date.now() + 31 * 24 * hour)
    .slice(0, 16)
    .replace('T', ' '),
);
