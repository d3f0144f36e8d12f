import { expect } from '@jest/globals';
import { openSimulator } from '../scenarios/scenario-server.js';
import { type SpaceClient, clientAt, type ShownAttempt } from './callback-server.js';
import { type HttpReceiver, openReceiver, wordOf } from './receiver.js';

/** What an attempt came to, in a word: `started 1 answered`, and with what part of a scenario. */
export const cameTo = ({ request, attempt, outcome, scenarios }: ShownAttempt): string =>
  [wordOf(request), attempt, outcome, ...(scenarios ?? [])].join(', ');

/** A desk, its receiver, and what is on. */
export interface CallbackSpace {
  readonly client: SpaceClient;
  readonly receiver: HttpReceiver;
  /** Makes a meeting, under the scenario however it is switched on. */
  readonly ask: () => Promise<void>;
  /** The same, and lets everything that is due be told. */
  readonly begin: () => Promise<void>;
  readonly words: () => readonly string[];
}

let clients = 0;

/** A desk at which this scenario is on, in one way or the other. */
export const callbackSpaces: Readonly<
  Record<'url' | 'switch', (scenario: string, activation?: object) => Promise<CallbackSpace>>
> = {
  url: (scenario) => openCallbackSpace([scenario], () => Promise.resolve()),
  switch: (scenario, activation = {}) =>
    openCallbackSpace([], async (client) => {
      const { status, json } = await client.control('PUT', `/scenarios/${scenario}`, activation);
      expect({ status, json }).toMatchObject({ status: 200 });
    }),
};

async function openCallbackSpace(
  named: readonly string[],
  prepare: (client: SpaceClient) => Promise<void>,
): Promise<CallbackSpace> {
  const receiver = await openReceiver();
  const sim = await openSimulator();
  clients += 1;
  const client = await clientAt(sim, `scene-${clients}`, receiver.url);
  await prepare(client);
  const ask = async (): Promise<void> => {
    const { status, text } = await client.call({}, ...named);
    expect({ status, text }).toMatchObject({ status: 200, text: expect.stringContaining('"statusCode":"0"') });
  };
  return {
    client,
    receiver,
    ask,
    async begin() {
      await ask();
      await client.advance('PT0S');
    },
    words: () => receiver.came.map(wordOf),
  };
}
