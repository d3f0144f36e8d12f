import { performance } from 'node:perf_hooks';
import { bookingsIn, begun } from './state.mjs';
import { configured, ordinary } from './configuration.mjs';
import { faultsOf, saidOf } from './faults.mjs';
import { refusalReply } from './replies.mjs';
import { checkNames } from './all-checks.mjs';
import { askXylink, read, xylinkOperations } from './xylink.mjs';
import { askYtx, ytxOperations } from './ytx.mjs';

const asks = { ytx: askYtx, xylink: askXylink };

/** The operations and checks that there are here; the contracts may have more. */
const known = {
  operations: { ytx: ytxOperations, xylink: xylinkOperations },
  checks: [...checkNames],
};

/** Both providers: what they know, how they behave, and what they were asked. */
export function providers(started) {
  let configuration = configured(ordinary, started);
  let state = begun(configuration.world);
  let faults = faultsOf(configuration);
  let log = [];
  const now = () => (configuration.now === undefined ? Date.now() : new Date(configuration.now).getTime());
  const realNow = () => performance.timeOrigin + performance.now();

  return {
    /** Behaves so, and else as it was started. A world begins everything anew. Faults count from now. */
    configure(given) {
      configuration = configured({ ...ordinary, ...started }, given);
      faults = faultsOf(configuration);
      if (given.world !== undefined) state = begun(configuration.world);
    },
    /** Everything that was booked, done and asked is forgotten. */
    reset() {
      state = begun(configuration.world);
      faults = faultsOf(configuration);
      log = [];
    },
    known: () => known,
    bookings: () => bookingsIn(state, now()),
    log: () => log,
    /** The reply to a request, and `how` it is spoilt, which is for the server to do. */
    ask(request) {
      const provider = /^\/(api\/rest|admin)\//.test(request.path) ? 'xylink' : 'ytx';
      const seen = { at: realNow(), provider, method: request.method, path: request.path };
      log.push(seen);
      const spoilt = faults.next(provider, seen.at);
      if (spoilt?.how in saidOf) return { reply: failingReply(provider, spoilt.how) };
      // What never comes to an answer was never done.
      if (spoilt !== undefined && !spoilt.how.startsWith('slow:')) return spoilt;
      const { operation, reply } = asks[provider](request, { state, now: now(), configuration });
      Object.assign(seen, { operation, status: reply.status });
      return { reply, how: spoilt?.how };
    },
  };

  function failingReply(provider, how) {
    const reply = refusalReply(provider, saidOf[how][provider]);
    return provider === 'xylink' ? read(reply, configuration.reads.xylink) : reply;
  }
}
