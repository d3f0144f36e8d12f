import { Ajv2020 } from 'ajv/dist/2020.js';

/** The replies that an operation's schema distinguishes, each with its statuses. */
function repliesOf({ response, accepted }, refusals) {
  const ajv = new Ajv2020({ strict: false, logger: false }).addSchema(response);
  const statusesAt = (place) =>
    refusals.filter(({ value }) => ajv.validate({ $ref: response.$id + place }, value)).map(({ status }) => status);
  const alternatives = response.oneOf?.map((schema, index) => ({ schema, statuses: statusesAt(`#/oneOf/${index}`) }));
  // What no refusal fits is a success.
  return (alternatives ?? [{ schema: response, statuses: [accepted.status, ...statusesAt('')] }]).map(
    ({ schema, statuses }) => ({ schema, statuses: statuses.length === 0 ? [accepted.status] : statuses }),
  );
}

/** The schema of what operations on one path answer with a status; undefined when those replies are empty. */
export function replySchema(status, operations, { refusals, refer }) {
  const replies = operations.map((operation) => repliesOf(operation, refusals));
  const isWhole = replies.flat().every(({ schema, statuses }) => schema.const !== '' && statuses.includes(status));
  if (operations.length === 1 && isWhole) return refer(operations[0].response);
  const parts = replies
    .flat()
    .filter(({ schema, statuses }) => schema.const !== '' && statuses.includes(status))
    .map(({ schema }) => refer(schema));
  const distinct = [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
  // Nothing in a reply names its operation, and two operations may answer alike: more than one may fit.
  return distinct.length > 1 ? { anyOf: distinct } : distinct[0];
}
