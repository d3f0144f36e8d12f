import { type Ended, serve, understudy } from '../support/cli.js';
import { sentByCurl } from '../support/curl.js';

/** Noon of an ordinary day, and the same as the provider writes it. */
export const noon = '2026-11-21T12:00:00+08:00';
export const noonThere = '20261121120000';

/** The keys of the role `account:active`. */
export const active = {
  accountSID: 'ac000000000000000000000000000001',
  authToken: '70000000000000000000000000000ac1',
};

/** Bodies that a shell could take for something else. */
export const oddBodies: readonly (readonly [what: string, body: string])[] = [
  ['quotes', `it's "quoted" \\'and\\' \`not\` $HOME $(run) !! \\n`],
  ['lines', '{\n  "action": "createMeeting"\r\n}\n'],
  ['Chinese and what is beyond', '{"meetingname":"周会 🀄"}'],
  ['the name of a file', '@/etc/hostname'],
  ['a dash', '-X'],
  ['nothing', ''],
];

let address = '';
let spaces = 0;

/** Starts the simulator that the commands are for; its clock starts at noon. */
export async function startSigning(): Promise<void> {
  const { url } = await serve(['--start-at', noon]);
  address = url;
}

/** The base URL of an unused space. */
export function freshSpace(): string {
  spaces += 1;
  return `${address}/~sign-${spaces}`;
}

/** The output of `understudy sign ytx --curl` for an unused space, or for this URL. */
export async function printed(args: readonly string[], { url = freshSpace(), cwd = '/' } = {}): Promise<string> {
  const asked = ['sign', 'ytx', '--start-at', noon, '--url', url, ...args, '--curl'];
  const { stdout, stderr }: Ended = await understudy(asked, { cwd });
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}

/** What the printed command is answered, with `more` at its end. */
export const sent = async (
  args: readonly string[],
  { more = '', ...place }: { readonly more?: string; readonly url?: string; readonly cwd?: string } = {},
): Promise<string> => sentByCurl(`${(await printed(args, place)).trimEnd()} ${more}`);
