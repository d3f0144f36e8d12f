import { type Arrival, queryOf } from '../../core/requests/incoming-request.js';

/** The first value of a query parameter, as it stands on the wire; undefined when there is none. */
export function rawParameter({ targetForProvider }: Arrival, name: string): string | undefined {
  const pair = queryOf(targetForProvider)
    .split('&')
    .find((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

/** The ways in which a client whose base URL holds a prefix may have written the target that it signed. */
export function signedTargets({ targetForProvider, targetAsSent }: Arrival): readonly SignedTarget[] {
  const asSent = targetAsSent.replace(/^https?:\/\/[^/?]*/i, '');
  return [
    { target: targetForProvider, as: 'as the provider sees it' },
    { target: asSent, as: 'as sent, prefix included' },
  ];
}

/** A target that may have been signed, and which it is. */
export interface SignedTarget {
  readonly target: string;
  readonly as: string;
}
