import { afterEach, describe, expect, test } from '@jest/globals';
import { watchedConnections } from '../callbacks/connections.js';
import type { Transport } from '../../simulator/core/callbacks/transport.js';
import { planFor } from '../../simulator/receiver-check/plan.js';
import { runProbes } from '../../simulator/receiver-check/run.js';
import { checked, named, played, results } from './receiver-check.js';
import { dismiss, perfect, receiver } from './receivers.js';

afterEach(dismiss);

const aim = { receiver: 'http://127.0.0.1:9/hook', seed: 'friday', readings: {} };
const together = planFor(played, { isMeant: (id) => id.startsWith('ytx/callRecord: 20') });

describe('a run', () => {
  test('is over at once where no server listens', async () => {
    const { url } = await receiver(perfect);
    await dismiss();
    const says: unknown = expect.stringMatching(/the connection was refused/);
    expect(await checked(url)).toEqual({ ok: false, reason: 'not-connected', says });
  });

  test('sends nothing to another machine, and says how to allow it', async () => {
    const watched = watchedConnections();
    const says: unknown = expect.stringMatching(/--callback-allow 192\.0\.2\.1/);
    expect(await checked('http://192.0.2.1/hook')).toEqual({ ok: false, reason: 'not-allowed', says });
    watched.stop();
    expect(watched.addresses).toEqual([]);
  });

  test('has all of those under way at the same time that are to come at once', async () => {
    const queued: (() => void)[] = [];
    const transport: Transport = () =>
      new Promise((resolve) => {
        queued.push(() => {
          resolve({ outcome: 'answered', reply: { status: 204, contentType: null, body: new Uint8Array() } });
        });
        if (queued.length === 20) for (const answer of queued) answer();
      });
    const end = await runProbes(together, { transport, timeoutMs: 1, elapsedMs: () => 0, aim });
    expect(end).toMatchObject({ ok: true, results: [{ outcome: 'passed', sent: 20 }] });
  });

  test('reports how many of them failed, and the outcome of the first', async () => {
    let sendCount = 0;
    const transport: Transport = () => {
      sendCount += 1;
      return Promise.resolve(
        sendCount % 4 === 0 ? { outcome: 'timed-out' } : { outcome: 'broken-off', says: 'it broke' },
      );
    };
    const end = await runProbes(together, { transport, timeoutMs: 1, elapsedMs: () => sendCount, aim });
    expect(end).toMatchObject({
      results: [{ outcome: 'failed', failure: { says: '20 of 20 failed; the first: it broke' } }],
    });
  });

  test('sends a bare GET, and JSON under the name of a form', async () => {
    const { url, got } = await receiver(perfect);
    await results(url, { isMeant: (id) => /a GET|a form/.test(id) });
    expect(got.filter(({ method }) => method === 'GET')).toEqual([
      { method: 'GET', target: '/hook', contentType: '', body: '' },
    ]);
    const form = got.filter(({ contentType }) => contentType === 'application/x-www-form-urlencoded');
    expect(form.map(({ method, body }) => [method, Object.keys(JSON.parse(body) as object).length > 0])).toEqual([
      ['POST', true],
    ]);
  });

  test('sends what a provider sends, under the name that it has there, and no header of ours', async () => {
    const { url, got } = await receiver(perfect);
    await results(url, { isMeant: (id) => id.startsWith('ytx/meetingState: it is accepted') });
    expect(got).toEqual([
      {
        method: 'POST',
        target: '/hook',
        contentType: 'application/json;charset=utf-8',
        body: expect.stringMatching(/^\{"requestid":"\d{29}",.*"state":"answer","stateDesc":"应答\|正常"/) as unknown,
      },
    ]);
  });

  test('reports with a failure the request, the reply, why it matters and what to do', async () => {
    const { url } = await receiver(() => [503, `\u001b[2J${'很'.repeat(400)}`]);
    const [first] = await results(url, { isMeant: (id) => id.includes('callRecord: a duplicate') });
    expect(first).toMatchObject({ outcome: 'failed', evidence: [expect.stringMatching(/^assumed: A provider that/)] });
    expect(first?.failure).toMatchObject({
      says: 'number 1 of 2: the receiver returned 503; only 200 to 299 means accepted',
      todo: [expect.stringMatching(/log/), expect.stringMatching(/store it once/)],
      sent: { event: 'callRecord', method: 'POST', text: expect.stringMatching(/^\{"cdr":\[/) as unknown },
      came: { outcome: 'answered', status: 503, contentType: 'text/plain' },
    });
    expect(first?.failure?.came.text).toMatch(/^\\u\{1b\}\[2J很{296} …$/);
    expect(named([first].flatMap((each) => each ?? []))).toHaveLength(1);
  });
});
