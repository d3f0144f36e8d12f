import { expect } from '@jest/globals';
import { openStage } from '../scenarios/stage.js';
import { type Desk, deskAt, type ShownAttempt } from './desk.js';
import { type HttpReceiver, openReceiver, wordOf } from './receiver.js';

/** What an attempt came to, in a word: `started 1 answered`, and with what part of a scenario. */
export const cameTo = ({ request, attempt, outcome, scenarios }: ShownAttempt): string =>
  [wordOf(request), attempt, outcome, ...(scenarios ?? [])].join(', ');

/** A desk, its receiver, and what is on. */
export interface Scene {
  readonly desk: Desk;
  readonly receiver: HttpReceiver;
  /** Makes a meeting, under the scenario however it is switched on. */
  readonly ask: () => Promise<void>;
  /** The same, and lets everything that is due be told. */
  readonly begin: () => Promise<void>;
  readonly words: () => readonly string[];
}

let desks = 0;

/** A desk at which this scenario is on, in one way or the other. */
export const scenes: Readonly<Record<'url' | 'switch', (scenario: string, activation?: object) => Promise<Scene>>> = {
  url: (scenario) => setScene([scenario], () => Promise.resolve()),
  switch: (scenario, activation = {}) =>
    setScene([], async (desk) => {
      const { status, json } = await desk.control('PUT', `/scenarios/${scenario}`, activation);
      expect({ status, json }).toMatchObject({ status: 200 });
    }),
};

async function setScene(named: readonly string[], prepare: (desk: Desk) => Promise<void>): Promise<Scene> {
  const receiver = await openReceiver();
  const stage = await openStage();
  desks += 1;
  const desk = await deskAt(stage, `scene-${desks}`, receiver.url);
  await prepare(desk);
  const ask = async (): Promise<void> => {
    const { status, text } = await desk.call({}, ...named);
    expect({ status, text }).toMatchObject({ status: 200, text: expect.stringContaining('"statusCode":"0"') });
  };
  return {
    desk,
    receiver,
    ask,
    async begin() {
      await ask();
      await desk.advance('PT0S');
    },
    words: () => receiver.came.map(wordOf),
  };
}
