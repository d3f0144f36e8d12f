import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { refusalRows } from '../../simulator/error-catalogue/refusals.js';
import { faultRows } from '../../simulator/error-catalogue/faults.js';
import { liveErrorPage } from '../../simulator/cli/errors.js';
import { signLine } from '../../simulator/cli/shared/sign-line.js';
import { providers } from '../../simulator/providers/index.js';
import { expectAsInRow, type Row, whenceAt } from './expect-error.js';
import { callerAt, type ProviderServer, startServer, operationAt, outcomeOf } from './error-server.js';
import { commandsIn, printedBy, requestOf } from './by-command.js';

const rows: readonly Row[] = [...providers.flatMap(refusalRows), ...faultRows(providers)];

/** What a command takes from a process at this instant, ms since the epoch. */
const standingAt = (now: number) => ({ cwd: '/', clock: { now: () => now } });

/** The rows to try in one of the three ways; of a sample, every row in one way. */
const rowsOf = (way: number, isSample: boolean): readonly Row[] =>
  isSample ? rows.filter((_row, index) => index % 3 === way) : rows;

/** What is demanded of every row, at an instant as RFC 3339. */
export function describeEveryRow(at: string, { isSample = false } = {}): void {
  describe(`every row of the error catalogue, at ${at},`, () => {
    let providerServer: ProviderServer;
    let live: ReadonlyMap<string, readonly string[]>;
    beforeAll(async () => {
      providerServer = await startServer(Date.parse(at));
      live = commandsIn(
        await liveErrorPage(
          undefined,
          { url: providerServer.url, startAt: providerServer.now },
          standingAt(providerServer.now),
        ),
      );
    });
    afterAll(() => providerServer.close());

    test.each(rowsOf(0, isSample))('is true of $scenario by its URL, for the included client', async (row) => {
      expect(row.places.length).toBeGreaterThan(0);
      for (const place of row.places) {
        const caller = callerAt(place, `${providerServer.freshUrl()}${place.path}`, row.clientThrows, providerServer);
        expectAsInRow(row, await outcomeOf(caller, await caller.prepare(operationAt(place))));
      }
    });

    test.each(rowsOf(1, isSample))('is true of $scenario by its command', async (row) => {
      for (const place of row.places) {
        const command = await printedBy(signLine(place), ['--start-at', at, '--url', providerServer.freshUrl()]);
        const caller = callerAt(place, providerServer.url, row.clientThrows, providerServer);
        const outcome = await outcomeOf(caller, requestOf(command, operationAt(place)));
        expectAsInRow(row, outcome, whenceAt(row, place));
      }
    });

    test.each(rowsOf(2, isSample))(
      'is true of $scenario by the command that stands in the live error catalogue',
      async (row) => {
        const commands = live.get(row.scenario) ?? [];
        expect(commands).toHaveLength(row.places.length);
        for (const [index, place] of row.places.entries()) {
          const command = (commands[index] ?? '').replace(providerServer.url, providerServer.freshUrl());
          const caller = callerAt(place, providerServer.url, row.clientThrows, providerServer);
          const outcome = await outcomeOf(caller, requestOf(command, operationAt(place)));
          expectAsInRow(row, outcome, whenceAt(row, place));
        }
      },
    );
  });
}
