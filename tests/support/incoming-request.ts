import type { IncomingRequest } from '../../simulator/index.js';

/** A request as it was put together. */
interface PreparedRequest {
  readonly method: string;
  readonly host: string;
  /** Path and query, without the host. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** A request as the simulator is asked in process: from loopback, its host as the first segment of the path. */
export const incomingRequest = ({ method, host, target, headers, body }: PreparedRequest): IncomingRequest => ({
  method,
  host,
  targetAsSent: `/${host}${target}`,
  targetForProvider: target,
  rawHeaders: Object.entries(headers).flat(),
  body: typeof body === 'string' ? Buffer.from(body) : body,
  clientIp: '127.0.0.1',
});
