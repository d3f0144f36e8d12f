import type { CheckMet, Diagnosis } from './diagnosis.js';
import type { Language } from './sentences.js';
import { sentence } from './sentences.js';

/** A diagnosis in a sentence. */
export function summary(diagnosis: Omit<Diagnosis, 'says'>): string {
  const { voice, language, scenario = '' } = diagnosis;
  switch (voice) {
    case 'provider':
      return summaryOfRefusal(diagnosis);
    case 'scenario':
      return sentence('scenario', language, { scenario });
    case 'not-modelled':
      return summaryOfNearest(diagnosis);
    case 'fault':
      return sentence('fault', language);
  }
}

function summaryOfRefusal(diagnosis: Omit<Diagnosis, 'says'>): string {
  const { language, refusedBy: check, whole, hypotheses, signature, checks } = diagnosis;
  if (check === undefined) return sentence('accepted', language);
  if (!whole) return sentence('notKept', language, { check });
  const [likeliest] = hypotheses;
  if (likeliest !== undefined) return sentence('refusedLikely', language, { check, mistake: likeliest.says });
  const refused = refusedFor(check, checks.at(-1), language);
  return signature === undefined ? refused : sentence('refusedUnexplained', language, { refused });
}

function refusedFor(check: string, { expected, received }: Partial<CheckMet> = {}, language: Language): string {
  if (expected === undefined || received === undefined) return sentence('refused', language, { check });
  return sentence('refusedForValue', language, { check, expected: asText(expected), received: asText(received) });
}

function summaryOfNearest({
  language,
  notModelled: what = '',
  nearest: [first] = [],
}: Omit<Diagnosis, 'says'>): string {
  if (first === undefined) return sentence('notModelled', language, { what });
  const { operation, method, path } = first;
  return sentence('notModelledNearest', language, { what, operation, method, path });
}

/** What a check shows, as it stands in a sentence or a table. */
export function asText(shown: unknown): string {
  return typeof shown === 'string' ? shown : JSON.stringify(shown);
}
