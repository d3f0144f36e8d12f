import type { Telling } from './telling.js';

type Spelling = 'customParm' | 'CustomParm';

/** The members in which a push gives the request's order number back. */
export type Echo = { readonly [Each in Spelling]?: string };

/** The request's order number, whichever way the request spelled it, under the application's spelling. */
export function echoOf({ application, meeting, readings }: Telling): Echo {
  const { customParmSpelling } = application;
  const { customParm = meeting.CustomParm, CustomParm = meeting.customParm } = meeting;
  if (customParm === undefined && readings.echoWhenAbsent === 'left-out') return {};
  const echo = { customParm: customParm ?? '', CustomParm: CustomParm ?? '' };
  return customParmSpelling === 'both' ? echo : { [customParmSpelling]: echo[customParmSpelling] };
}
