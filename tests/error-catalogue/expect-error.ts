import { expect } from '@jest/globals';
import type { Place, RefusalRow, FaultRow } from '../../simulator/error-catalogue/rows.js';
import { answerIn, type Outcome } from './error-server.js';

/** A row of the error catalogue, whatever its kind. */
export type Row = RefusalRow | FaultRow;

/** Demands what a row says of the reply and of the client, and that it came from `whence`: a check, or a scenario. */
export function expectAsInRow(
  { answer, clientThrows, scenario }: Row,
  { reply, thrown }: Outcome,
  whence: string = scenario,
): void {
  if (clientThrows.name === null) expect(thrown).toBeUndefined();
  else expect(thrown).toMatchObject({ name: clientThrows.name, ...clientThrows.with });
  // Of weather that lets no reply through nobody can say whence it came.
  if (reply === undefined) {
    expect(answer).toBeUndefined();
    return;
  }
  if (answer !== undefined) expect(answerIn(reply)).toEqual(answer);
  expect(reply.headers['simulator-refused-by'] ?? reply.headers['simulator-scenario']).toBe(whence);
}

/** Who refuses what a place's command sends: the check itself, or the scenario where only that does. */
export const whenceAt = (row: Row, place: Place): string =>
  'cause' in row && place.reason === undefined ? String(row.cause?.check) : row.scenario;
