import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Buffer } from 'node:buffer';
import { requestFrom } from './request.mjs';

/** A connection stays open however long the tests think: one that closes as it is used again fails the request. */
const patient = { keepAliveTimeout: 0 };

/** Serves the providers themselves. */
export const providerServer = (providers) =>
  createServer(patient, (incoming, outgoing) => {
    void answer(providers, incoming, outgoing).catch(() => send(outgoing, pageOf(500)));
  });

/** What is before a provider, and what it says when it is out of order. */
const pageOf = (status) => ({ status, contentType: 'text/html', body: `<html><body>${status}</body></html>\n` });

const spoiling = {
  502: (outgoing) => send(outgoing, pageOf(502)),
  reset: (outgoing) => outgoing.socket.resetAndDestroy(),
  hang: () => undefined,
};

async function answer(providers, incoming, outgoing) {
  const { reply, how } = providers.ask(await requestFrom(incoming));
  if (reply === undefined) return spoiling[how](outgoing);
  if (how !== undefined) await wait(Number(how.slice('slow:'.length)));
  return send(outgoing, reply);
}

function send(outgoing, { status, contentType, body }) {
  const bytes = Buffer.from(body);
  const type = contentType === undefined ? {} : { 'Content-Type': contentType };
  outgoing.writeHead(status, { ...type, 'Content-Length': bytes.length }).end(bytes);
}

/** Serves those who test with the providers: what was booked and asked, and how they are to behave from now on. */
export const adminServer = (providers, stop) =>
  createServer(patient, (incoming, outgoing) => {
    void administer(providers, stop, incoming)
      .then((value) => send(outgoing, jsonOf(200, value ?? {})))
      .catch((error) => send(outgoing, jsonOf(400, { error: error.message })));
  });

const jsonOf = (status, value) => ({ status, contentType: 'application/json', body: JSON.stringify(value) });

async function administer(providers, stop, incoming) {
  const { method, path, body } = await requestFrom(incoming);
  const tasks = {
    'GET /__bookings': () => providers.bookings(),
    'GET /__known': () => providers.known(),
    'GET /__log': () => providers.log(),
    'POST /__configure': () => providers.configure(JSON.parse(body.toString('utf8'))),
    'POST /__reset': () => providers.reset(),
    'POST /__stop': stop,
  };
  const task = tasks[`${method} ${path}`];
  if (task === undefined) throw new TypeError(`no such task: ${method} ${path}`);
  return task();
}
