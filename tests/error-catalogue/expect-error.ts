import { expect } from '@jest/globals';
import type { Place, RefusalRow, FaultRow } from '../../simulator/error-catalogue/rows.js';
import { answerIn, type Outcome } from './error-server.js';

/** A row of the error catalogue of any kind. */
export type Row = RefusalRow | FaultRow;

/** Expects the reply and the client error of a row, and that the reply names `whence`: a check, or a scenario. */
export function expectAsInRow(
  { answer, clientThrows, scenario }: Row,
  { reply, thrown }: Outcome,
  whence: string = scenario,
): void {
  if (clientThrows.name === null) expect(thrown).toBeUndefined();
  else expect(thrown).toMatchObject({ name: clientThrows.name, ...clientThrows.with });
  // A fault that sends no reply cannot be named by the reply.
  if (reply === undefined) {
    expect(answer).toBeUndefined();
    return;
  }
  if (answer !== undefined) expect(answerIn(reply)).toEqual(answer);
  expect(reply.headers['simulator-refused-by'] ?? reply.headers['simulator-scenario']).toBe(whence);
}

/** The source of the refusal of a place's command: the check itself, or the scenario where only that refuses. */
export const whenceAt = (row: Row, place: Place): string =>
  'cause' in row && place.reason === undefined ? String(row.cause?.check) : row.scenario;
