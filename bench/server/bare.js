// The measure: a bare `node:http` server that does by hand, and for one call only, the work that the simulator does.
import { Buffer } from 'node:buffer';
import { hash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { accountSID, appid, authToken } from '../traffic.js';
import { serving } from './serving.js';

const day = 24 * 60 * 60 * 1000;
const meetingsKept = 10_000;
const exchangesKept = 1_000;

const schemaFile = new URL('../../contracts/ytx/create-meeting/request.schema.json', import.meta.url);
const fits = new Ajv2020({ strict: true, strictRequired: false }).compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

const accounts = new Map([[accountSID, { accountSID, authToken, made: 0 }]]);
const applications = new Map([[appid, { appid, account: accountSID, number: '01000000100' }]]);
const meetings = new Map();
const exchanges = new Array(exchangesKept);
let asked = 0;
let seed = 42;

const digits = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return String(seed % 1_000_000).padStart(6, '0');
};

const shape = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

function isCurrent(timestamp, now) {
  const parts = shape.exec(timestamp);
  if (parts === null) return false;
  const at = Date.UTC(+parts[1], parts[2] - 1, +parts[3], parts[4] - 8, +parts[5], +parts[6]);
  return Math.abs(now - at) <= day;
}

function signIsRight(given, { authToken: token }, timestamp) {
  const right = Buffer.from(hash('md5', accountSID + token + timestamp), 'latin1');
  const sign = Buffer.from(given.toLowerCase(), 'latin1');
  return sign.length === right.length && timingSafeEqual(sign, right);
}

function answerTo({ url, headers }, body, now) {
  const [, sid = '', sign = ''] = /\/sid\/([^/]+)\/call\/TeleMeeting\.wx\?Sign=([^&]*)/.exec(url) ?? [];
  const claim = Buffer.from(headers.authorization ?? '', 'base64').toString();
  const bar = claim.indexOf('|');
  const timestamp = claim.slice(bar + 1);
  const account = accounts.get(sid);
  if (account === undefined || claim.slice(0, bar) !== sid || !isCurrent(timestamp, now)) return refused('-200');
  if (!signIsRight(sign, account, timestamp)) return refused('-203');
  const asks = parsed(body);
  if (asks === undefined || !fits(asks)) return refused('-110');
  const application = applications.get(asks.appid);
  if (application?.account !== sid) return refused('-205');
  return { statusCode: '0', statusMsg: made(account, application, { asks, now }) };
}

const refused = (statusCode) => ({ statusCode, statusMsg: 'refused' });

function parsed(body) {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function made(account, { appid: of, number: meetcallerid }, { asks, now }) {
  account.made += 1;
  const meid = String(account.made).padStart(3, '0');
  const shown = { meid, mepwd: digits(), meetcallerid };
  const { meetingname, creator, parties } = asks;
  meetings.set(`${account.accountSID}/${meid}`, { ...shown, of, meetingname, creator, parties, startsAt: now });
  const oldest = String(account.made - meetingsKept).padStart(3, '0');
  meetings.delete(`${account.accountSID}/${oldest}`);
  return shown;
}

function serve(request, response, body) {
  const { method, url, rawHeaders } = request;
  const at = Date.now();
  const reply = Buffer.from(JSON.stringify(answerTo(request, body, at)));
  response.writeHead(200, ['Content-Type', 'application/json;charset=utf-8', 'Content-Length', String(reply.length)]);
  response.end(reply);
  exchanges[asked % exchangesKept] = { at, method, url, rawHeaders, body, reply };
  asked += 1;
}

// Node adds the Date header by itself.
const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => serve(request, response, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
});
server.listen(0, '127.0.0.1', () => serving(server.address().port));
