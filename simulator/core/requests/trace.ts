import type { Shown } from '../pipeline/check.js';
import { passes } from '../pipeline/pipeline.js';
import { replayReader } from '../state/documents.js';
import type { Exchange } from './handle-request.js';
import { replayContext } from './replay.js';

/** One check that ran on a request. */
export interface Step {
  readonly check: string;
  readonly passed: boolean;
  /** Its details, for the journal. */
  readonly saw: Shown;
}

/**
 * The checks of an exchange, with their details.
 *
 * Not recorded while a request is endpoint. The checks depend only on the request, the instant, the
 * readings and the documents they read, and the journal keeps these; so they run again when a trace is read.
 */
export function traceOf(exchange: Exchange): readonly Step[] {
  const again = replayContext(exchange, replayReader(exchange.reads));
  if (again === undefined) return [];
  const known: Record<string, unknown> = { ...again.context };
  const steps: Step[] = [];
  for (const check of again.endpoint.checks.list) {
    const outcome = check.evaluate(known as never);
    const passed = passes(check, outcome);
    if (passed && check.provides !== undefined) known[check.provides] = outcome;
    steps.push({ check: check.name, passed, saw: check.details(known as never) });
    if (!passed) break;
  }
  return steps;
}
