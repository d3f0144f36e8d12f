import type { Happening } from '../scenarios/happening.js';
import { weatherNamed } from '../scenarios/weather.js';
import type { Language } from './sentences.js';
import { sentence } from './sentences.js';

/** What scenarios did to a reply on its way, whoever gave it; empty when they let it pass. */
export function onTheWay(happened: Happening | undefined, language: Language): readonly string[] {
  if (happened === undefined) return [];
  const { names, refuses, instead, delayMs, fault, early } = happened;
  const others: readonly (string | undefined)[] = [refuses?.scenario, instead?.scenario, fault, early];
  const scenarios = names.filter((name) => !others.includes(name)).join(', ');
  const delayed = delayMs > 0 ? [sentence('delayed', language, { scenarios, ms: String(delayMs) })] : [];
  if (fault === undefined) return delayed;
  const says = weatherNamed(fault)?.says[language] ?? '';
  return [...delayed, sentence('broken', language, { scenario: fault, says })];
}
