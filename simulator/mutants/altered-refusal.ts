import type { Provider } from '../core/provider.js';
import type { Refusal } from '../core/pipeline/refusal.js';
import { possibleRefusals } from '../core/pipeline/check.js';
import type { Mutant } from './mutant.js';

/** For each refusal that a check gives the provider that sends another code in it. */
export function withAnotherCode(provider: Provider): readonly Mutant[] {
  return givenBy(provider).map((refusal) => ({
    name: `code/${refusal.name}`,
    says: `The refusal ${refusal.name} comes with another code.`,
    provider: {
      ...provider,
      refusing: (given, readings) => provider.refusing(given === refusal ? recoded(refusal) : given, readings),
    },
  }));
}

function givenBy({ endpoints }: Provider): readonly Refusal[] {
  const checks = Object.values(endpoints).flatMap((endpoint) => endpoint.checks);
  return [...new Set(checks.flatMap(possibleRefusals))];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A refusal without a body has nothing but its status for a code. */
function recoded(refusal: Refusal): Refusal {
  if (refusal.body.length === 0) return { ...refusal, status: refusal.status + 6 };
  const other = `${refusal.code}9`;
  return { ...refusal, body: encoder.encode(decoder.decode(refusal.body).replaceAll(refusal.code, other)) };
}
