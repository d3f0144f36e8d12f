/** A stub of XYLink with every kind of template. */
export const thing = {
  provider: 'xylink',
  method: 'PUT',
  path: '/api/rest/external/v1/things/{n}',
  status: 201,
  headers: { 'X-Thing': 'yes' },
  body: {
    n: '{{path.n}}',
    text: 'thing {{path.n}} of {{body.owner.name}} at {{now}}',
    size: '{{body.size}}',
    owner: '{{body.owner}}',
    color: '{{query.color}}',
    agent: '{{header.user-agent}}',
    ms: '{{now.ms}}',
    number: '{{random.digits 6}}',
    other: '{{random.digits 6}}',
    id: '{{random.uuid}}',
    list: [1, true, null, '{{#if body.missing}}a{{else}}b{{/if}}{{body.missing}}'],
  },
};

/** A stub of YTX. */
export const dial = {
  provider: 'ytx',
  method: 'POST',
  path: '/{version}/sid/{accountSID}/call/DailbackCall.wx',
  body: { statusCode: '0', callId: '{{random.digits 10}}', to: '{{body.to}}', account: '{{path.accountSID}}' },
};
