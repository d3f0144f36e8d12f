import { afterEach, expect, test } from '@jest/globals';
import { byOne, noon, type ProviderServer, startServer, rooms } from './xylink-requests.js';

const servers: ProviderServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((each) => each.close()));
});

async function opened(): Promise<ProviderServer> {
  const server = await startServer();
  servers.push(server);
  server.space().clock.set(noon, 'frozen');
  return server;
}

const status = byOne('GET', `${rooms.running}/meetingStatus`);
const burst = async ({ send }: ProviderServer, count: number): Promise<readonly number[]> => {
  const answers = await Promise.all(Array.from({ length: count }, () => send(status)));
  return [200, 429].map((wanted) => answers.filter((each) => each.status === wanted).length);
};

test('twenty of two hundred simultaneous requests pass, and no more until a second after the first', async () => {
  const server = await opened();
  expect(await burst(server, 200)).toEqual([20, 180]);
  server.space().clock.advance(999);
  expect(await burst(server, 5)).toEqual([0, 5]);
  server.space().clock.advance(1);
  expect(await burst(server, 200)).toEqual([20, 180]);
});

test('any window slides: what passed late is counted on', async () => {
  const server = await opened();
  expect(await burst(server, 5)).toEqual([5, 0]);
  server.space().clock.advance(600);
  expect(await burst(server, 20)).toEqual([15, 5]);
  server.space().clock.advance(400);
  expect(await burst(server, 20)).toEqual([5, 15]);
});

test('what is refused before the limit counts for nothing, and another operation has its own', async () => {
  const server = await opened();
  const wrong = { ...status, target: `${status.target}x` };
  await Promise.all(Array.from({ length: 30 }, () => server.send(wrong)));
  expect(await burst(server, 20)).toEqual([20, 0]);
  const { status: code } = await server.send(byOne('PUT', `${rooms.idle}/end`));
  expect(code).toBe(400);
});

test('the readings choose the status of refusals', async () => {
  const server = await opened();
  const [xylink] = server.simulator.providers.filter(({ name }) => name === 'xylink');
  if (xylink === undefined) throw new Error('there is no provider called xylink');
  server.space().setReadings(xylink, { businessStatus: '200', signatureStatus: '401' });
  const idle = byOne('PUT', `${rooms.idle}/end`);
  const answers = await Promise.all(Array.from({ length: 21 }, () => server.send(idle)));
  expect(answers.map((each) => each.status).toSorted()).toEqual([...Array<number>(20).fill(200), 429]);
  const unsigned = { ...idle, target: `${idle.target}x` };
  expect((await server.send(unsigned)).status).toBe(401);
  server.space().setReadings(xylink, { limitStatus: 'business', businessStatus: '200' });
  expect((await server.send(idle)).status).toBe(200);
});

test('the journal shows key, count, window and when the next one passes', async () => {
  const server = await opened();
  await burst(server, 21);
  const shown = await server.send({
    method: 'GET',
    target: '/_simulator/journal?refusedBy=xylink/is-within-the-limit',
  });
  const { text } = await server.send({ method: 'GET', target: '/_simulator/journal/21' });
  expect(shown.status).toBe(200);
  expect(text).toContain('"count": 20');
  expect(text).toContain('"windowMs": 1000');
  expect(text).toContain(`"nextAt": ${noon + 1000}`);
  expect(text).toContain('/meetingStatus"');
});
