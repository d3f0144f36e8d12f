import { anyOf, english, type Message, padTo, say, type Render } from '../../contracts/messages.js';
import type { ValidationRecord } from '../../contracts/validation/records.js';
import type { Provider } from '../core/provider.js';
import { type CheckPart, checkParts, confidenceInWords, wordOf } from '../core/pipeline/confidence.js';
import type { Confidence } from '../core/pipeline/evidence.js';
import { provedChecksOf, type ProvedRow, countByConfidence, totalsByPart, totalsOf } from './proof.js';
import { type EventRow, eventsOf, type SuccessRow, successesOf } from './rows.js';

/** The options of a checks report. */
export interface ChecksReportOptions {
  /** ms since the epoch, to compute the age of a validation. */
  readonly now: number;
  /** Default: the package's own records. */
  readonly records?: readonly ValidationRecord[];
  /** Default: in English. */
  readonly text?: Render;
}

/**
 * A provider's checks report as text: a line for each check, the totals by confidence, and the same for the success of
 * its operations and for its callback events.
 */
export async function checksText(
  provider: Provider,
  { now, records, text = english }: ChecksReportOptions,
): Promise<string> {
  const rows = await provedChecksOf(provider, records);
  const successes = successesOf(provider);
  const events = eventsOf(provider);
  const names = [
    ...rows.map(({ check }) => check),
    ...successes.map(({ operation }) => operation),
    ...events.map(({ event }) => event),
  ];
  const width = Math.max(...names.map((name) => name.length));
  const checkLines = rows.map((row) => lineOf(row, { width, now, text }));
  const totals = Object.entries(totalsByPart(rows)).map(
    ([part, counts]) => `  ${padTo(text(wordOf(part as CheckPart)), confidenceWidth)}${countsText(counts, text)}`,
  );
  const summary = text(
    say`${provider.name}: ${rows.length} checks by their weakest part: ${countsText(totalsOf(rows), text)}`,
  );
  const parts = [[heading(width, text), ...checkLines, '', summary, ...totals]];
  if (successes.length > 0) {
    const counts = countsText(countByConfidence(successes), text);
    const lines = successes.map((row) => successLine(row, width, text));
    parts.push([
      ...lines,
      '',
      text(say`${provider.name}: ${successes.length} operations by the weakest part of a success: ${counts}`),
    ]);
  }
  if (events.length > 0) {
    const eventLines = events.map((row) => eventLine(row, width, text));
    parts.push([
      ...eventLines,
      '',
      text(say`${provider.name}: ${events.length} callbacks: ${countsText(countByConfidence(events), text)}`),
    ]);
  }
  return parts.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

const countsText = (totals: Readonly<Record<string, number>>, text: Render): string =>
  Object.entries(totals)
    .map(([confidence, count]) => `${count} ${text(wordOf(confidence as Confidence))}`)
    .join(', ');

const successLine = ({ operation, confidenceByPart }: SuccessRow, width: number, text: Render): string =>
  `${operation.padEnd(width)}  ${text(confidenceInWords(confidenceByPart))}`;

const eventLine = ({ event, confidence, title }: EventRow, width: number, text: Render): string =>
  `${event.padEnd(width)}  ${padTo(text(wordOf(confidence)), 12)}  ${text(title)}`;

/** Columns of a confidence. */
const confidenceWidth = 'corroborated'.length + 2;

const columns = (cells: readonly string[]): string => cells.map((cell) => padTo(cell, confidenceWidth)).join('');

const heading = (width: number, text: Render): string =>
  `${padTo(text(say`check`), width)}  ${columns([text(say`whole`), ...checkParts.map((part) => text(wordOf(part)))])}${text(say`refusal`)}`;

function lineOf(
  { check, confidence, confidenceByPart, refusals, validated }: ProvedRow,
  { width, now, text }: { readonly width: number; readonly now: number; readonly text: Render },
): string {
  const answers = text(anyOf(refusals.map(({ code, name }) => `${code} ${name}`)));
  const age = validated === undefined ? '' : `  ${text(say`validated ${ageOf(validated.when, now)}`)}`;
  const confidences = columns(
    [confidence, ...checkParts.map((part) => confidenceByPart[part])].map((each) => text(wordOf(each))),
  );
  return `${check.padEnd(width)}  ${confidences}${answers}${age}`;
}

const dayMs = 24 * 3_600_000;

/** The age of an instant (ISO 8601) in words and whole days; `now` is in ms since the epoch. */
function ageOf(when: string, now: number): Message {
  const days = Math.floor((now - Date.parse(when)) / dayMs);
  if (days < 1) return say`today`;
  return days === 1 ? say`1 day ago` : say`${days} days ago`;
}

/** A warning about records older than so many ms; undefined if there are none. `name` is the provider's. */
export function staleWarning(
  name: string,
  records: readonly ValidationRecord[],
  { now, staleAfterMs }: { readonly now: number; readonly staleAfterMs: number },
): Message | undefined {
  const old = records
    .filter(({ origin, when }) => origin === 'provider' && now - Date.parse(when) > staleAfterMs)
    .sort((one, other) => Date.parse(one.when) - Date.parse(other.when));
  const [oldest] = old;
  if (oldest === undefined) return undefined;
  const many = old.length === 1 ? say`1 validation record is` : say`${old.length} validation records are`;
  return say`${name}: ${many} older than ${staleAfterMs / dayMs} days; the oldest, of ${oldest.when.slice(0, 10)}, is "${oldest.case}"`;
}
