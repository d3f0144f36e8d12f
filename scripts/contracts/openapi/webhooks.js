/** What is told of an event, and what of that is only assumed. */
function description({ says, evidence }) {
  const reasons = evidence
    .filter(({ confidence }) => confidence === 'assumed')
    .map(({ statement }) => `- ${statement}`);
  return reasons.length === 0 ? says : `${says}\n\nWhat is assumed of it:\n\n${reasons.join('\n')}`;
}

/** The events that receivers are told of, by name: always a POST of JSON. */
export const webhooks = (events, refer) =>
  Object.fromEntries(
    events.map((event) => {
      const { name, title, sample, body } = event;
      const content = { schema: refer(body), example: sample };
      const post = {
        operationId: name,
        summary: title,
        description: description(event),
        // What requests to the provider prove themselves with is not sent to receivers.
        security: [],
        requestBody: { required: true, content: { 'application/json': content } },
        responses: { '2XX': { description: "Received. What else of a reply matters, the provider's readings say." } },
      };
      return [name, { post }];
    }),
  );
