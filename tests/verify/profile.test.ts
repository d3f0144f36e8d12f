import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import { profileShapes } from '../../simulator/cli/verify/profile-shapes.js';
import { profileAt } from '../../simulator/cli/verify/sandbox.js';
import { profileFrom } from '../../simulator/cli/verify/profile.js';
import { top } from '../support/cli.js';

const secret = 'a-token-that-no-one-may-see';

const problemWith = async (text: string, environment = {}): Promise<string> =>
  profileFrom('p.yaml', text, environment).then(
    () => 'it was taken',
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : 'not an error'),
  );

const inYaml = (body: string): string => `ytx:\n  cast:\n    ${body}\n`;

/** A value of the form that a variable of the example stands for. */
function valueOf(name: string): string {
  if (name === 'OWN_RECEIVER') return 'https://receiver.example/events';
  return name.startsWith('OWN_') ? '01000000001' : secret;
}

describe('a profile', () => {
  test('has the id first in every entity, in any order of the file', async () => {
    const text = `ytx: { cast: { 'account:active': { authToken: t, accountSID: a } } }
xylink: { cast: { 'enterprise:main': { clientSecret: s, clientId: c, enterpriseId: e }, 'room:idle': { participants: [], meetingRoomNumber: '9' } } }`;
    const { providers } = await profileFrom('p.yaml', text, {});
    const ids = Object.values(providers).flatMap(({ cast }) =>
      Object.values(cast).map((each) => Object.values(each)[0]),
    );
    expect(ids).toEqual(['a', 'e', '9']);
  });

  test('asks the hosts of the contracts by default', async () => {
    const text = inYaml(
      "account:active: { accountSID: a, authToken: t }\n  baseUrls: { api.ytx.net: 'https://proxy.test/ytx' }",
    );
    const { providers, budget } = await profileFrom('p.yaml', text, {});
    expect(providers['ytx']).toMatchObject({
      baseUrls: { 'sandbox.ytx.net': 'http://sandbox.ytx.net', 'api.ytx.net': 'https://proxy.test/ytx' },
      requestsPerSecond: 1,
    });
    expect(budget).toBe(300);
  });

  test('takes from the environment what it names there', async () => {
    const text = inYaml("account:active: { accountSID: '${SID}', authToken: 'x${TOKEN}' }");
    const { providers } = await profileFrom('p.yaml', text, { SID: 'a', TOKEN: secret });
    expect(providers['ytx']?.cast['account:active']).toEqual({ accountSID: 'a', authToken: `x${secret}` });
  });

  test('names every variable that the environment lacks, or has empty', async () => {
    const text = inYaml("account:active: { accountSID: '${SID}', authToken: '${TOKEN}' }");
    expect(await problemWith(text, { TOKEN: '' })).toBe(
      'BadUse: p.yaml uses environment variables that are not set: SID, TOKEN',
    );
  });

  test.each<[string, string, RegExp]>([
    [
      'an id that YAML reads as a number',
      inYaml('app:sandbox: { appid: 12345678 }'),
      /\/ytx\/cast\/app:sandbox\/appid must be of type string; put it in quotes/,
    ],
    [
      'an account without its token',
      inYaml(`account:active: { accountSID: ${secret} }`),
      /\/ytx\/cast\/account:active\/authToken is missing/,
    ],
    ['a role of an unknown kind', inYaml(`user:main: { token: ${secret} }`), /\/ytx\/cast\/user:main is unknown here/],
    ['an unknown provider', `zoom: { cast: { token: ${secret} } }`, /\/zoom is unknown here/],
    [
      'a client without its secret',
      `xylink: { cast: { enterprise:main: { enterpriseId: e, clientId: ${secret} } } }`,
      /clientSecret is missing/,
    ],
    [
      'a base URL with a slash at its end',
      inYaml("app:sandbox: { appid: a }\n  baseUrls: { api.ytx.net: 'http://h/' }"),
      /\/ytx\/baseUrls\/api\.ytx\.net must match/,
    ],
    [
      'a base URL with a password',
      inYaml(`app:sandbox: { appid: a }\n  baseUrls: { api.ytx.net: 'http://u:${secret}@h' }`),
      /must match/,
    ],
    [
      'a pace of nothing',
      inYaml('app:sandbox: { appid: a }\n  requestsPerSecond: 0'),
      /\/ytx\/requestsPerSecond must be a number above 0 and at most 100/,
    ],
    [
      'a pace that the page forbids',
      'xylink: { requestsPerSecond: 21, cast: { room:idle: { meetingRoomNumber: "9" } } }',
      /must be a number above 0 and at most 20/,
    ],
    [
      'a misspelt role',
      inYaml(`account:activ: { accountSID: a, authToken: ${secret} }`),
      /not a valid profile: \/ytx\/cast\/account:activ is not a role; did you mean account:active/,
    ],
    [
      'an application of an account that it does not have',
      inYaml(
        `account:active: { accountSID: a, authToken: ${secret} }\n    app:sandbox: { appid: b, account: account:actve }`,
      ),
      /not a valid profile: \/ytx\/cast\/app:sandbox\/account is not an account of this profile; use one of: account:active$/,
    ],
    [
      'an invented number',
      inYaml("phone:creator: { number: '10012345678' }"),
      /\/ytx\/cast\/phone:creator\/number is an invented number; use a number that you own$/,
    ],
    [
      'a masked number',
      inYaml("phone:creator: { number: '100****5678' }"),
      /\/ytx\/cast\/phone:creator\/number must match/,
    ],
    ['a phone that no case calls', inYaml("phone:boss: { number: '01000000001' }"), /phone:boss is not a role/],
    ['no provider', 'budget: 5', /not a valid profile: \(document\) has no provider; add one of: ytx, xylink$/],
    ['a budget of nothing', 'budget: 0', /\/budget must be a whole number of at least 1/],
    ['nothing at all', '', /must be of type object/],
    ['what is no YAML', `ytx: [${secret}`, /not valid YAML or JSON: line 1/],
  ])('with %s is named with its pointer, and never with a value', async (_what, text, problem) => {
    const said = await problemWith(text);
    expect(said).toMatch(problem);
    expect(said).toMatch(/^BadUse: p\.yaml [^\n]+$/);
    expect(said).not.toContain(secret);
  });

  test('has every phone that a case calls', async () => {
    for (const file of await allCaseFiles()) {
      const named = [...JSON.stringify(file).matchAll(/<(phone:[a-z-]+)>/g)].map(([, role]) => role);
      expect(profileShapes[file.provider]?.roles).toEqual(expect.arrayContaining(named));
    }
  });

  test('may have every role that a case names', async () => {
    for (const file of await allCaseFiles()) {
      const base = Object.values(file.base.roles);
      const named = file.cases.flatMap(({ given }) => Object.values(given?.roles ?? {}));
      expect(profileShapes[file.provider]?.roles).toEqual(expect.arrayContaining([...base, ...named]));
    }
  });

  test('in the environment is used when no file is named, and an empty one is none', async () => {
    const text = inYaml('app:sandbox: { appid: from-the-environment }');
    const found = await profileAt(undefined, { env: { UNDERSTUDY_PROFILE: text }, cwd: top });
    expect(found?.providers['ytx']?.cast['app:sandbox']).toEqual({ appid: 'from-the-environment' });
    expect(await profileAt(undefined, { env: { UNDERSTUDY_PROFILE: ' ' }, cwd: top })).toBeUndefined();
  });

  test('is shown by an example that can be used as it is', async () => {
    const text = readFileSync(`${top}docs/profile.example.yaml`, 'utf8');
    const names = [...text.matchAll(/\$\{(\w+)\}/g)].flatMap(([, name]) =>
      name === undefined || name === 'NAME' ? [] : [name],
    );
    const environment = Object.fromEntries(names.map((name) => [name, valueOf(name)]));
    const { providers } = await profileFrom('example', text, environment);
    expect(Object.keys(providers)).toEqual(['ytx', 'xylink']);
  });
});
