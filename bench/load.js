// The load generator's process: 32 kept-alive connections that send the signed requests in turn.
import autocannon from 'autocannon';
import { answering } from './answering.js';
import { percentile } from './statistics.js';
import { isSuccess, signedRequests } from './traffic.js';
import { groupsOpen, meetingStatus } from './xylink-traffic.js';

const connections = 32;

/** The kinds of traffic, and the expected reply of each. */
const traffics = {
  createMeeting: { requests: signedRequests, status: 200, isExpected: isSuccess },
  meetingStatus,
  groupsOpen,
};

/** Loads a port for some seconds, or with a number of requests; any other than the expected reply is an error. */
async function load({ port, seconds, amount, traffic = 'createMeeting' }) {
  const { requests, status: wanted, isExpected } = traffics[traffic];
  const took = [];
  const strange = [];
  let otherStatus = 0;
  const began = process.hrtime.bigint();
  const cpuBefore = process.cpuUsage();
  const { errors, timeouts, mismatches } = await fire(
    {
      url: `http://127.0.0.1:${port}`,
      connections,
      requests: requests(),
      verifyBody(body) {
        if (isExpected(body)) return true;
        strange.push(body);
        return false;
      },
      ...(amount === undefined ? { duration: seconds } : { amount }),
    },
    (status, milliseconds) => {
      if (status !== wanted) otherStatus += 1;
      took.push(milliseconds);
    },
  );
  if (errors + timeouts + otherStatus + mismatches > 0) {
    const counts = JSON.stringify({ errors, timeouts, otherStatus, mismatches });
    throw new Error(
      `not every reply to ${traffic} was as expected: ${counts}; the first other: ${strange[0] ?? 'none'}`,
    );
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

/** Autocannon's own percentiles are whole milliseconds, too coarse here: each reply's status and time are handed to `onReply`. */
function fire(options, onReply) {
  return new Promise((resolve, reject) => {
    const instance = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    instance.on('response', (_client, status, _bytes, milliseconds) => onReply(status, milliseconds));
  });
}

answering({ load });
