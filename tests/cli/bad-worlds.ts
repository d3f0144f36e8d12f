/** A credential that stands in every bad world; no message may hold it. */
export const secret = 'topsecret-token-70000001';

/** A file that is no world. */
export interface BadWorld {
  /** What is wrong with it. */
  readonly is: string;
  readonly name: string;
  readonly content: string;
  /** The text that the error must contain. */
  readonly says: readonly string[];
}

const sid = 'team00000000000000000000000000ac';
const account = { authToken: secret };

const bad = (is: string, name: string, content: string | object, ...says: readonly string[]): BadWorld => ({
  is,
  name,
  content: typeof content === 'string' ? content : JSON.stringify(content),
  says,
});

/** Each name refers to the one before ten times: 10^9 words when expanded. */
const names = 'abcdefghij'.split('');
const tenTimes = (text: string): string => `[${Array(10).fill(text).join(', ')}]`;
const bomb = names
  .map((name, index) => `${name}: &${name} ${tenTimes(index === 0 ? secret : `*${names[index - 1] ?? ''}`)}\n`)
  .join('');

/** Files that are not YAML, or YAML that must not be expanded. */
const unreadable: readonly BadWorld[] = [
  bad('a bracket left open', 'syntax.yaml', `ytx:\n  accounts: {${sid}: {authToken: ${secret}\n`, 'line 3, column'),
  bad('a quote left open', 'syntax.json', `{"ytx": {"accounts": {"${sid}": "${secret}`, 'line 1, column'),
  bad('a tab before a key', 'tab.yaml', `ytx:\n\taccounts: ${secret}\n`, 'line 2, column 1'),
  bad(
    'the same account twice',
    'twice.yaml',
    `ytx:\n  accounts:\n    ${sid}: {authToken: ${secret}}\n    ${sid}: {authToken: ${secret}}\n`,
    'line 4, column 5',
    'duplicated mapping key',
  ),
  bad('the same key twice', 'twice.json', `{"ytx": {}, "ytx": {"accounts": "${secret}"}}`, 'duplicated'),
  bad('two worlds', 'two.yaml', `ytx: {}\n---\nytx: ${secret}\n`, '2 YAML documents'),
  bad('a key that is a map', 'key.yaml', `? { a: 1 }\n: ${secret}\n`, 'line 1, column 3'),
  bad('aliases that grow without measure', 'bomb.yaml', bomb, 'more than 1000000 values'),
  bad('an alias inside what it stands for', 'circle.yaml', `ytx: &${secret} [*${secret}]\n`, 'inside the value'),
  bad('an alias that leads nowhere', 'alias.yaml', `ytx: { accounts: { ${sid}: *${secret} } }\n`, 'unidentified alias'),
  bad('brackets without end', 'deep.json', '['.repeat(20_000), 'line 1, column'),
];

/** Files that can be read, and say what no world says. */
const misshapen: readonly BadWorld[] = [
  bad('nothing', 'empty.yaml', `# ${secret}\n`, '(document) must be an object'),
  bad('a list', 'list.json', [secret], '(document) must be an object'),
  bad('a text', 'text.yaml', secret, '(document) must be an object'),
  bad('an unknown member', 'stranger.json', { zoom: account }, '/zoom is unknown here'),
  bad('a name of two lines', 'lines.json', { 'a\nb': secret }, '/a b is unknown here'),
  bad(
    'a token that cannot be one',
    'token.json',
    { ytx: { accounts: { [sid]: { authToken: `${secret}\n` } } } },
    `/ytx/accounts/${sid}/authToken must match`,
  ),
  bad(
    'an account without token',
    'tokenless.yaml',
    `ytx:\n  accounts:\n    ${sid}: {}\n`,
    `/ytx/accounts/${sid}/authToken is missing`,
  ),
  bad(
    'a role for an unknown account',
    'role.json',
    { ytx: { accounts: { [sid]: account } }, cast: { ytx: { 'account:active': 'unknown0' } } },
    '/cast/ytx/account:active',
  ),
  bad(
    'an application of an unknown account',
    'orphan.json',
    {
      ytx: { accounts: { [sid]: account }, applications: { team0000ab: { account: secret, environment: 'sandbox' } } },
    },
    '/ytx/applications/team0000ab/account',
  ),
  bad('a slash in a name', 'slash.json', { ytx: { 'a/b~c': secret } }, '/ytx/a~1b~0c is unknown here'),
  bad(
    'several mistakes at once',
    'several.json',
    {
      nope: secret,
      ytx: {
        accounts: { [sid]: { authToken: `${secret} `, status: secret, balance: secret } },
        applications: { team0000ab: { account: sid } },
      },
      cast: { zoom: {} },
    },
    '/nope is unknown',
    `/ytx/accounts/${sid}/authToken must match`,
    `/ytx/accounts/${sid}/status must be one of: "active", "suspended"`,
    `/ytx/accounts/${sid}/balance must be of type number`,
    '/ytx/applications/team0000ab/environment is missing',
    '/cast/zoom is unknown',
  ),
];

/** Everything that `--world` must refuse. */
export const badWorlds: readonly BadWorld[] = [...unreadable, ...misshapen];
