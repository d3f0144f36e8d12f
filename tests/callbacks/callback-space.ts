import { expect } from '@jest/globals';
import { openSimulator } from '../scenarios/scenario-server.js';
import { type SpaceClient, clientAt, type ShownAttempt } from './callback-server.js';
import { type HttpReceiver, openReceiver, wordOf } from './receiver.js';

/** The outcome of an attempt in one line, `started, 1, answered`, and the scenarios that affected it. */
export const cameTo = ({ request, attempt, outcome, scenarios }: ShownAttempt): string =>
  [wordOf(request), attempt, outcome, ...(scenarios ?? [])].join(', ');

/** A space with one scenario switched on, its client and its receiver. */
export interface CallbackSpace {
  readonly client: SpaceClient;
  readonly receiver: HttpReceiver;
  /** Creates a meeting under the scenario. */
  readonly ask: () => Promise<void>;
  /** Creates a meeting, and delivers everything that is due. */
  readonly begin: () => Promise<void>;
  readonly words: () => readonly string[];
}

let clients = 0;

/** Opens a space with this scenario, named in the URL or switched on by the control API. */
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
  const client = await clientAt(sim, `space-${clients}`, receiver.url);
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
