import type { SpaceControl } from './control.js';
import type {
  CallbackAttempt,
  CallbackList,
  CheckName,
  EventName,
  ExchangeDiagnosis,
  JournalExchange,
  JournalPage,
  MatchingCallback,
  OperationName,
  ScenarioName,
  SinkList,
} from './generated.js';

/** Selects exchanges: all that is given must match. */
export interface ExchangeFilter {
  readonly operation?: OperationName;
  readonly refusedBy?: CheckName;
  readonly scenario?: ScenarioName;
  /** Only exchanges with a greater number. */
  readonly after?: number;
  /** Only exchanges with a smaller number. */
  readonly before?: number;
}

/** How long to wait in real time, an ISO 8601 duration of at most PT60S. Default: PT5S. */
export interface WaitOptions {
  readonly timeout?: string;
}

/** An exchange, with the reason if it was not accepted. */
export interface ExplainedExchange extends JournalExchange {
  /** Why it was refused, or is not modelled. */
  readonly diagnosis?: ExchangeDiagnosis;
  /** The same as text, as `understudy diagnose` prints it. */
  readonly diagnosisText?: string;
}

/** The journal of a space. */
export interface SpaceJournal {
  /** The latest exchanges that match; default: 50. */
  readonly list: (filter?: ExchangeFilter & { readonly limit?: number }) => Promise<JournalPage>;
  /** One exchange, with its diagnosis. */
  readonly get: (id: number) => Promise<ExplainedExchange>;
  /** The oldest exchange that matches, as soon as there is one. Rejects when the time is over. */
  readonly waitFor: (filter?: ExchangeFilter & WaitOptions) => Promise<ExplainedExchange>;
  readonly diagnose: (id: number, options?: { readonly language?: 'en' | 'zh' }) => Promise<ExchangeDiagnosis>;
  readonly clear: () => Promise<void>;
}

/** The journal of the space that `control` leads to. */
export function spaceJournal({ call, wait }: SpaceControl): SpaceJournal {
  const explain = async (exchange: JournalExchange): Promise<ExplainedExchange> => {
    if (isAccepted(exchange) || exchange.source === 'bug') return exchange;
    const path = `/journal/${exchange.id}/diagnosis`;
    // Not in turn: the reply is there, and later requests of this space need not wait.
    const [diagnosis, diagnosisText] = await Promise.all([
      wait<ExchangeDiagnosis>({ method: 'GET', path }),
      wait<string>({ method: 'GET', path: `${path}?form=text`, accept: 'text/plain' }),
    ]);
    return { ...exchange, diagnosis, diagnosisText };
  };
  return {
    list: (filter = {}) => call({ method: 'GET', path: '/journal', query: filter }),
    get: async (id) => explain(await call<JournalExchange>({ method: 'GET', path: `/journal/${id}` })),
    async waitFor(filter = {}) {
      const { exchanges } = await wait<JournalPage>({ method: 'GET', path: '/journal/wait', query: filter });
      const [exchange] = exchanges;
      if (exchange === undefined) throw new Error('the simulator answered without an exchange');
      return explain(exchange);
    },
    diagnose: (id, query = {}) => call({ method: 'GET', path: `/journal/${id}/diagnosis`, query }),
    clear: () => call({ method: 'DELETE', path: '/journal' }),
  };
}

/** Whether the provider accepted a request, or a scenario replied without refusing it. */
export const isAccepted = ({ source, refusedBy, refusal }: JournalExchange): boolean =>
  (source === 'provider' || source === 'scenario') && refusedBy === undefined && refusal === undefined;

/** Selects callbacks: all that is given must match. */
export interface CallbackFilter {
  readonly event?: EventName;
  /** The entity that the event is about. */
  readonly about?: string;
  /** A text in the body. */
  readonly contains?: string;
  /** The exchange that caused it. */
  readonly exchange?: number;
  /** Only events with a greater number. */
  readonly after?: number;
  readonly outcome?: CallbackAttempt['outcome'] | 'accepted' | 'not-accepted';
}

/** The callbacks of a space. */
export interface SpaceCallbacks {
  readonly list: (filter?: CallbackFilter & { readonly limit?: number }) => Promise<CallbackList>;
  /** The oldest delivery that matches, as soon as there is one; default outcome: accepted. Rejects when the time is over. */
  readonly waitFor: (filter?: CallbackFilter & WaitOptions) => Promise<CallbackAttempt>;
  /** The requests in the simulator's own receiver, `/_simulator/sink`. */
  readonly sink: () => Promise<SinkList>;
  readonly clearSink: () => Promise<void>;
}

/** The callbacks of the space that `control` leads to. */
export const spaceCallbacks = ({ call, wait }: SpaceControl): SpaceCallbacks => ({
  list: (filter = {}) => call({ method: 'GET', path: '/callbacks', query: filter }),
  async waitFor(filter = {}) {
    const { callbacks } = await wait<MatchingCallback>({ method: 'GET', path: '/callbacks/wait', query: filter });
    const [attempt] = callbacks;
    if (attempt === undefined) throw new Error('the simulator answered without a callback');
    return attempt;
  },
  sink: () => call({ method: 'GET', path: '/sink' }),
  clearSink: () => call({ method: 'DELETE', path: '/sink' }),
});
