// The load generator's process: 32 kept-alive connections that send the signed requests in turn.
import autocannon from 'autocannon';
import { answering } from './answering.js';
import { percentile } from './statistics.js';
import { isSuccess, signedRequests } from './traffic.js';

const connections = 32;

/** Loads a port for so many seconds, or with so many requests; anything but a success is an error. */
async function load({ port, seconds, amount }) {
  const took = [];
  const refusals = [];
  const began = process.hrtime.bigint();
  const cpuBefore = process.cpuUsage();
  const { errors, timeouts, non2xx, mismatches } = await fire(
    {
      url: `http://127.0.0.1:${port}`,
      connections,
      requests: signedRequests(),
      verifyBody(body) {
        if (isSuccess(body)) return true;
        refusals.push(body);
        return false;
      },
      ...(amount === undefined ? { duration: seconds } : { amount }),
    },
    (milliseconds) => took.push(milliseconds),
  );
  if (errors + timeouts + non2xx + mismatches > 0) {
    const counts = JSON.stringify({ errors, timeouts, non2xx, mismatches });
    throw new Error(`not every request succeeded: ${counts}; the first refusal: ${refusals[0] ?? 'none'}`);
  }
  const lasted = Number(process.hrtime.bigint() - began) / 1e9;
  const { user, system } = process.cpuUsage(cpuBefore);
  const sorted = Float64Array.from(took).sort();
  return {
    requests: sorted.length,
    perSecond: sorted.length / lasted,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    generatorBusy: (user + system) / 1e6 / lasted,
  };
}

/** Autocannon's own percentiles are whole milliseconds, too coarse here: each reply's time is handed to `onReply`. */
function fire(options, onReply) {
  return new Promise((resolve, reject) => {
    const instance = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    instance.on('response', (_client, _status, _bytes, milliseconds) => onReply(milliseconds));
  });
}

answering({ load });
