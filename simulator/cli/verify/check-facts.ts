import type { AboutCheck } from '../../../contracts/suite/reports/index.js';
import { evidence } from '../../ledger/markdown.js';
import { ledgerOf } from '../../ledger/rows.js';
import { providers } from '../../providers/index.js';

/** What is known of every check of a provider, or of all, by name. */
export function checkFacts(provider: string | undefined): Readonly<Record<string, AboutCheck>> {
  const rows = providers.filter(({ name }) => provider === undefined || name === provider).flatMap(ledgerOf);
  return Object.fromEntries(
    rows.map(({ check, statement, because }) => [check, { statement, because: because.map(evidence) }]),
  );
}
