import { createRequire } from 'node:module';
import type { MemorySocket } from '../http/memory-connection.js';
import type { Destination, FindRoute, Responder, Route } from './responders.js';

/** What is used of undici, of version 6 and later; it is an optional peer. */
interface Undici {
  readonly Agent: new (options: { readonly connect: Connect }) => Agent;
  getGlobalDispatcher(): Dispatcher;
  setGlobalDispatcher(dispatcher: Dispatcher): void;
}

interface Dispatcher {
  dispatch(options: Dispatched, handler: object): boolean;
}

interface Agent extends Dispatcher {
  destroy(): Promise<void>;
}

interface Dispatched {
  readonly origin?: string | URL;
  readonly method?: string;
}

type Connect = (
  to: { readonly hostname: string },
  connected: (error: Error | null, socket: MemorySocket | null) => void,
) => void;

/**
 * Intercepts the requests that undici sends through its global dispatcher. The returned function puts the former one back,
 * unless the program has set another since.
 */
export function interceptUndici(findRoute: FindRoute): () => void {
  const undici = loadUndici();
  if (undici === undefined) return () => undefined;
  const { Agent } = undici;
  const former = undici.getGlobalDispatcher();
  // Connections stay open for further requests, so each responder has its own.
  const agents = new Map<Responder, Agent>();
  const agentOf = (responder: Responder): Agent => {
    const agent =
      agents.get(responder) ??
      new Agent({
        connect({ hostname }, connected) {
          // Not at once: undici expects a connection to take time.
          setImmediate(() => {
            connected(null, responder.connect(hostname));
          });
        },
      });
    agents.set(responder, agent);
    return agent;
  };
  let isOver = false;
  const dispatch = (options: Dispatched, handler: object): boolean => {
    const route: Route = isOver ? network : findRoute(destinationOf(options));
    switch (route.to) {
      case 'simulator':
        return agentOf(route.responder).dispatch(options, handler);
      case 'network':
        return former.dispatch(options, handler);
      case 'error':
        return failing(Agent, route.error).dispatch(options, handler);
    }
  };
  const ours = new Proxy(former, {
    get: (target, key) => (key === 'dispatch' ? dispatch : (Reflect.get(target, key) as unknown)),
  });
  undici.setGlobalDispatcher(ours);
  return () => {
    isOver = true;
    if (undici.getGlobalDispatcher() === ours) undici.setGlobalDispatcher(former);
    for (const agent of agents.values()) void agent.destroy();
  };
}

const network: Route = { to: 'network' };

const destinationOf = ({ method = 'GET', origin = '' }: Dispatched): Destination => ({
  method,
  origin: URL.canParse(String(origin)) ? new URL(origin).origin : '',
});

/** An agent whose every request fails with this error. */
const failing = (Agent: Undici['Agent'], error: Error): Agent =>
  new Agent({
    connect(_to, connected) {
      setImmediate(connected, error, null);
    },
  });

function loadUndici(): Undici | undefined {
  const require = createRequire(import.meta.url);
  try {
    return require('undici') as Undici;
  } catch {
    return undefined;
  }
}
