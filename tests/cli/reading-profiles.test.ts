import { afterAll, describe, expect, test } from '@jest/globals';
import { readingsFrom } from '../../simulator/cli/shared/readings-flag.js';
import { problemsWithReadings } from '../../simulator/core/pipeline/reading.js';
import { providers } from '../../simulator/providers/index.js';
import { serve, tidyUp, understudy } from '../support/cli.js';

afterAll(tidyUp);

const all = providers.flatMap((provider) =>
  Object.entries(provider.readingProfiles ?? {}).map(([name, profile]) => ({
    ...profile,
    provider,
    name: `${provider.name}/${name}`,
  })),
);

describe('the profiles of every provider', () => {
  test.each(all)('$name has known readings and options, none of them about callbacks', ({ provider, options }) => {
    expect(problemsWithReadings(provider, options)).toEqual([]);
    expect(Object.keys(options).filter((name) => provider.readings[name]?.seenIn === 'callbacks')).toEqual([]);
    expect(provider.readings).not.toHaveProperty('profile');
  });

  test.each(providers)('`page` of $name differs from the defaults in each option', ({ readings, readingProfiles }) => {
    const options = Object.entries(readingProfiles?.['page']?.options ?? {});
    expect(options.length).toBeGreaterThan(0);
    expect(options.filter(([name, option]) => readings[name]?.default === option)).toEqual([]);
  });

  test.each(providers)('`lenient` and `strict` of $name answer the same readings in different ways', (provider) => {
    const { lenient, strict } = provider.readingProfiles ?? {};
    expect(Object.keys(lenient?.options ?? {})).toEqual(Object.keys(strict?.options ?? {}));
    const equal = Object.entries(lenient?.options ?? {}).filter(([name, option]) => strict?.options[name] === option);
    expect(equal).toEqual([]);
  });
});

describe('the flags', () => {
  test('choose a profile of every provider, and single readings', () => {
    expect(readingsFrom({}, providers)).toEqual({});
    expect(
      readingsFrom({ readings: 'page', reading: ['ytx/validity=10min', 'xylink/profile=strict'] }, providers),
    ).toEqual({ ytx: { profile: 'page', validity: '10min' }, xylink: { profile: 'strict' } });
  });

  test.each([
    [['--readings', 'lax'], /--readings must be one of: page, lenient, strict; for a single reading use --reading/],
    [['--reading', 'ytx/profile=lax'], /ytx\/profile: must be one of: page, lenient, strict/],
    [['--reading', 'ytx/partys=array'], /ytx\/partys: is not a reading; use one of: parties,/],
    [['--reading', 'ytx/parties=list'], /ytx\/parties: must be one of: string-or-array, string, array/],
    [['--reading', 'ytx.parties=array'], /--reading must have the form provider\/reading=option, for ytx or xylink/],
  ])('of serve are checked: %j', async (flags, says) => {
    const { code, stdout, stderr } = await understudy(['serve', '--port', '0', ...flags]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
  });

  test('of serve hold in every space and can be repeated', async () => {
    const flags = ['--readings', 'strict', '--reading', 'ytx/validity=24h', '--reading', 'ytx/statusMsg=string'];
    const { url } = await serve(flags);
    const view = (await (await fetch(`${url}/~own/_simulator/readings`)).json()) as Options;
    expect(optionOf(view, 'ytx', ['parties', 'validity', 'statusMsg'])).toEqual(['string', '24h', 'string']);
    expect(optionOf(view, 'xylink', ['strangers', 'nonces'])).toEqual(['refused', 'once']);
  });

  test('have a counterpart in the control API, where PUT resets the others and PATCH keeps them', async () => {
    const { url } = await serve([]);
    const send = async (method: string, body: object): Promise<Options> => {
      const headers = { 'Content-Type': 'application/json' };
      const reply = await fetch(`${url}/_simulator/readings`, { method, headers, body: JSON.stringify(body) });
      return (await reply.json()) as Options;
    };
    const names = ['unescapedParties', 'maskedPhones', 'version', 'statusMsg'];
    const page = { profile: 'page', maskedPhones: 'refused' };
    await send('PUT', { ytx: { version: 'any', statusMsg: 'string' } });
    expect(optionOf(await send('PATCH', { ytx: page }), 'ytx', names)).toEqual([
      'repaired',
      'refused',
      'any',
      'string',
    ]);
    expect(optionOf(await send('PUT', { ytx: page }), 'ytx', names)).toEqual([
      'repaired',
      'refused',
      '201612',
      'object',
    ]);
    expect(await send('PUT', { ytx: { profile: 'lax' } })).toMatchObject({ status: 422 });
  });
});

type Options = Readonly<Record<string, Readonly<Record<string, { readonly option: string }>>>>;

const optionOf = (view: Options, provider: string, names: readonly string[]): readonly (string | undefined)[] =>
  names.map((name) => view[provider]?.[name]?.option);

describe('understudy readings', () => {
  test('lists the profiles with their options', async () => {
    const { stdout } = await understudy(['readings', 'ytx']);
    const flat = stdout.replace(/\s+/g, ' ');
    for (const { name, statement, reason, options, provider } of all) {
      if (provider.name !== 'ytx') continue;
      const listed = Object.entries(options).map((pair) => pair.join('='));
      const start = name.replace('/', '/profile=');
      expect(flat).toContain(`${start} ${statement} Sets: ${listed.join(', ')} Why: ${reason}`);
    }
  });
});
