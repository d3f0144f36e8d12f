import { mobile } from './caller.js';
import { about, fields, partiesNamed, passes, type ReadingCase } from './reading-case.js';

const notAList = 'ytx/parties-are-a-list';

/** The options of readings about the fields that a meeting has. */
export const fieldCases: readonly ReadingCase[] = [
  ...about('startWithConfid', 'an immediate start of an unknown booking', fields({ confid: '009' }), {
    ignored: passes,
    'starts-the-booking': 'ytx/confid-names-a-meeting',
  }),
  ...about('startWithConfid', 'an immediate start whose confid is a number', fields({ confid: 9 }), {
    ignored: passes,
    'starts-the-booking': 'ytx/fields-are-text',
  }),
  ...about('startWithConfid', 'an immediate start with an empty confid', fields({ confid: '' }), {
    ignored: passes,
    'starts-the-booking': passes,
  }),
  ...about('unknownShownumber', 'a number that is not configured', fields({ shownumber: '01099999999' }), {
    refused: 'ytx/shownumber-is-configured',
    'default-number': /"meetcallerid":"01000000100"/,
  }),
  ...about('unknownShownumber', 'a number that is configured', fields({ shownumber: '01000000190' }), {
    refused: /"meetcallerid":"01000000190"/,
    'default-number': /"meetcallerid":"01000000190"/,
  }),
  ...about('creatorForm', 'a creator that is a label', fields({ creator: '行政部' }), {
    phone: 'ytx/creator-is-a-phone',
    label: passes,
  }),
  ...about('fewestParties', 'two parties', fields({ parties: partiesNamed('a', 'b') }), {
    one: passes,
    three: 'ytx/parties-are-not-too-few',
  }),
  ...about('fewestParties', 'three parties', fields({ parties: partiesNamed('a', 'b', 'c') }), {
    one: passes,
    three: passes,
  }),
  ...[{ phone: mobile }, { phone: mobile, name: '' }, { phone: mobile, name: null }].flatMap((unnamed) =>
    about('partyNames', `the party ${JSON.stringify(unnamed)}`, fields({ parties: [unnamed] }), {
      required: notAList,
      optional: passes,
    }),
  ),
  ...about('partyNames', 'a party whose name is a number', fields({ parties: [{ phone: mobile, name: 1 }] }), {
    required: notAList,
    optional: notAList,
  }),
  ...about('partyNames', 'a party without a phone', fields({ parties: [{ name: 'a' }] }), {
    required: notAList,
    optional: notAList,
  }),
  ...['meetingname', 'creator', 'parties'].flatMap((field) => {
    const refusal = `ytx/${field}-${field === 'parties' ? 'are' : 'is'}-present`;
    const unknown = { bookmeeting: '2', confid: '009', [field]: undefined };
    const notFound = 'ytx/confid-names-a-meeting';
    return [
      ...about(`${field}Required`, `no ${field}`, fields({ [field]: undefined }), {
        always: refusal,
        'not-to-cancel': refusal,
        never: passes,
      }),
      ...about(`${field}Required`, `a cancellation without ${field}`, fields(unknown), {
        always: refusal,
        'not-to-cancel': notFound,
        never: notFound,
      }),
    ];
  }),
];
