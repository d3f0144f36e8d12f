import { describe, expect, test } from '@jest/globals';
import type { ProviderError } from '../../client/index.js';
import { clientOf } from './client-of.js';
import { providerErrorOf, weekly } from './ytx-requests.js';

describe('the URL of a diagnosis', () => {
  /** What becomes of a refusal with this header; and the URLs that were called. */
  async function refusedWith(
    header: string,
    explained: () => Promise<Response>,
  ): Promise<{ readonly error: ProviderError; readonly called: string[] }> {
    const called: string[] = [];
    const fetch: typeof globalThis.fetch = (input) => {
      called.push(new Request(input).url);
      if (called.length > 1) return explained();
      const headers = { 'simulator-diagnosis': header };
      return Promise.resolve(new Response('{"statusCode":"-205","statusMsg":"应用验证失败"}', { headers }));
    };
    const client = clientOf({ baseUrl: 'http://simulator.test/sandbox.ytx.net', fetch, timeoutMs: 50 });
    return { error: await providerErrorOf(client.startMeeting(weekly)), called };
  }
  const explained = (): Promise<Response> => Promise.resolve(new Response('{"says":"So it is."}'));
  const path = '/~alice/_simulator/journal/7/diagnosis';

  test.each([`http://simulator.test${path}`, `http://127.0.0.1:4010${path}`, `https://alice.localhost${path}`])(
    'is called at the server of the request, or on this machine: %s',
    async (diagnosisUrl) => {
      const { error, called } = await refusedWith(diagnosisUrl, explained);
      expect(called.slice(1)).toEqual([diagnosisUrl]);
      expect(error.diagnosis).toEqual({ url: diagnosisUrl, says: 'So it is.', fix: undefined });
    },
  );

  test.each([`http://elsewhere.test${path}`, `http://simulator.test:81${path}`, path])(
    'is shown and not called elsewhere: %s',
    async (diagnosisUrl) => {
      const { error, called } = await refusedWith(diagnosisUrl, explained);
      expect(called).toHaveLength(1);
      expect(error.diagnosis).toEqual({ url: diagnosisUrl, says: undefined, fix: undefined });
      expect(error.message).toContain(`Diagnosis: ${diagnosisUrl}`);
    },
  );

  test.each([
    'http://simulator.test/logout',
    `http://me:secret@simulator.test${path}`,
    `http://simulator.test${path}?x=1`,
    `ftp://simulator.test${path}`,
    'no URL',
  ])('is dropped if it is not one of a simulator: %s', async (diagnosisUrl) => {
    const { error, called } = await refusedWith(diagnosisUrl, explained);
    expect([called.length, error.diagnosis]).toEqual([1, undefined]);
  });

  test.each<readonly [string, () => Promise<Response>]>([
    ['fails', () => Promise.reject(new Error('no'))],
    ['never ends', () => new Promise(() => undefined)],
    ['is a 401', () => Promise.resolve(new Response('{"says":"no"}', { status: 401 }))],
    ['is no JSON', () => Promise.resolve(new Response('no'))],
    ['has nothing to say', () => Promise.resolve(new Response('{"says":7}'))],
  ])('leaves the refusal as it is when its reply %s', async (_, reply) => {
    const { error } = await refusedWith(`http://simulator.test${path}`, reply);
    expect(error).toMatchObject({ name: 'RefusedError', code: '-205', diagnosis: { says: undefined } });
  });
});
