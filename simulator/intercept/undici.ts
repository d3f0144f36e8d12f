import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers';
import type * as Undici from 'undici';
import type { Agent, Dispatcher } from 'undici';
import type { MemorySocket } from '../http/memory-connection.js';
import { findRoute, type Responder } from './responders.js';

/** Where undici keeps its global dispatcher, up to version 7 and from version 8 on. */
const places = [Symbol.for('undici.globalDispatcher.1'), Symbol.for('undici.globalDispatcher.2')];

/**
 * Intercepts the requests that undici sends through its global dispatcher. The returned function puts the former one back,
 * unless the program has set another since.
 */
export function interceptUndici(): () => void {
  // Not before: it sets a global dispatcher if the process has none.
  const { Agent } = createRequire(import.meta.url)('undici') as typeof Undici;
  // Connections stay open for further requests, so each responder has its own.
  const agents = new Map<Responder, Agent>();
  const agentOf = (responder: Responder): Agent => {
    const agent = agents.get(responder) ?? agentWith(Agent, (hostname) => responder.connect(hostname));
    agents.set(responder, agent);
    return agent;
  };
  const dispatcherFor = (options: Dispatcher.DispatchOptions, former: Dispatcher): Dispatcher => {
    const { method, origin = '' } = options;
    const route = findRoute({ method, origin: URL.canParse(String(origin)) ? new URL(origin).origin : '' });
    switch (route.to) {
      case 'simulator':
        return agentOf(route.responder);
      case 'network':
        return former;
      case 'error':
        return agentWith(Agent, () => route.error);
    }
  };
  const ends = places.map((place) => replaceDispatcher(place, dispatcherFor));
  return () => {
    for (const end of ends) end();
    for (const agent of agents.values()) void agent.destroy();
  };
}

type FindDispatcher = (options: Dispatcher.DispatchOptions, former: Dispatcher) => Dispatcher;

function replaceDispatcher(place: symbol, find: FindDispatcher): () => void {
  const former = Reflect.get(globalThis, place) as Dispatcher | undefined;
  if (former === undefined) return () => undefined;
  let isOver = false;
  const dispatch: Dispatcher['dispatch'] = (options, handler) =>
    (isOver ? former : find(options, former)).dispatch(options, handler);
  const ours = new Proxy(former, {
    get: (target, key) => (key === 'dispatch' ? dispatch : (Reflect.get(target, key) as unknown)),
  });
  Reflect.set(globalThis, place, ours);
  return () => {
    isOver = true;
    if (Reflect.get(globalThis, place) === ours) Reflect.set(globalThis, place, former);
  };
}

/** An agent with connections of its own, or whose every request fails with an error. */
const agentWith = (AgentClass: typeof Agent, open: (hostname: string) => MemorySocket | Error): Agent =>
  new AgentClass({
    connect({ hostname }, connected) {
      // Not at once: undici expects a connection to take time.
      setImmediate(() => {
        const opened = open(hostname);
        const result = opened instanceof Error ? [opened, null] : [null, opened];
        connected(...(result as unknown as Parameters<typeof connected>));
      });
    },
  });
