/** The description of an event, with what is only assumed about it. */
function description({ says, evidence }) {
  const reasons = evidence
    .filter(({ confidence }) => confidence === 'assumed')
    .map(({ statement }) => `- ${statement}`);
  return reasons.length === 0 ? says : `${says}\n\nAssumed:\n\n${reasons.join('\n')}`;
}

/** The events that receivers get, by name: always a POST of JSON. */
export const webhooks = (events, refer) =>
  Object.fromEntries(
    events.map((event) => {
      const { name, title, sample, body } = event;
      const content = { schema: refer(body), example: sample };
      const post = {
        operationId: name,
        summary: title,
        description: description(event),
        // The credentials of requests to the provider are not sent to receivers.
        security: [],
        requestBody: { required: true, content: { 'application/json': content } },
        responses: {
          '2XX': { description: "Received. The provider's readings define which replies count as accepted." },
        },
      };
      return [name, { post }];
    }),
  );
