import { incomingRequest } from './incoming-request.js';
import { operations as xylinkOperations } from '../../contracts/xylink/generated.js';
import { operations as ytxOperations } from '../../contracts/ytx/generated.js';
import type { IncomingRequest, Space } from '../../simulator/index.js';
import { signedByOne } from '../xylink/xylink-requests.js';
import { prepare } from '../ytx/caller.js';
import { encodedRequest } from './decoded-request.js';

const lines = { ...ytxOperations, ...xylinkOperations };

interface Line {
  readonly method: string;
  readonly path: string;
}

/** Signs a request by what the included world's main role holds: one entry a provider. */
const signers: Readonly<Record<string, (line: Line, body: string, space: Space) => IncomingRequest>> = {
  ytx({ method, path }, body, space) {
    const { host, target, headers } = prepare(space, { body });
    const [filled = '', query = ''] = target.split('?');
    const [, version = '', , account = ''] = filled.split('/');
    const meant = path.replace('{version}', version).replace('{accountSID}', account);
    return incomingRequest({ method, host, target: `${meant}?${query}`, headers, body });
  },
  xylink({ method, path }, body) {
    const signed = path.split('/api/rest/external/{version}/')[1];
    const { target } = signed === undefined ? { target: path } : signedByOne(method, signed, body);
    return incomingRequest({ method, host: 'sdk.xylink.com', target, headers: {}, body });
  },
};

/** The signed request of an operation that decodes to this value. */
export function encoded(
  provider: string,
  operation: string,
  { value, space }: { readonly value: Readonly<Record<string, unknown>>; readonly space: Space },
): IncomingRequest {
  const line = lines[operation as keyof typeof lines];
  const { path, body } = encodedRequest(line, value);
  const signer = signers[provider];
  if (signer === undefined) throw new Error(`say here how requests of ${provider} are signed`);
  return signer({ method: line.method, path }, body, space);
}
