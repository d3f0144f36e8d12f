import { afterEach, expect, test } from '@jest/globals';
import { createSimulator } from '../../simulator/index.js';

const controlToken = 'a-long-control-token';
let close = (): Promise<unknown> => Promise.resolve();
afterEach(() => close());

test('the control token in a path is hidden in the journal, the diagnosis and the report of the request', async () => {
  const reports: unknown[] = [];
  const onRequest = (report: unknown): unknown => reports.push(report);
  const listening = await createSimulator({ controlToken, onRequest, log: () => undefined }).listen(0);
  ({ close } = listening);
  const get = async (path: string): Promise<string> => {
    const headers = { authorization: `Bearer ${controlToken}` };
    return (await fetch(`${listening.url}${path}`, { headers })).text();
  };
  await get(`/sdk.xylink.com/nothing/${controlToken}`);
  const views = await Promise.all(['', '/1', '/1/diagnosis'].map((path) => get(`/_simulator/journal${path}`)));
  for (const view of [...views, JSON.stringify(reports)]) {
    expect(view).not.toContain(controlToken);
  }
  expect(views[1]).toContain('/nothing/');
});
