import type { Failure } from '../result.js';
import type { ReportedProbe } from './report.js';

/** A line of what is said about a probe that did not pass: what it tells, and the text. */
export interface LabLine {
  readonly label: 'wrong' | 'sent' | 'came' | 'why' | 'to do';
  readonly text: string;
}

/** Why a probe did not pass, in lines. */
export function labLines({ failure, because }: ReportedProbe): readonly LabLine[] {
  if (failure === undefined) return [];
  return [
    { label: 'wrong', text: failure.says },
    { label: 'sent', text: sentText(failure) },
    { label: 'came', text: cameText(failure) },
    ...because.map((text) => ({ label: 'why', text }) as const),
    ...failure.todo.map((text) => ({ label: 'to do', text }) as const),
  ];
}

function sentText({ sent: { event, method, contentType, bytes, text } }: Failure): string {
  const what = event === 'none' ? 'what is no notice' : event;
  const called = contentType === '' ? '' : ` of ${contentType}`;
  return `${method}, ${what}, ${bytes} bytes${called}${text === '' ? '' : `: ${text}`}`;
}

function cameText({ came: { outcome, tookMs, status, contentType, text = '' } }: Failure): string {
  if (status === undefined) return `${outcome} after ${tookMs} ms`;
  const called = contentType === undefined ? '' : `, ${contentType}`;
  return `${status} after ${tookMs} ms${called}${text === '' ? ', without a body' : `: ${text}`}`;
}
