import type { HttpRequestEventMap, Interceptor } from '@mswjs/interceptors';

/** A request that a client sends, and how to answer it. */
export type RequestEvent = HttpRequestEventMap['request'][0];

type HttpInterceptor = Interceptor<HttpRequestEventMap>;
/** Returns whether it has answered the request. */
type AnswerRequest = (event: RequestEvent) => Promise<boolean>;
type TakeRequest = (event: RequestEvent) => Promise<void>;

/** A kind of interceptor; the process has one of each kind, under its symbol. */
interface Kind {
  readonly symbol: symbol;
  create(): HttpInterceptor;
}

/**
 * Listens to the requests of the interceptor of this kind, which nock, MSW and this package share: that which runs, or a new
 * one. Returns how to stop.
 *
 * An interceptor that is disposed takes the listeners of all others with it, so one that others listen to stays until they
 * have gone, and when another package disposes its own, a new one continues.
 */
export function listenToRequests(kind: Kind, answer: AnswerRequest): () => void {
  const listener: TakeRequest = async (event) => {
    // The interceptor continues with the answer, and never calls those that listen after this one.
    if (await answer(event)) await new Promise(() => undefined);
  };
  let isOver = false;
  let stop: () => void = () => undefined;
  const join = (): void => {
    if (isOver) return;
    const running = runningOf(kind);
    if (running === undefined) stop = listenToNew(kind, listener);
    else stop = listenToRunning(running, listener, join);
  };
  join();
  return () => {
    isOver = true;
    stop();
  };
}

/** Calls `act` when the interceptor of another package that runs now has been disposed; not at all if none runs. */
export function onDisposal(kind: Pick<Kind, 'symbol'>, act: () => void): void {
  const running = runningOf(kind);
  if (running !== undefined) internalsOf(running).subscriptions.push(act);
}

const runningOf = ({ symbol }: Pick<Kind, 'symbol'>): HttpInterceptor | undefined =>
  Reflect.get(globalThis, symbol) as HttpInterceptor | undefined;

/** What this file uses of an interceptor beyond its public methods. */
interface Internals {
  /** Not `on` and `off`: they keep to the emitter of another interceptor that ran when this one was applied before. */
  readonly emitter: Emitter;
  /** What runs when it is disposed. */
  readonly subscriptions: (() => void)[];
}

interface Emitter {
  on(event: 'request', listener: TakeRequest): void;
  on(event: 'removeListener', listener: () => void): void;
  off(event: 'request', listener: TakeRequest): void;
  listenerCount(event: 'request'): number;
}

const internalsOf = (interceptor: HttpInterceptor): Internals => interceptor as unknown as Internals;

function listenToRunning(running: HttpInterceptor, listener: TakeRequest, join: () => void): () => void {
  const { emitter, subscriptions } = internalsOf(running);
  emitter.on('request', listener);
  // The last part of a disposal puts back nothing that ours needs.
  subscriptions.push(join);
  return () => {
    emitter.off('request', listener);
    if (subscriptions.includes(join)) subscriptions.splice(subscriptions.indexOf(join), 1);
  };
}

function listenToNew(kind: Kind, listener: TakeRequest): () => void {
  const own = kind.create();
  let isUsed = true;
  own.apply();
  const { emitter } = internalsOf(own);
  emitter.on('request', listener);
  const release = (): void => {
    // Another package that shared it, and is disposed, has removed it from its place.
    Reflect.set(globalThis, kind.symbol, own);
    if (!isUsed && emitter.listenerCount('request') === 0) {
      own.dispose();
      leadElsewhere(own, kind);
    }
  };
  emitter.on('removeListener', release);
  return () => {
    isUsed = false;
    emitter.off('request', listener);
  };
}

/**
 * An interceptor of another package that once joined ours adds its listeners to it for ever, even when it runs by itself
 * later. So what ours gets after its end goes to the one that runs then.
 */
function leadElsewhere(own: HttpInterceptor, kind: Kind): void {
  const { emitter } = internalsOf(own);
  const get = (): Emitter => {
    const running = runningOf(kind);
    return running === undefined || running === own ? emitter : internalsOf(running).emitter;
  };
  Object.defineProperty(own, 'emitter', { get });
}
