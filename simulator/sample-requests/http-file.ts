import type { SampleFolder, SampleRequest } from './samples.js';
import { scriptText } from './script-text.js';

const head = `# Requests to the simulator, generated from the contracts by \`npm run contracts\`.
#
# For the HTTP client of JetBrains IDEs, whose scripts sign each request. Open this file, choose the environment
# "simulator" (http-client.env.json beside it) under "Run with", and run a request. For your own credentials add an
# environment of another name with the same variables to http-client.private.env.json.
#
# The REST Client of VS Code has no scripts: write signed requests with \`understudy sign <provider> --http\`.
`;

/** A `.http` file for JetBrains' HTTP client: every request with the script that signs it. */
export const httpFile = (folders: readonly SampleFolder[]): string => [head, ...folders.map(folderText)].join('\n');

/** The environment of a `.http` file: the contents of `http-client.env.json` beside it. */
export const httpEnvironment = (variables: Readonly<Record<string, string>>): object => ({ simulator: variables });

const folderText = ({ title, says, script, requests }: SampleFolder): string =>
  requests
    .map((request, index) => requestText(request, { title, script, says: index === 0 ? says : undefined }))
    .join('\n');

/** What a request has from its folder. */
interface OfFolder {
  readonly title: string;
  readonly script: string | undefined;
  readonly says: string | undefined;
}

function requestText(
  { name, method, url, headers, body, keeps }: SampleRequest,
  { title, script, says }: OfFolder,
): string {
  const signs = script !== undefined && keeps !== 'tokens';
  const lines = [
    `### ${title}: ${name}`,
    // Before a separator it would belong to the body of the request above.
    ...(says === undefined ? [] : [`# ${says}`]),
    // A signature is percent-encoded by its script.
    '# @no-auto-encoding',
    ...(signs ? [`< {%\n${indent(scriptText(`jetbrains-${script}`).replace('METHOD', method))}\n%}`] : []),
    `${method} ${url}`,
    ...Object.entries(headers).map(([header, value]) => `${header}: ${value}`),
    ...(body === undefined ? [] : ['', body]),
    ...(keeps === undefined ? [] : ['', `> {%\n${indent(scriptText(`jetbrains-keep-${keeps}`))}\n%}`]),
  ];
  return `${lines.join('\n')}\n`;
}

const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ');
