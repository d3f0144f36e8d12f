/** The control API answered with an error, or not at all. `message` says what is wrong and what to do. */
export class ControlError extends Error {
  override readonly name = 'ControlError';

  /** The HTTP status; undefined without an answer. */
  readonly status: number | undefined;

  constructor(message: string, { status, cause }: { readonly status?: number; readonly cause?: unknown } = {}) {
    super(message, cause === undefined ? {} : { cause });
    this.status = status;
  }
}

/** Where the control API is. */
export interface SimulatorAddress {
  /** Base URL of the simulator, without a slash at its end: `http://127.0.0.1:4010`. */
  readonly url: string;
  /** The control token, if the simulator asks for one. */
  readonly token?: string | undefined;
}

/** One request to the control API. */
interface ControlRequest {
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  /** Below `/_simulator`: `/clock`. */
  readonly path: string;
  /** Parameters of the query; undefined ones are left out. */
  readonly query?: object;
  /** The body as JSON. */
  readonly body?: unknown;
  /** Default: JSON. */
  readonly accept?: 'text/plain';
}

/** The control API of one space. */
export interface SpaceControl {
  /** Sends a request after those before it; resolves to the JSON of the answer. Rejects with a `ControlError`. */
  readonly call: <Result = void>(call: ControlRequest) => Promise<Result>;
  /** The same for a request that waits for something: later ones do not wait for its answer. */
  readonly wait: <Result>(call: ControlRequest) => Promise<Result>;
}

/**
 * Connects to the control API of a space; undefined is the default space.
 *
 * Requests are sent in the order of the calls, even of those whose promise was not awaited.
 */
export function connectControl({ url, token }: SimulatorAddress, space: string | undefined): SpaceControl {
  const base = `${url}${space === undefined ? '' : `/~${space}`}/_simulator`;
  let earlier: Promise<unknown> = Promise.resolve();
  const send = async (call: ControlRequest): Promise<unknown> => {
    const reply = await fetch(`${base}${call.path}${queryOf(call.query)}`, requestOf(call, token)).catch(
      (cause: unknown) => {
        throw new ControlError(`The simulator at ${url} cannot be reached.`, { cause });
      },
    );
    const text = await reply.text();
    if (!reply.ok) throw new ControlError(problemIn(text), { status: reply.status });
    return call.accept === 'text/plain' ? text : text === '' ? undefined : (JSON.parse(text) as unknown);
  };
  return {
    call<Result>(call: ControlRequest) {
      const answer = earlier.then(() => send(call));
      earlier = answer.catch(() => undefined);
      return answer as Promise<Result>;
    },
    wait: <Result>(call: ControlRequest) => earlier.then(() => send(call)) as Promise<Result>,
  };
}

function requestOf({ method, body, accept }: ControlRequest, token: string | undefined): RequestInit {
  return {
    method,
    headers: {
      Accept: accept ?? 'application/json',
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

function queryOf(query: object = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const parameters = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
  return given.length === 0 ? '' : `?${parameters.toString()}`;
}

/** The text of a problem response (RFC 9457). */
function problemIn(text: string): string {
  try {
    const { detail, fix } = JSON.parse(text) as { readonly detail?: string; readonly fix?: string };
    return [detail ?? text, fix].filter((part) => part !== undefined).join(' ');
  } catch {
    return text;
  }
}
