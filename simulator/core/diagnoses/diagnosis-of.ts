import { pathOf } from '../arrival.js';
import type { AnyCheck } from '../check.js';
import type { Findings } from '../diagnosis.js';
import type { Change, Documents, Snapshot } from '../documents.js';
import type { Exchange } from '../exchange.js';
import { arrivingAgain } from '../arriving-again.js';
import type { JournalEntry } from '../journal.js';
import type { Provider } from '../provider.js';
import { redacted, redactedBeginning } from '../redacted.js';
import type { Redact } from '../redaction.js';
import type { Step } from '../trace.js';
import { traceOf } from '../trace.js';
import type { CheckMet, Diagnosis } from './diagnosis.js';
import { endingShown } from './ending-shown.js';
import { explained } from './explained.js';
import { reachedProvider, refusingCheck } from './provider-verdict.js';
import { nearestOperations } from './nearest.js';
import type { Language } from './sentences.js';
import { cleanedSignedText } from './signed-text.js';
import { summary } from './summary.js';

/** What an exchange is diagnosed with. */
export interface Diagnosing {
  /** All that there are: a request may have been meant for another one. */
  readonly providers: readonly Provider[];
  /** Those of the exchange's space, as they are now. */
  readonly documents: Documents;
  readonly redact: Redact;
  readonly language: Language;
}

/**
 * What became of a request, and why: the checks it met, the likely mistakes, the operations it nearly meant.
 *
 * It is made when somebody asks, by walking the journey again.
 */
export function diagnosisOf(
  { exchange, whole }: Pick<JournalEntry, 'exchange' | 'whole'>,
  { providers, documents, redact, language }: Diagnosing,
): Diagnosis {
  const { id, provider, arrival, ending } = exchange;
  const clean = (text: string): string => redactedBeginning(text, (each) => redact(each, arrival));
  const ids = provider.confidential.idsIn(documents);
  const cleanSigned = (text: string): string => cleanedSignedText(text, { redact, arrival, ids });
  const trace = whole && reachedProvider(exchange) ? traceOf(exchange) : [];
  const refusedBy = refusingCheck(exchange, trace);
  const found = {
    exchange: id,
    provider: provider.name,
    // Filled in last, and read first.
    says: '',
    ...endingShown(exchange, refusedBy, language),
    whole,
    checks: trace.map((step) => checkMet(step, refusedBy)),
  };
  const unsaid: Diagnosis = {
    ...(redacted(found, clean) as typeof found),
    language,
    voice: ending.voice,
    ...explained(whole && refusedBy ? findingsOf(exchange, refusedBy, documents) : nothing, {
      language,
      clean,
      cleanSigned,
    }),
    ...(ending.voice === 'not-modelled' && {
      nearest: nearestOperations(
        { method: clean(arrival.method), host: arrival.host, path: clean(pathOf(arrival.targetForProvider)) },
        providers,
        language,
      ),
    }),
  };
  return { ...unsaid, says: summary(unsaid, exchange) };
}

const nothing: Findings = { hypotheses: [] };

const checkMet = ({ check, passed, saw }: Step, refusedBy: AnyCheck | undefined): CheckMet => ({
  check,
  passed,
  ...saw,
  ...(!passed && refusedBy?.name === check && { because: refusedBy.because }),
});

/** What the provider makes of it; it is shown the documents as they were read then, and the rest as it is now. */
function findingsOf(exchange: Exchange, refusedBy: AnyCheck, documents: Documents): Findings {
  const again = arrivingAgain(exchange, asReadOrNow(exchange.reads, documents));
  if (again === undefined) return nothing;
  return exchange.provider.diagnose?.({ arriving: again.arriving, refusedBy, documents }) ?? nothing;
}

const asReadOrNow = (reads: readonly Change[], documents: Snapshot): Snapshot => ({
  read(kind, id) {
    const before = reads.find((each) => each.kind === kind && each.id === id);
    return before === undefined ? documents.read(kind, id) : before.value;
  },
});
