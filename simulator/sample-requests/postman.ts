import type { SampleFolder, SampleRequest } from './samples.js';
import { scriptText } from './script-text.js';

/** The variables of a collection besides those of the providers; scripts set them. */
const setByScripts = ['accessToken', 'refreshToken', 'signSecret', 'diagnosis'];

/** A Postman collection (format 2.1) with the requests, their variables, and a script in each folder that signs. */
export function postmanCollection(
  folders: readonly SampleFolder[],
  variables: Readonly<Record<string, string>>,
): object {
  const empty = Object.fromEntries(setByScripts.map((name) => [name, '']));
  return {
    info: {
      name: 'Understudy',
      description:
        'Generated from the contracts by `npm run contracts`. The values of the variables are those of the included world.',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    variable: Object.entries({ ...variables, ...empty }).map(([key, value]) => ({ key, value, type: 'string' })),
    item: folders.map(folderItem),
  };
}

const folderItem = ({ title, says, script, requests }: SampleFolder): object => ({
  name: title,
  description: says,
  ...(script !== undefined && { event: [scriptEvent('prerequest', `postman-${script}`)] }),
  item: requests.map(requestItem),
});

const requestItem = ({ name, method, url, headers, body, keeps }: SampleRequest): object => ({
  name,
  ...(keeps && { event: [scriptEvent('test', `postman-keep-${keeps}`)] }),
  request: {
    method,
    header: Object.entries(headers).map(([key, value]) => ({ key, value })),
    url,
    ...(body !== undefined && { body: { mode: 'raw', raw: body } }),
  },
});

const scriptEvent = (listen: 'prerequest' | 'test', file: string): object => ({
  listen,
  script: { type: 'text/javascript', exec: scriptText(file).split('\n') },
});
