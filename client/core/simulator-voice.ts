import type { Issue } from './errors/off-contract.js';
import type { RawReply } from './prepared.js';

/** Checks have names of this shape; anything else in the header is not repeated, for it might echo a credential. */
const checkName = /^[a-z]+\/[a-z]+(-[a-z]+)*$/;

/** The check that refused, when a simulator says so; undefined from a real provider and in faithful mode. */
export function refusedBy({ headers }: RawReply): string | undefined {
  const name = headers['simulator-refused-by'];
  return name !== undefined && checkName.test(name) ? name : undefined;
}

/** What a simulator says in its own voice instead of a provider's reply; nothing when it does not speak. */
export function simulatorIssues({ headers }: RawReply): readonly Issue[] {
  const number = /^\d{1,15}$/.exec(headers['simulator-exchange'] ?? '')?.[0];
  const more = number === undefined ? '' : `; exchange ${number} in its journal says more`;
  const say = (what: string): readonly Issue[] => [
    { part: 'headers', message: `say that the simulator ${what}${more}` },
  ];
  if (headers['simulator-not-modelled'] !== undefined) return say('does not model this');
  return headers['simulator-fault'] === undefined ? [] : say('has a fault');
}
